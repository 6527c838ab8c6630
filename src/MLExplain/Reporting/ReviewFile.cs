using MLExplain.Audit;
using MLExplain.Audit.Parts;
using MLExplain.Audit.Review;
using MLExplain.Reporting.Verification;

namespace MLExplain.Reporting;

/// <summary>The reviews of a report, <c>review.json</c>, stored beside it and only ever added to.</summary>
public static class ReviewFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "review.json";

    /// <summary>Reads and checks the reviews of a report.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <returns>The reviews, oldest first; none when nobody has reviewed.</returns>
    /// <exception cref="DataException">The chain is broken, or the folder holds no complete report.</exception>
    public static IReadOnlyList<ReviewEntry> Load(string folder) => ReviewChain.Read(Path.Combine(folder, FileName), Seal(folder));

    /// <summary>The dismissals that a report hands on: those of its own reviews, and those that it took over from an earlier report and that no review decided on since.</summary>
    /// <param name="path">Folder of the report, or its review.json.</param>
    /// <returns>The dismissals, and the name of the run that they are about.</returns>
    /// <exception cref="DataException">The report has neither, or the chain of its reviews is broken.</exception>
    public static (IReadOnlyList<GateException> Exceptions, string Name) Exceptions(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = Path.GetFileName(path) == FileName ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        var entries = Load(folder);
        var manifest = RunManifest.Read(Path.Combine(folder, RunManifest.FileName));
        IReadOnlyList<GateException> taken = manifest.Audit?.Exceptions ?? [];
        if (entries.Count + taken.Count == 0)
        {
            throw new DataException($"'{folder}' has no {FileName}, and took over no dismissals: 'mlexplain review apply' adds reviews to a report.");
        }

        var own = GateExceptions.Of(from entry in entries from decision in entry.Decisions select (decision, entry.Findings.First(f => f.Id == decision.Finding), entry.Name, entry.Role, entry.Date));
        var decided = entries.SelectMany(e => e.Decisions).Select(d => d.Finding).ToHashSet();
        return ([.. taken.Where(e => !decided.Contains(e.Finding.Id)).Concat(own).OrderBy(e => e.Finding.Id, StringComparer.Ordinal)], manifest.Name);
    }

    /// <summary>Checks decisions against a report, which must be as its run wrote it, and adds them to its reviews.</summary>
    /// <param name="decisions">The file that the page saved.</param>
    /// <param name="folder">Folder of the report.</param>
    /// <param name="name">Who reviewed.</param>
    /// <param name="role">As what.</param>
    /// <param name="date">When.</param>
    /// <param name="write">Writes a file whole.</param>
    /// <exception cref="DataException">The decisions are not of this report, the report was changed, or the same was stored before.</exception>
    /// <exception cref="IOException">Somebody else is adding a review.</exception>
    public static ReviewEntry Apply(string decisions, string folder, string name, string role, DateOnly date, Action<string, Action<string>> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var made = ReviewChain.Read<ReviewDecisions>(decisions);
        var manifest = RunManifest.Read(Path.Combine(folder, RunManifest.FileName));
        RequireWhole(folder, manifest);
        var verdict = ReviewChain.Read<Verdict>(Path.Combine(folder, GateFiles.Verdict), isOpen: true);
        if (made.Mistake(verdict.Name, verdict.Findings, date) is { } mistake)
        {
            throw new DataException($"'{decisions}': {mistake}");
        }

        if (date < manifest.Date && date < DateOnly.FromDateTime(manifest.Started.UtcDateTime))
        {
            throw new DataException(FormattableString.Invariant($"The review of {date:yyyy-MM-dd} is older than the report, which is of {manifest.Date:yyyy-MM-dd}: give the day of the review with --date."));
        }

        // Two reviewers at once would each add to what they read, and the last one would win.
        using var only = FolderLock.Take(folder);
        return Add(Load(folder), new ReviewEntry(Seal(folder), name, role, date, [.. verdict.Findings.Where(f => made.Decisions.Any(d => d.Finding == f.Id))], made.Decisions, ""), folder, write);
    }

    private static ReviewEntry Add(IReadOnlyList<ReviewEntry> entries, ReviewEntry entry, string folder, Action<string, Action<string>> write)
    {
        if (entries.FirstOrDefault(e => e.Name == entry.Name && e.Role == entry.Role && Same(e.Decisions, entry.Decisions)) is { } already)
        {
            throw new DataException(FormattableString.Invariant($"These decisions were stored before: {entry.Name}, {entry.Role}, decided the same on {already.Date:yyyy-MM-dd}. Nothing was added."));
        }

        entry = ReviewChain.Linked(entries, entry);
        write(Path.Combine(folder, FileName), file => File.WriteAllText(file, ReviewChain.With(entries, entry)));
        return entry;
    }

    /// <summary>A reviewer signs for what the page showed: every file must be the one that the run wrote.</summary>
    private static void RequireWhole(string folder, RunManifest manifest)
    {
        if (FolderCheck.Of(folder, manifest, default).FirstOrDefault(f => f.State is FileState.Changed or FileState.Missing) is { } other)
        {
            throw new DataException($"The report in '{folder}' is not as its run wrote it: {other.File} {EnumText.Name(other.State)}: {other.Detail} Run the audit again.");
        }
    }

    private static bool Same(IReadOnlyList<ReviewDecision> stored, IReadOnlyList<ReviewDecision> made) => stored.OrderBy(d => d.Finding, StringComparer.Ordinal).SequenceEqual(made.OrderBy(d => d.Finding, StringComparer.Ordinal));

    private static string Seal(string folder)
    {
        var path = Path.Combine(folder, RunManifest.FileName);
        return File.Exists(path) ? RunManifest.FileEntry.Of("report", path).Sha256
            : throw new DataException($"'{folder}' is no complete report: it has no manifest.json. Give the folder that a run wrote.");
    }

    private sealed record Verdict(string Name, IReadOnlyList<ReviewFinding> Findings);
}
