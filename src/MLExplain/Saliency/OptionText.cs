using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>How option values are written in pipeline files, on the command line and in results: camelCase, invariant culture.</summary>
internal static class OptionText
{
    /// <summary>The value's name with a small first letter.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>All values, as they may be given.</summary>
    public static string Choices<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetValues<TEnum>().Select(Of));

    /// <summary>A number as short as it can be read back.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
