using System.Globalization;

namespace MLExplain.Cli;

/// <summary>Numbers as people write them here: the decimal sign is a point, and no sign groups digits, so that "0,5" is never read as 5.</summary>
internal static class Number
{
    public const string RealForm = "one number with a point as its decimal sign, such as 0.5";

    public const string WholeForm = "a whole number, such as 256";

    /// <summary>A finite number; null when the text is none.</summary>
    public static float? Real(string text) =>
        float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : null;

    /// <summary>The same in double precision, for what is not handed to a model.</summary>
    public static double? Precise(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A whole number; null when the text is none.</summary>
    public static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
