using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MLExplain.Cli.Starters;

/// <summary>Values as a pipeline file reads them back.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Scalar))}]";

    public static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Plain where YAML reads it as the same text, else in double quotes, whose escapes are JSON's.</summary>
    public static string Scalar(string text) => Plain().IsMatch(text) && !Reserved().IsMatch(text) ? text : JsonSerializer.Serialize(text.Replace("${", "$${", StringComparison.Ordinal), Quoted);

    [GeneratedRegex(@"^[A-Za-z_./][\w./-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|\.nan|\.inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
