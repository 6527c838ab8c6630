using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Audit;
using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>One review of a report, in a chain: each entry carries the hash of the one before.</summary>
/// <param name="Previous">Hash of the entry before; of the report's manifest.json for the first.</param>
/// <param name="Name">Who reviewed.</param>
/// <param name="Role">As what.</param>
/// <param name="Date">When.</param>
/// <param name="Findings">The findings decided on, as they were then.</param>
/// <param name="Decisions">The decisions.</param>
/// <param name="Hash">SHA-256 over all of the above.</param>
public sealed record ReviewEntry(string Previous, string Name, string Role, DateOnly Date, IReadOnlyList<ReviewFinding> Findings, IReadOnlyList<ReviewDecision> Decisions, string Hash);

/// <summary>The reviews of a report, <c>review.json</c>, stored beside it and only ever added to.</summary>
public static class ReviewFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "review.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly JsonSerializerOptions Strict = new(Format) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads and checks the reviews of a report.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <returns>The reviews, oldest first; none when nobody has reviewed.</returns>
    /// <exception cref="DataException">The chain is broken, or the folder holds no complete report.</exception>
    public static IReadOnlyList<ReviewEntry> Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var last = Seal(folder);
        if (!File.Exists(path))
        {
            return [];
        }

        var entries = Read<Chain>(path).Entries;
        for (var i = 0; i < entries.Count; last = entries[i++].Hash)
        {
            if (entries[i].Previous != last || entries[i].Hash != Hash(entries[i]))
            {
                throw new DataException(FormattableString.Invariant($"'{path}': entry {i + 1} of {entries.Count} does not follow from {(i == 0 ? "the report's manifest.json" : "the entry before it")}: the file or the report was changed after the review."));
            }
        }

        return entries;
    }

    /// <summary>The dismissals that the reviews of a report hold.</summary>
    /// <param name="path">Folder of the report, or its review.json.</param>
    /// <exception cref="DataException">The folder has no reviews, or their chain is broken.</exception>
    public static IReadOnlyList<GateException> Exceptions(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = Path.GetFileName(path) == FileName ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        var entries = Load(folder);
        return entries.Count > 0
            ? GateExceptions.Of(from entry in entries from decision in entry.Decisions select (decision, entry.Findings.First(f => f.Id == decision.Finding), entry.Name, entry.Role, entry.Date))
            : throw new DataException($"'{folder}' has no {FileName}: 'mlexplain review apply' adds reviews to a report.");
    }

    /// <summary>Checks decisions against a report and adds them to its reviews.</summary>
    /// <param name="decisions">The file that the page saved.</param>
    /// <param name="folder">Folder of the report.</param>
    /// <param name="name">Who reviewed.</param>
    /// <param name="role">As what.</param>
    /// <param name="date">When.</param>
    /// <param name="write">Writes a file whole.</param>
    /// <exception cref="DataException">The decisions are not of this report, or the report was changed.</exception>
    public static ReviewEntry Apply(string decisions, string folder, string name, string role, DateOnly date, Action<string, Action<string>> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var made = Read<ReviewDecisions>(decisions);
        var entries = Load(folder);
        Unchanged(folder, "verdict.json");
        var verdict = Read<Verdict>(Path.Combine(folder, "verdict.json"), Format);
        if (made.Mistake(verdict.Name, verdict.Findings, date) is { } mistake)
        {
            throw new DataException($"'{decisions}': {mistake}");
        }

        if (entries.FirstOrDefault(e => e.Name == name && e.Role == role && Same(e.Decisions, made.Decisions)) is { } already)
        {
            throw new DataException(FormattableString.Invariant($"'{decisions}' was stored before: {name}, {role}, decided the same on {already.Date:yyyy-MM-dd}. Nothing was added."));
        }

        var entry = new ReviewEntry(
            entries.Count == 0 ? Seal(folder) : entries[^1].Hash, name, role, date, [.. verdict.Findings.Where(f => made.Decisions.Any(d => d.Finding == f.Id))], made.Decisions, "");
        entry = entry with { Hash = Hash(entry) };
        write(Path.Combine(folder, FileName), file => File.WriteAllText(file, JsonSerializer.Serialize(new Chain(1, [.. entries, entry]), Format) + "\n"));
        return entry;
    }

    private static bool Same(IReadOnlyList<ReviewDecision> stored, IReadOnlyList<ReviewDecision> made) => stored.OrderBy(d => d.Finding).SequenceEqual(made.OrderBy(d => d.Finding));

    private static string Hash(ReviewEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry with { Hash = "" }, Format))));

    private static string Seal(string folder)
    {
        var path = Path.Combine(folder, "manifest.json");
        return File.Exists(path) ? RunManifest.FileEntry.Of("report", path).Sha256
            : throw new DataException($"'{folder}' is no complete report: it has no manifest.json. Give the folder that a run wrote.");
    }

    private static void Unchanged(string folder, string name)
    {
        var outputs = Read<Manifest>(Path.Combine(folder, "manifest.json"), Format).Outputs;
        if (outputs.FirstOrDefault(o => o.File == name) is not { } known || !File.Exists(Path.Combine(folder, name)) || RunManifest.FileEntry.Of("report", Path.Combine(folder, name)).Sha256 != known.Sha256)
        {
            throw new DataException($"'{Path.Combine(folder, name)}' is not the file that manifest.json lists: expected the same SHA-256. Run the audit again.");
        }
    }

    private static T Read<T>(string path, JsonSerializerOptions? format = null)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), format ?? Strict) ?? throw new JsonException("it holds null.");
        }
        catch (JsonException e)
        {
            throw new DataException($"'{path}' cannot be read: it is not what MLExplain writes ({e.Message})");
        }
    }

    private sealed record Chain(int SchemaVersion, IReadOnlyList<ReviewEntry> Entries);

    private sealed record Verdict(string Name, IReadOnlyList<ReviewFinding> Findings);

    private sealed record Manifest(IReadOnlyList<RunManifest.FileEntry> Outputs);
}
