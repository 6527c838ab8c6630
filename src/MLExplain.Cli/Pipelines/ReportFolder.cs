using System.Text.Json;
using System.Text.Json.Nodes;
using MLExplain.Audit.Parts;
using MLExplain.Reporting;

namespace MLExplain.Cli.Pipelines;

/// <summary>Writes a report into a folder. manifest.json is written last: a folder that has one holds a complete report.</summary>
internal static class ReportFolder
{
    /// <exception cref="ConfigurationException">The folder is a file, or holds a report that was reviewed.</exception>
    public static void Require(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ConfigurationException($"--out '{folder}' is a file: expected the folder to write the report to.");
        }

        if (File.Exists(Path.Combine(folder, ReviewFile.FileName)))
        {
            throw new ConfigurationException($"'{folder}' holds a report that was reviewed ({ReviewFile.FileName}): a new one in its place would leave the reviews without what they are about. Give another folder with --out, or move that one away.");
        }
    }

    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="outputs">Names of the files and what writes them.</param>
    /// <param name="manifest">The manifest, made of the files written.</param>
    /// <param name="terminal">Told the seal.</param>
    public static void Write(string folder, IReadOnlyList<(string Name, Action<string> Write)> outputs, Func<IReadOnlyList<RunManifest.FileEntry>, RunManifest> manifest, Terminal terminal)
    {
        var last = Path.Combine(folder, RunManifest.FileName);
        Directory.CreateDirectory(folder);
        using var only = FolderLock.Take(folder);
        RemoveOlder(folder, last, [.. outputs.Select(o => o.Name)]);
        foreach (var (name, write) in outputs)
        {
            OutputFile.Write(Path.Combine(folder, name), write);
        }

        var written = manifest([.. outputs.Select(o => RunManifest.FileEntry.Of("report", Path.Combine(folder, o.Name)))]).Sealed();
        OutputFile.Write(last, written.Write);
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

    /// <summary>The files that an earlier manifest lists, whichever version wrote it; none where it cannot be read.</summary>
    private static IEnumerable<string> Older(string manifest)
    {
        try
        {
            return File.Exists(manifest) && JsonNode.Parse(File.ReadAllBytes(manifest))?["outputs"] is JsonArray outputs ? [.. outputs.Select(o => (string?)o?["file"] ?? "")] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
