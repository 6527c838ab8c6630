namespace Dermatology;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions
{
    /// <summary>Everything is drawn and trained from this number.</summary>
    public required int Seed { get; init; }

    /// <summary>Where images/, masks/, models/, manifest.csv and measured.csv are written.</summary>
    public required string Folder { get; init; }

    /// <summary>Pictures in each training set.</summary>
    public required int Images { get; init; }

    /// <summary>Passes over the training set.</summary>
    public required int Epochs { get; init; }

    /// <summary>Pictures in the test set.</summary>
    public required int TestImages { get; init; }

    /// <summary>Only the sample is drawn; nothing is trained.</summary>
    public required bool DrawOnly { get; init; }
}
