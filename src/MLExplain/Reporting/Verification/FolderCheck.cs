using System.IO.Enumeration;
using MLExplain.Audit;

namespace MLExplain.Reporting.Verification;

/// <summary>Holds every file of a report's folder against the manifest.</summary>
internal static class FolderCheck
{
    /// <summary>Checks the files.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <remarks>Reviews are what a report may gain after the run; the chain of hashes in them is checked by itself.</remarks>
    /// <returns>One entry per listed file, in the manifest's order, then one per file that is not listed.</returns>
    /// <exception cref="DataException">The manifest lists a file outside the folder, or one twice.</exception>
    public static IReadOnlyList<FileCheck> Of(string folder, RunManifest manifest, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in manifest.Outputs.Select(o => o.File))
        {
            if (name.Length == 0 || name is "." or ".." || name != Path.GetFileName(name) || name.Contains('\\', StringComparison.Ordinal) || !listed.Add(name))
            {
                throw new DataException($"'{Path.Combine(folder, RunManifest.FileName)}' lists the output '{name}': expected each file of the folder once, by its name alone. No run writes such a manifest.");
            }
        }

        var found = Files(folder).Order(StringComparer.Ordinal)
            .Where(name => name is not (RunManifest.FileName or ReviewFile.FileName) && !name.StartsWith(PastRuns.Parts + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !listed.Contains(name));
        return [.. manifest.Outputs.Select(o => Check(folder, o, cancellationToken)), .. found.Select(name => new FileCheck(name, FileState.Unlisted, "The run did not write it."))];
    }

    /// <summary>Every file and every link, relative to the folder; what links lead to is no part of it.</summary>
    private static FileSystemEnumerable<string> Files(string folder) => new(folder, (ref FileSystemEntry entry) => Path.GetRelativePath(folder, entry.ToFullPath()), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
    };

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>A file of another length is not read: what is no regular file has none, and reading it might never end.</summary>
    private static FileCheck Check(string folder, RunManifest.FileEntry listed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(folder, listed.File);
        if (!File.Exists(path))
        {
            return new(listed.File, FileState.Missing, "The run wrote it, but it is not there.");
        }

        var file = new FileInfo(path);
        if (file.Attributes.HasFlag(FileAttributes.ReparsePoint) || file.Length != listed.Bytes)
        {
            var found = file.LinkTarget is null ? FormattableString.Invariant($"has {file.Length} bytes") : "is a link";
            return new(listed.File, FileState.Changed, FormattableString.Invariant($"It {found}; the run wrote {listed.Bytes} bytes with SHA-256 {listed.Sha256}."))
            {
                IsReadable = file.LinkTarget is null && file.Length > 0,
            };
        }

        var hashed = RunManifest.FileEntry.Of(listed.Role, path);
        return hashed == listed ? new(listed.File, FileState.Unchanged)
            : new(listed.File, FileState.Changed, FormattableString.Invariant($"It has {hashed.Bytes} bytes with SHA-256 {hashed.Sha256}; the run wrote {listed.Bytes} bytes with {listed.Sha256}."));
    }
}
