using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Audit;
using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>The form of <c>review.json</c>: entries that each carry the hash of the one before, the first that of the report's manifest.</summary>
internal static class ReviewChain
{
    private const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly JsonSerializerOptions Strict = new(Format) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The entries, oldest first, every link checked.</summary>
    /// <param name="path">The file; there need be none.</param>
    /// <param name="last">What the first entry follows from.</param>
    public static IReadOnlyList<ReviewEntry> Read(string path, string last)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var chain = Read<Chain>(path);
        if (chain.SchemaVersion != SchemaVersion)
        {
            throw new DataException(FormattableString.Invariant($"'{path}' has schemaVersion {chain.SchemaVersion}, and this version of MLExplain knows {SchemaVersion}."));
        }

        for (var i = 0; i < chain.Entries.Count; last = chain.Entries[i++].Hash)
        {
            Check(chain.Entries[i], last, FormattableString.Invariant($"'{path}': entry {i + 1} of {chain.Entries.Count}"), i == 0 ? "the report's manifest.json" : "the entry before it");
        }

        if (!Encoding.UTF8.GetBytes(Text(chain)).AsSpan().SequenceEqual(File.ReadAllBytes(path)))
        {
            throw new DataException($"'{path}' says what MLExplain writes in other bytes: something rewrote it after the review.");
        }

        return chain.Entries;
    }

    /// <summary>The text of the file with an entry added.</summary>
    public static string With(IReadOnlyList<ReviewEntry> entries, ReviewEntry entry) => Text(new Chain(SchemaVersion, [.. entries, entry]));

    /// <summary>The entry as it follows from those before.</summary>
    public static ReviewEntry Linked(IReadOnlyList<ReviewEntry> entries, ReviewEntry entry)
    {
        entry = entries.Count == 0 ? entry : entry with { Previous = entries[^1].Hash };
        return entry with { Hash = Hash(entry) };
    }

    /// <summary>What a file holds, in this form.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOpen">Whether it may hold more than is read.</param>
    public static T Read<T>(string path, bool isOpen = false)
    {
        if (!File.Exists(path))
        {
            throw new DataException($"No file at '{path}'.");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), isOpen ? Format : Strict) ?? throw new JsonException("it holds null.");
        }
        catch (JsonException e)
        {
            throw new DataException($"'{path}' cannot be read: it is not what MLExplain writes{(e.Path is { } place ? $" at {place}" : "")}{Expected(e.Path)}.");
        }
    }

    private static string Expected(string? place) =>
        place?.EndsWith(".decision", StringComparison.Ordinal) == true ? $": expected {string.Join(", ", Enum.GetValues<ReviewVerdict>().Select(EnumText.Name))}" : "";

    private static void Check(ReviewEntry? entry, string previous, string place, string before)
    {
        if (entry is null || entry.Previous != previous || entry.Hash != Hash(entry))
        {
            throw new DataException($"{place} does not follow from {before}: the file or the report was changed after the review.");
        }

        if (entry.Decisions.Any(d => d is null || entry.Findings.All(f => f?.Id != d.Finding)))
        {
            throw new DataException($"{place} decides on something that is none of its findings.");
        }
    }

    private static string Text(Chain chain) => JsonSerializer.Serialize(chain, Format) + "\n";

    private static string Hash(ReviewEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry with { Hash = "" }, Format))));

    private sealed record Chain(int SchemaVersion, IReadOnlyList<ReviewEntry> Entries);
}
