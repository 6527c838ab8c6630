namespace Dermatology.Study;

/// <summary>What the command line asks of a study.</summary>
internal sealed record StudyOptions
{
    /// <summary>The first seed.</summary>
    public required int First { get; init; }

    /// <summary>Number of seeds, each the next after the one before.</summary>
    public required int Seeds { get; init; }

    /// <summary>Pictures in each training set.</summary>
    public required int Images { get; init; }

    /// <summary>Passes over the training set.</summary>
    public required int Epochs { get; init; }

    /// <summary>Copies of the factorial design in each audit set: 192 pictures each.</summary>
    public required int Copies { get; init; }

    /// <summary>Where models are kept; those already there are not trained again.</summary>
    public required string Models { get; init; }

    /// <summary>Where power.csv is written, and the README whose table is replaced, if there is one.</summary>
    public required string Folder { get; init; }
}
