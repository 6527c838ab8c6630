namespace MLExplain.Imaging;

/// <summary>How a map of numbers is drawn.</summary>
public sealed record HeatmapOptions
{
    /// <summary>What is shown of values of both signs.</summary>
    /// <value>Default: <see cref="HeatmapSign.Positive"/>.</value>
    public HeatmapSign Sign { get; init; } = HeatmapSign.Positive;

    /// <summary>Colours; null chooses by <see cref="Sign"/>.</summary>
    /// <value>Default: <see cref="ColorMap.BlueWhiteRed"/> for signed maps, else <see cref="ColorMap.Inferno"/>.</value>
    public ColorMap? Colors { get; init; }

    /// <summary>The percentile of the magnitudes shown that takes the full colour, above 0 to 100.</summary>
    /// <value>Default: 99, so that a few outliers do not leave the rest of the map without colour.</value>
    public double Percentile { get; init; } = 99;

    /// <summary>Share of the heat map in an overlay: 0 shows the picture only, 1 the map only.</summary>
    /// <value>Default: 0.5.</value>
    public double Opacity { get; init; } = 0.5;

    /// <summary>Whether an overlay fades with the value: where the map is 0 the picture is left as it is.</summary>
    /// <value>Default: false, the same opacity everywhere.</value>
    public bool Fade { get; init; }

    /// <summary>Whether a map smaller than the picture is interpolated; otherwise its pixels show as blocks.</summary>
    /// <value>Default: true.</value>
    public bool Smooth { get; init; } = true;
}
