using System.Text.Json;
using System.Text.Json.Nodes;
using MLExplain.Audit.Parts;
using MLExplain.Reporting;

namespace MLExplain.Cli.Pipelines;

/// <summary>Writes a report into a folder. manifest.json is written last: a folder that has one holds a complete report.</summary>
internal static class ReportFolder
{
    /// <exception cref="ConfigurationException">The folder is a file, holds other things than a report, or holds a report that was reviewed.</exception>
    public static void Require(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ConfigurationException($"--out '{folder}' is a file: expected the folder to write the report to.");
        }

        if (File.Exists(Path.Combine(folder, ReviewFile.FileName)))
        {
            throw new ConfigurationException(
                $"'{folder}' holds a report that was reviewed ({ReviewFile.FileName}): a new one in its place would leave the reviews without what they are about. Give another folder with --out, or move that one away.");
        }

        if (Directory.Exists(folder) && !IsReport(folder) && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => !IsParts(entry)) is { } other)
        {
            throw new ConfigurationException($"--out '{folder}' holds other things, such as '{Path.GetFileName(other)}', and no report: expected a new or empty folder, or that of an earlier report.");
        }
    }

    /// <summary>Whether a run wrote a report there, or was killed while it did.</summary>
    private static bool IsReport(string folder) => File.Exists(Path.Combine(folder, FolderLock.FileName)) || Older(Path.Combine(folder, RunManifest.FileName)).Length > 0;

    /// <summary>Whether it is the folder in which a run keeps its records, from which it goes on.</summary>
    private static bool IsParts(string entry) => Path.GetFileName(entry) == PastRuns.Parts && Directory.Exists(entry)
        && Directory.EnumerateFileSystemEntries(entry).All(file => Path.GetFileName(file).StartsWith("part-", StringComparison.Ordinal));

    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="outputs">Names of the files and what writes them.</param>
    /// <param name="manifest">The manifest, made of the files written.</param>
    /// <param name="terminal">Told the seal.</param>
    public static void Write(string folder, IReadOnlyList<(string Name, Action<string> Write)> outputs, Func<IReadOnlyList<RunManifest.FileEntry>, RunManifest> manifest, Terminal terminal)
    {
        var last = Path.Combine(folder, RunManifest.FileName);
        Directory.CreateDirectory(folder);
        using var only = FolderLock.Take(folder);
        var before = SourceOf(last);
        RemoveOlder(folder, last, [.. outputs.Select(o => o.Name)]);
        foreach (var (name, write) in outputs)
        {
            OutputFile.Write(Path.Combine(folder, name), write);
        }

        var written = manifest([.. outputs.Select(o => RunManifest.FileEntry.Of("report", Path.Combine(folder, o.Name)))]).Sealed();
        OutputFile.Write(last, written.Write);
        if (before is not null && before != SourceOf(last))
        {
            terminal.Warn($"warning: the report of '{before}', which was in '{folder}', is replaced: give each pipeline file a name of its own, or another --out.");
        }

        terminal.Say($"seal of the report, for 'mlexplain verify --seal': {written.Seal}");
    }

    /// <summary>What an earlier report wrote here and this one does not would stand beside it as if it belonged to it: a verdict of last week, for one.</summary>
    private static void RemoveOlder(string folder, string manifest, HashSet<string> kept)
    {
        foreach (var name in Older(manifest).Where(name => name.Length > 0 && name == Path.GetFileName(name) && !kept.Contains(name)))
        {
            File.Delete(Path.Combine(folder, name));
        }

        // What a killed run left half written.
        foreach (var unfinished in Directory.GetFiles(folder, "*" + AtomicFile.Unfinished))
        {
            File.Delete(unfinished);
        }

        File.Delete(manifest);
    }

    /// <summary>The files that an earlier manifest lists, whichever version wrote it; none where it cannot be read, or is no manifest of a report.</summary>
    private static string[] Older(string manifest) => Read(manifest, "outputs", _ => true);

    /// <summary>Name of the pipeline file, or the CSV of predictions, that a report was made from; null where none is, or it does not say.</summary>
    private static string? SourceOf(string manifest) => Read(manifest, "inputs", i => (string?)i["role"] is "pipeline" or "predictions").FirstOrDefault();

    private static string[] Read(string manifest, string list, Func<JsonNode, bool> isAsked)
    {
        try
        {
            return File.Exists(manifest) && JsonNode.Parse(File.ReadAllBytes(manifest)) is JsonObject read && (string?)read["seal"] is { Length: > 0 } && read[list] is JsonArray files ? [.. files.OfType<JsonNode>().Where(isAsked).Select(f => (string?)f["file"] ?? "")] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
