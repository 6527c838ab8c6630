using MLExplain.Imaging;

namespace MLExplain.Transforms;

/// <summary>The settings of an image column, as written in a model file.</summary>
internal sealed record ClassifierImageState
{
    public required string OutputColumn { get; init; }

    public required string InputColumn { get; init; }

    /// <summary>Null when a bad picture throws.</summary>
    public string? ErrorColumn { get; init; }

    public string? ImageFolder { get; init; }

    public required int BatchSize { get; init; }

    public required Preprocessing Preprocessing { get; init; }
}
