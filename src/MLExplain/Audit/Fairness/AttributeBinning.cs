namespace MLExplain.Audit.Fairness;

/// <summary>How the values of an attribute become groups.</summary>
public enum AttributeBinning
{
    /// <summary>Quartiles when every known value is a number and there are more than ten different ones, else each value.</summary>
    Auto,

    /// <summary>Each value is a group.</summary>
    Values,

    /// <summary>Four groups of numbers, cut at the quartiles of all known values; equal quartiles leave fewer.</summary>
    Quartiles,
}
