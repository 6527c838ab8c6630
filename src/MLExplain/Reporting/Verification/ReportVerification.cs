using System.Security.Cryptography;
using System.Text;
using MLExplain.Audit;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting.Verification;

/// <summary>A report held against itself: every file against its hash, every gate against the records it was computed from.</summary>
public sealed record ReportVerification
{
    /// <summary>The manifest.</summary>
    public required RunManifest Manifest { get; init; }

    /// <summary>Every file.</summary>
    public required IReadOnlyList<FileCheck> Files { get; init; }

    /// <summary>The decision as the CSV files give it; null where the run had no audit, or its gates could not be computed.</summary>
    public GateDecision? Decision { get; init; }

    /// <summary>Files that were not computed again: what was measured, of which only cells that follow from others were compared, and prints.</summary>
    public IReadOnlyList<string> TakenAsWritten { get; init; } = [];

    /// <summary>The pictures that the run read: path as in the data file, and SHA-256, empty for a file that was missing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pictures { get; init; } = [];

    /// <summary>The images as images.csv has them; none where the run had no audit.</summary>
    public IReadOnlyList<ImageRecord> Images { get; init; } = [];

    /// <summary>Number of reviews stored with the report.</summary>
    public int Reviews { get; init; }

    /// <summary>Hash of the last review: kept elsewhere, it shows whether later reviews were taken away. Null without reviews.</summary>
    public string? ReviewHead { get; init; }

    /// <summary>What does not agree, one sentence each, files first; empty when all agrees.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Verifies a report. It shows that the report is consistent; who wrote it, only a seal kept elsewhere can show.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <param name="cancellationToken">Stops the recomputation.</param>
    /// <exception cref="DataException">The folder holds no report, or its manifest cannot be trusted to say what to check.</exception>
    public static ReportVerification Of(string folder, CancellationToken cancellationToken = default)
    {
        var manifest = RunManifest.Read(Path.Combine(folder, RunManifest.FileName));
        var files = FolderCheck.Of(folder, manifest, cancellationToken);
        var differences = files.Where(f => f.State != FileState.Unchanged).Select(f => $"{f.File} {EnumText.Name(f.State)}: {f.Detail}").ToList();
        if (Directory.Exists(Path.Combine(folder, ReviewFile.FileName)))
        {
            differences.Add($"{ReviewFile.FileName}: it is a folder.");
        }

        var reviews = Attempt(() => ReviewFile.Load(folder), differences) ?? [];
        var isReadable = files.All(f => f.IsReadable);
        var pictures = isReadable ? Attempt(() => PicturesOf(folder, manifest, differences), differences) ?? [] : [];
        var gates = new GateCheck(folder, manifest);
        var decision = manifest.Audit is null || !isReadable ? null : Attempt(() => Gates(gates, differences, cancellationToken), differences);
        if (manifest.Audit is null && isReadable)
        {
            Attempt(() => new ReportRecords(folder).Sanity("", differences), differences);
        }

        differences.AddRange(isReadable ? Attempt(() => new DerivedColumns(folder, manifest).Differences(), differences) ?? [] : []);
        return new()
        {
            Manifest = manifest, Files = files, Images = gates.Images, Decision = decision, TakenAsWritten = [.. manifest.Outputs.Select(o => o.File).Except(gates.Compared)],
            Pictures = pictures, Reviews = reviews.Count, ReviewHead = reviews is [.., var last] ? last.Hash : null, Differences = differences,
        };
    }

    private static GateDecision Gates(GateCheck gates, List<string> differences, CancellationToken cancellationToken)
    {
        var (decision, found) = gates.Run(cancellationToken);
        differences.AddRange(found);
        return decision;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> PicturesOf(string folder, RunManifest manifest, List<string> differences)
    {
        if (manifest.ImagesSha256 is null || manifest.Outputs.All(o => o.File != "images.csv"))
        {
            return [];
        }

        var images = CsvRows.Read(Path.Combine(folder, "images.csv"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', images.Rows.Select(row => images.Text(row, "content_hash"))))));
        if (hash != manifest.ImagesSha256)
        {
            differences.Add($"images.csv: its content hashes make {hash}, but the run read images that make {manifest.ImagesSha256}.");
        }

        return [.. images.Rows.Select(row => KeyValuePair.Create(images.Text(row, "file"), images.Text(row, "content_hash")))];
    }

    private static T? Attempt<T>(Func<T> check, List<string> differences)
    {
        try
        {
            return check();
        }
        catch (Exception e) when (e is DataException or ArgumentException or InvalidOperationException or System.Text.Json.JsonException)
        {
            differences.Add(e.Message);
            return default;
        }
    }
}
