using System.Text.Json;

namespace MLExplain.Reporting;

/// <summary>Values of enumerations as files and pages have them.</summary>
internal static class EnumText
{
    /// <summary>In snake_case, as all files have it.</summary>
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => Snake(value);

    /// <summary>The same with spaces, as pages have it.</summary>
    public static string Words<TEnum>(TEnum value)
        where TEnum : struct, Enum => Name(value).Replace('_', ' ');

    /// <summary>A value whose type is not known before it is written.</summary>
    public static string Snake(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
