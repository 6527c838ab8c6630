using System.Globalization;
using MLExplain.Audit;
using MLExplain.Audit.Parts;

namespace MLExplain.Cli.Pipelines;

/// <summary>The records of a pipeline's images, in parts: which are done, computing those that are not, reading them all.</summary>
internal sealed class PipelineParts
{
    private readonly AuditSetup _setup;
    private readonly AuditPlan _plan;
    private readonly PartFolder _folder;
    private readonly Terminal _terminal;
    private int _done;

    /// <param name="folder">Folder of the report; the parts stand in its folder <c>parts</c>.</param>
    /// <param name="setup">The audit.</param>
    /// <param name="facts">What its records depend on besides; see <see cref="PipelineSetup.RecordFacts"/>.</param>
    /// <param name="terminal">Where progress is told.</param>
    /// <param name="cancellationToken">Stops the hashing of the pictures.</param>
    public PipelineParts(string folder, AuditSetup setup, IReadOnlyList<KeyValuePair<string, string>> facts, Terminal terminal, CancellationToken cancellationToken)
    {
        (_setup, _terminal) = (setup, terminal);
        using var progress = new ProgressLine(terminal, "pictures hashed", setup.Rows.Count);
        _plan = AuditPlan.Of(setup, facts, progress, cancellationToken);
        _folder = new PartFolder(Path.Combine(folder, "parts"), _plan);
    }

    /// <summary>How many parts there are.</summary>
    public int Count => _plan.Parts.Count;

    /// <summary>SHA-256 over the hashes of all masks, in manifest order; null when no mask was read.</summary>
    public string? MasksSha256 => _plan.MasksSha256;

    /// <summary>What stands in the folder; what is damaged is said.</summary>
    public IReadOnlyList<PartState> Look()
    {
        var states = _folder.States();
        foreach (var damaged in states.Where(s => s.Status == PartStatus.Damaged))
        {
            _terminal.Warn($"Part {damaged.Part} does not count: {damaged.Reason}.");
        }

        if (states.Count(s => s.Status == PartStatus.OtherRun) is > 0 and var others)
        {
            _terminal.Warn($"'{_folder.Path}' holds {others} {(others == 1 ? "part" : "parts")} of other inputs, options or versions: they do not count.");
        }

        return states;
    }

    /// <summary>Computes the parts of a shard that are not done.</summary>
    public void Complete(AuditRun run, string device, Shard shard, CancellationToken cancellationToken)
    {
        var states = Look();
        var mine = states.Where(s => shard.Takes(s.Part)).ToList();
        int[] open = [.. mine.Where(s => s.Status != PartStatus.Done).Select(s => s.Part)];
        _done = states.Count(s => s.Status == PartStatus.Done);
        if (open.Length < mine.Count)
        {
            _terminal.Say($"{mine.Count - open.Length} of {mine.Count} parts were done before.");
        }

        if (open.Length == 0)
        {
            return;
        }

        var parts = new PartRun(run, _plan, _folder, device);
        using var progress = new ProgressLine(_terminal, "images", open.Sum(p => _plan.Parts[p].Count));
        progress.Report(0);
        var before = 0;
        foreach (var part in open)
        {
            parts.Complete(part, new Onward(progress, before), cancellationToken);
            before += _plan.Parts[part].Count;
            _done++;
        }
    }

    /// <summary>All images, in manifest order.</summary>
    /// <exception cref="IncompleteException">Parts are missing.</exception>
    public List<AuditedImage> Read()
    {
        var states = Look();
        int[] missing = [.. states.Where(s => s.Manifest is null).Select(s => s.Part)];
        if (missing.Length > 0)
        {
            throw new IncompleteException(FormattableString.Invariant(
                $"{missing.Length} of {Count} parts are missing in '{_folder.Path}': {Ranges(missing)}. Run their shards, or 'mlexplain run' without --shard."));
        }

        _done = Count;
        string[] devices = [.. states.Select(s => s.Manifest!.Device).Distinct()];
        if (devices.Length > 1)
        {
            _terminal.Warn($"The parts were computed on different devices, so that last digits may differ between them: {string.Join("; ", devices)}.");
        }

        var images = states.SelectMany(s => _folder.Read(s.Manifest!)).ToDictionary(i => i.Record.Id);
        return [.. _setup.Rows.Select(r => images[r.Id])];
    }

    /// <summary>Does what may be cancelled; whoever cancels is told what is kept.</summary>
    public T Resumable<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException e)
        {
            throw new InterruptedException(
                _done == 0 ? FormattableString.Invariant($"cancelled before the first of {Count} parts of about {AuditPlan.ImagesPerPart} images was done: nothing is kept, and the same command starts again")
                : FormattableString.Invariant($"cancelled; {_done} of {Count} parts are kept in '{_folder.Path}', and the same command goes on from there"), e);
        }
    }

    /// <summary>Removes what a complete run does not need: parts of other runs, and what killed processes left.</summary>
    public void RemoveStale() => _folder.RemoveStale();

    /// <summary>Numbers in order, as 0, 3-5, 9.</summary>
    public static string Ranges(IReadOnlyList<int> numbers) => string.Join(", ", numbers.Index().GroupBy(n => n.Item - n.Index).Select(run =>
        run.Count() == 1 ? run.First().Item.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{run.First().Item}-{run.Last().Item}")));

    private sealed class Onward(IProgress<int> inner, int before) : IProgress<int>
    {
        public void Report(int value) => inner.Report(before + value);
    }
}
