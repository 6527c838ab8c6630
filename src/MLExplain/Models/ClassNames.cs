using System.Text.Json;
using MLExplain.Onnx;

namespace MLExplain.Models;

/// <summary>Class names that exporters leave in a model's metadata.</summary>
internal static class ClassNames
{
    private static readonly string[] Keys = ["classes", "class_names", "labels", "names", "id2label"];

    /// <summary>The names, in class order; empty when no entry has exactly one for each class.</summary>
    public static IReadOnlyList<string> Find(OnnxModel model, int classes) =>
        Keys.SelectMany(key => model.Proto.MetadataProps.Where(p => string.Equals(p.Key, key, StringComparison.OrdinalIgnoreCase)))
            .Select(p => Parse(p.Value))
            .FirstOrDefault(names => names.Length == classes) ?? [];

    /// <summary>A JSON array, a JSON object from number to name, or names separated by line breaks or commas.</summary>
    private static string[] Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('[') || trimmed.StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(trimmed);
                return document.RootElement.ValueKind == JsonValueKind.Array
                    ? [.. document.RootElement.EnumerateArray().Select(e => e.ToString())]
                    : [.. document.RootElement.EnumerateObject().OrderBy(p => int.TryParse(p.Name, out var index) ? index : int.MaxValue).Select(p => p.Value.ToString())];
            }
            catch (JsonException)
            {
                // Another program's notation, such as a Python dictionary: the names stay unknown, and classes go by number.
                return [];
            }
        }

        return trimmed.Split(trimmed.Contains('\n') ? '\n' : ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
