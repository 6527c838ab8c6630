using MLExplain.Audit;

namespace MLExplain.Cli.Pipelines;

/// <summary>What a reader must know before trusting a run's numbers: said by the tool, and on the page, for whoever did not see it run.</summary>
/// <param name="options">The pipeline file.</param>
/// <param name="setup">What was audited.</param>
internal sealed class RunWarnings(PipelineOptions options, AuditSetup setup)
{
    /// <summary>Names that contradict the model's own would turn the verdict around unseen; names that look alike split a group.</summary>
    /// <param name="unused">Labels that data.labels translates and that no row has.</param>
    /// <param name="own">The model's own names of its classes; empty where it has none.</param>
    public IEnumerable<string> OfNames(IReadOnlyList<string> unused, IReadOnlyList<string> own)
    {
        foreach (var twins in setup.Rows.SelectMany(r => options.Audit is null ? [] : r.Groups).GroupBy(g => g.Key).SelectMany(a => TwinNames.Of($"groups of '{a.Key}'", a.Select(g => g.Value))))
        {
            yield return twins;
        }

        if (unused.Count > 0)
        {
            yield return $"data.labels translates {NameList.Quoted(unused)}, which no row of '{options.Data.Manifest}' has: case and spaces count";
        }

        if (own.Count > 0 && !own.SequenceEqual(setup.Classes))
        {
            yield return $"the pipeline file names the classes {NameList.Of(setup.Classes)}, the model itself {NameList.Of(own)}: the file's names are taken";
        }
    }

    /// <summary>Rows and masks that were lost, labels that are none, and a model that does no better than a guess, which a wrong preprocessing or order of the classes makes of a good one.</summary>
    public static IEnumerable<string> OfRecords(AuditSummary summary, IReadOnlyList<ImageRecord> records)
    {
        if (LostImages.Of(summary.ByStatus) is { Length: > 0 } lost)
        {
            string[] labels = [.. records.Where(r => r.Status == ImageStatus.UnknownLabel).Select(r => r.Label).Distinct()];
            yield return FormattableString.Invariant($"of {summary.Images} images, {lost}{(labels.Length > 0 ? $" ({NameList.Quoted(labels)})" : "")}: images.csv says why");
        }

        foreach (var masks in LostImages.Masks(records))
        {
            yield return $"{masks}: regions.csv says which. What is asked of the masks is answered without these images";
        }

        double[] shares = [.. records.Where(r => r.Correct is not null).GroupBy(r => r.Label).Select(l => l.Average(r => r.Correct == true ? 1.0 : 0))];
        if (shares.Length > 1 && shares.Average() <= 1.0 / shares.Length)
        {
            yield return FormattableString.Invariant(
                $"of each class {100 * shares.Average():0.0} % of the images are predicted right on average, and always giving one answer would have {100.0 / shares.Length:0.0} %: check the preprocessing and the order of the classes");
        }
    }

    /// <summary>How many predictions are right, and how many a guess would have right.</summary>
    public static string Accuracy(AuditSummary summary, IReadOnlyList<ImageRecord> records) => Commonest(records) is var (label, count)
        ? FormattableString.Invariant($"accuracy: {summary.Correct} of {summary.Evaluated} images are predicted right; always answering '{label}' would be right for {count}")
        : "accuracy: not known, no image with a known label was scored";

    private static (string Label, int Count)? Commonest(IReadOnlyList<ImageRecord> records) =>
        records.Where(r => r.Correct is not null).CountBy(r => r.Label).OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).Select(l => ((string, int)?)(l.Key, l.Value)).FirstOrDefault();
}
