using System.Globalization;

namespace MLExplain.Reporting;

/// <summary>What the head of a page says that it is about, so that it is seen at once, also on paper: the model and the data by name and hash, the day, the tool.</summary>
public static class PageSubject
{
    /// <summary>The facts, as the manifest has them: name and value.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="rows">Number of images, or of records.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(RunManifest manifest, int rows)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var inputs = manifest.Inputs.DistinctBy(i => i.Role).ToDictionary(i => i.Role);
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("model", Hashed(inputs.GetValueOrDefault("model"))),
            ("predictions", Hashed(inputs.GetValueOrDefault("predictions"))),
            ("data", inputs.TryGetValue("data", out var data) ? FormattableString.Invariant($"{rows} images of {data.File}") : null),
            ("records", data is null ? FormattableString.Invariant($"{rows}") : null),
            ("pipeline", Hashed(inputs.GetValueOrDefault("pipeline"))),
            ("date", manifest.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("tool", $"MLExplain {manifest.Versions.GetValueOrDefault("MLExplain")}"),
        ];
        return [.. from fact in facts where fact.Value is not null select KeyValuePair.Create(fact.Name, fact.Value)];
    }

    private static string? Hashed(RunManifest.FileEntry? file) => file is null ? null : $"{file.File} (SHA-256 {TrendText.ShortHash(file.Sha256)}…)";
}
