using System.Globalization;
using System.Text.Json;
using CsvHelper;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>Writes records as CSV: UTF-8, comma, <c>\n</c>, invariant numbers that read back exactly, safe to open in a spreadsheet.</summary>
public static class CsvReport
{
    /// <summary>What a spreadsheet takes for a formula.</summary>
    private const string Escaped = "=@+-\t\r\n";

    private static readonly CsvWriterOptions Options = new()
    {
        Separator = ',', NewLine = "\n", Injection = CsvInjection.Escape, InjectionCharacters = Escaped, FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>One row per image of the manifest, in its order.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="images">The records.</param>
    public static void WriteImages(string path, IReadOnlyList<ImageRecord> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        string[] groups = [.. images.SelectMany(i => i.Groups).Select(g => g.Key).Distinct()];
        Write(
            path,
            ["id", "file", "content_hash", "label", .. groups.Select(g => "group." + g), "status", "error", "prediction", "probability", "correct", "logits", "probabilities"],
            images.Select(i => (object?[])
            [
                i.Id, i.File, i.ContentHash, i.Label, .. groups.Select(g => i.Groups.FirstOrDefault(p => p.Key == g).Value), Name(i.Status), i.Error,
                i.Prediction, i.Probability, Name(i.Correct),
                List(i.Logits), List(i.Probabilities),
            ]));
    }

    /// <summary>One row per explained image and method.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="images">The records.</param>
    public static void WriteExplanations(string path, IReadOnlyList<ImageRecord> images) => Write(
        path,
        ["id", "method", "target", "score", "baseline_score", "sum", "residual", "relative_residual", "converged", "gradient_calls", "score_calls", "gini", "entropy", "border_mass", "warnings"],
        from image in images
        from e in image.Explanations
        select (object?[])
        [
            image.Id, e.Method, e.Target, e.Score, e.BaselineScore, e.Sum, e.Residual, e.RelativeResidual, Name(e.Converged), e.GradientCalls, e.ScoreCalls,
            e.Concentration?.Gini, e.Concentration?.Entropy, e.Concentration?.BorderMass, string.Join(' ', e.Warnings),
        ]);

    /// <summary>One row per explained image, method and number that the method measured of itself.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="images">The records.</param>
    public static void WriteFigures(string path, IReadOnlyList<ImageRecord> images) => Write(
        path,
        ["id", "method", "figure", "value"],
        from image in images
        from e in image.Explanations
        from f in e.Figures
        select (object?[])[image.Id, e.Method, f.Name, f.Value]);

    /// <summary>One row per explained image, method and region of interest.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="images">The records.</param>
    public static void WriteRegions(string path, IReadOnlyList<ImageRecord> images) => Write(
        path,
        ["id", "method", "region", "status", "area_fraction", "positive_mass_fraction", "mass_over_area"],
        from image in images
        from e in image.Explanations
        from r in e.Regions
        select (object?[])[image.Id, e.Method, r.Region, r.Status, r.AreaFraction, r.PositiveMassFraction, r.MassOverArea]);

    /// <summary>A text cell as it was before it was made safe for spreadsheets.</summary>
    internal static string Unescaped(string cell) => LooksEscaped(cell) ? cell[1..] : cell;

    internal static string? Name(bool? value) => value is { } known ? (known ? "true" : "false") : null;

    /// <summary>A value of an enumeration in snake_case, as all files have it.</summary>
    internal static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The same with spaces, as pages have it.</summary>
    internal static string Words<TEnum>(TEnum value)
        where TEnum : struct, Enum => Name(value).Replace('_', ' ');

    /// <summary>A text that would read back as another one: it gets one apostrophe more.</summary>
    private static bool LooksEscaped(string text) => text.AsSpan().TrimStart('\'') is { Length: > 0 } rest && rest.Length < text.Length && Escaped.Contains(rest[0], StringComparison.Ordinal);

    private static string List(IReadOnlyList<float> values) => $"[{string.Join(',', values.Select(z => z.ToString("R", CultureInfo.InvariantCulture)))}]";

    internal static void Write(string path, string[] header, IEnumerable<object?[]> rows)
    {
        using var stream = File.Create(path);
        using var csv = CsvWriter.Create(stream, Options, leaveOpen: false);
        csv.WriteHeader(header);
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                csv.WriteField(value is string text && LooksEscaped(text) ? "'" + text : value);
            }

            csv.EndRecord();
        }

        csv.Flush();
    }
}
