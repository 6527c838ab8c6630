using MLExplain.Audit;

namespace MLExplain.Reporting.Verification;

/// <summary>Holds every file of a report's folder against the manifest.</summary>
internal static class FolderCheck
{
    /// <summary>The run's own working state: records from which it resumes, no part of the report.</summary>
    private const string Parts = "parts";

    public const string ManifestName = "manifest.json";

    /// <summary>Checks the files.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <remarks>Reviews are what a report may gain after the run; the chain of hashes in them is checked by itself.</remarks>
    /// <returns>One entry per listed file, in the manifest's order, then one per file that is not listed.</returns>
    /// <exception cref="DataException">The manifest lists a file outside the folder, or one twice.</exception>
    public static IReadOnlyList<FileCheck> Of(string folder, RunManifest manifest)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in manifest.Outputs.Select(o => o.File))
        {
            if (name.Length == 0 || name is "." or ".." || name != Path.GetFileName(name) || name.Contains('\\', StringComparison.Ordinal) || !listed.Add(name))
            {
                throw new DataException($"'{Path.Combine(folder, ManifestName)}' lists the output '{name}': expected each file of the folder once, by its name alone. No run writes such a manifest.");
            }
        }

        var found = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)
            .Where(name => name is not (ManifestName or ReviewFile.FileName) && !name.StartsWith(Parts + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !listed.Contains(name));
        return [.. manifest.Outputs.Select(o => Check(folder, o)), .. found.Select(name => new FileCheck(name, FileState.Unlisted, "The run did not write it."))];
    }

    private static FileCheck Check(string folder, RunManifest.FileEntry listed)
    {
        var path = Path.Combine(folder, listed.File);
        if (!File.Exists(path))
        {
            return new(listed.File, FileState.Missing, "The run wrote it, but it is not there.");
        }

        var found = RunManifest.FileEntry.Of(listed.Role, path);
        return found == listed ? new(listed.File, FileState.Unchanged)
            : new(listed.File, FileState.Changed, FormattableString.Invariant($"It has {found.Bytes} bytes with SHA-256 {found.Sha256}; the run wrote {listed.Bytes} bytes with {listed.Sha256}."));
    }
}
