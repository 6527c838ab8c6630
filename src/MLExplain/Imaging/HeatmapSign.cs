namespace MLExplain.Imaging;

/// <summary>What a heat map shows of a map with values of both signs.</summary>
public enum HeatmapSign
{
    /// <summary>Values above 0; those below are drawn as 0.</summary>
    Positive,

    /// <summary>Absolute values.</summary>
    Magnitude,

    /// <summary>Both signs, with 0 in the middle of the colour map.</summary>
    Both,
}
