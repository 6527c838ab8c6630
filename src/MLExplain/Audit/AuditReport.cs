using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Power;

namespace MLExplain.Audit;

/// <summary>Everything a report shows; writers compute nothing beyond it.</summary>
public sealed record AuditReport
{
    /// <summary>Heading.</summary>
    public required string Title { get; init; }

    /// <summary>What was audited, of which day, by what, in a few words each, for the head of the page: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Subject { get; init; } = [];

    /// <summary>What the model is meant for, as its owner says; null when not stated.</summary>
    public string? IntendedUse { get; init; }

    /// <summary>What a reader must know before trusting the numbers, one sentence each; empty when there is nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Name of the run, as its files have it.</summary>
    /// <value>Default: the heading.</value>
    public string Name { get => field ?? Title; init; }

    /// <summary>Facts about the model, the data, the options and the tool, in the order they are shown: name and value.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; }

    /// <summary>The images, in manifest order.</summary>
    public required IReadOnlyList<AuditedImage> Images { get; init; }

    /// <summary>Bytes that all pictures of the page may take up together; images of the table beyond it stand there without.</summary>
    /// <value>Default: 5,000,000, so that the page of 10,000 images has less than 10 MB.</value>
    public long PictureBudget { get; init; } = 5_000_000;

    /// <summary>Scores along the path from the baseline, for a few images.</summary>
    public IReadOnlyList<AlphaCurveRecord> Curves { get; init; } = [];

    /// <summary>A few images under every method that the model supports.</summary>
    public IReadOnlyList<GalleryImage> Gallery { get; init; } = [];

    /// <summary>How far the methods' maps can be believed; null when that was not evaluated.</summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>Which planted shortcuts the audit would have caught; null when that was not tried.</summary>
    public SelfTestReport? SelfTest { get; init; }

    /// <summary>What the audit concludes; null when only maps were asked for.</summary>
    public AuditAnalysis? Analysis { get; init; }

    /// <summary>What changed since an earlier run; null when none was given.</summary>
    public BaselineComparison? Baseline { get; init; }

    /// <summary>Right and wrong predictions by group.</summary>
    public IReadOnlyList<GroupCounts> Groups => GroupCounts.Of([.. Images.Select(i => i.Record)]);

    /// <summary>How strongly the maps concentrate on each region of interest, by outcome.</summary>
    public IReadOnlyList<RegionMedian> Regions => RegionMedian.Of([.. Images.Select(i => i.Record)]);

    /// <summary>Counts of what became of the images.</summary>
    public AuditSummary Summary => AuditSummary.Of([.. Images.Select(i => i.Record)]);
}
