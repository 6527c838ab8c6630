using MLExplain.Imaging;

namespace MLExplain.Transforms;

/// <summary>The settings of an overlay column, as written in a model file.</summary>
internal sealed record OverlayState
{
    public required string OutputColumn { get; init; }

    public required string SaliencyColumn { get; init; }

    public required string ImageColumn { get; init; }

    public required OverlayOptions Options { get; init; }

    /// <summary>Null when the map covers the whole picture.</summary>
    public Preprocessing? Preprocessing { get; init; }
}
