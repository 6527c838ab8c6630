using MLExplain.Imaging;

namespace MLExplain.Transforms;

/// <summary>How overlays are drawn, and where their pictures are found.</summary>
public sealed record OverlayOptions
{
    /// <summary>Colours, sign and opacity.</summary>
    /// <value>Default: the defaults of <see cref="HeatmapOptions"/>.</value>
    public HeatmapOptions Heatmap { get; init; } = new();

    /// <summary>Folder that relative paths start from.</summary>
    /// <value>Default: null, the process's current folder.</value>
    public string? ImageFolder { get; init; }

    /// <summary>The largest number of overlays drawn at the same time.</summary>
    /// <value>Default: 8.</value>
    public int BatchSize { get; init; } = 8;
}
