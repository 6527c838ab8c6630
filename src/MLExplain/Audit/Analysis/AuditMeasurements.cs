using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;

namespace MLExplain.Audit.Analysis;

/// <summary>The numbers of an audit, beside those of fairness, that gates can be set on.</summary>
public static class AuditMeasurements
{
    /// <summary>Number of spurious correlations that an association suggests and an intervention confirms; exact.</summary>
    public const string ConfirmedFindings = "confirmed_spurious_findings";

    /// <summary>Number of sanity checks that the audited method fails on this model; exact.</summary>
    public const string FailedSanityChecks = "failed_sanity_checks";

    /// <summary>Share of the right predictions whose map lies on the evidence no more than chance would.</summary>
    public const string WrongReason = "right_for_wrong_reason_share";

    /// <summary>What stands behind the name of a figure whose groups differ among images predicted right only.</summary>
    public const string WhenCorrect = "_when_correct";

    /// <summary>Names of all numbers beside those of fairness, but for the <c>mass_over_area</c> of regions.</summary>
    internal static IReadOnlyList<string> Metrics { get; } =
        [ConfirmedFindings, FailedSanityChecks, WrongReason, .. AttentionRecord.OfEveryMap.SelectMany(f => new[] { DifferenceOf(f, ""), DifferenceOf(f, "correct") })];

    /// <summary>Those that need to be told where the evidence should lie.</summary>
    internal static IReadOnlyDictionary<string, string> OfEvidence { get; } = new[] { WrongReason, DifferenceOf(AttentionRecord.BackgroundReliance, ""), DifferenceOf(AttentionRecord.BackgroundReliance, "correct") }
        .ToDictionary(m => m, _ => "it needs to know where the evidence should lie: name a mask under audit.evidence.");

    /// <summary>Differences of where the model looks: <c>FIGURE_difference</c>, such as <c>gini_difference</c>, of all images, per class, and per class of those predicted right.</summary>
    /// <param name="report">The comparison.</param>
    /// <param name="caveat">Why maps do not tell all, one sentence; empty when they do.</param>
    public static IEnumerable<Measurement> Of(AttentionReport report, string caveat)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Disparities.Where(d => d.Slice.Correctness != "wrong").Select(d => new Measurement
        {
            Section = "attention", Metric = DifferenceOf(d.Slice.Figure, d.Slice.Correctness), Attribute = d.Slice.Attribute, Class = d.Slice.Class,
            GroupA = d.Low, GroupB = d.High, CountA = Count(report, d, d.Low), CountB = Count(report, d, d.High), Value = d.Difference, Lower = d.Lower, Upper = d.Upper,
            Absence = d.Difference is null ? "Fewer than two groups have enough images with this figure." : "", Caveat = caveat,
        });
    }

    /// <summary>The share that is right for the wrong reason: of all images, and of each attribute's group where it is largest.</summary>
    /// <param name="reasons">The counts.</param>
    /// <param name="minimum">Least number of right predictions of which a share is stated.</param>
    /// <param name="caveat">Why maps do not tell all, one sentence; empty when they do.</param>
    public static IEnumerable<Measurement> Of(IReadOnlyList<ReasonCounts> reasons, int minimum, string caveat)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return reasons.GroupBy(r => r.Attribute).Select(attribute =>
        {
            var counted = attribute.Where(r => r.Group != AttentionByGroup.Missing && r.Right >= minimum).ToList();
            var measurement = new Measurement { Section = "attention", Metric = WrongReason, Attribute = attribute.Key, Caveat = caveat };
            if (counted.Count == 0)
            {
                return measurement with { Absence = FormattableString.Invariant($"No group has {minimum} right predictions whose map can be held against a mask.") };
            }

            var worst = counted.MaxBy(r => r.WrongReasonShare)!;
            var interval = Wilson.Interval(worst.RightElsewhere, worst.Right);
            var basis = FormattableString.Invariant($"{(worst.Group.Length == 0 ? "all images" : worst.Group)} {worst.RightElsewhere} of {worst.Right}");
            return measurement with { GroupA = worst.Group, CountA = worst.Right, Basis = basis, Value = worst.WrongReasonShare, Lower = interval.Lower, Upper = interval.Upper };
        });
    }

    /// <summary>How many spurious correlations are confirmed: at least those that are, at most those too whose intervention is inconclusive, could not be made, or moves predictions without a pattern.</summary>
    /// <param name="findings">What was judged.</param>
    public static Measurement Of(IReadOnlyList<SpuriousFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var measurement = new Measurement { Section = "spurious", Metric = ConfirmedFindings };
        if (!findings.Any(f => f.Effects.Any(e => e.PValue is not null)))
        {
            var failed = findings.SelectMany(f => f.Effects.Select(e => $"{f.Subject}: {e.Reason}")).Distinct().ToList();
            return measurement with { Absence = failed.Count > 0 ? $"No intervention could be made. {string.Join(' ', failed)}" : "No intervention was made: name the masks of artefacts under audit.artefacts." };
        }

        var confirmed = findings.Where(f => f.Verdict == FindingVerdict.Confirmed).ToList();
        var open = findings.Where(f => f.Verdict is FindingVerdict.Inconclusive or FindingVerdict.MovesOnly or FindingVerdict.NotTested).ToList();
        return measurement with
        {
            Value = confirmed.Count, Lower = confirmed.Count, Upper = confirmed.Count + open.Count, GroupA = string.Join(", ", confirmed.Select(f => f.Subject)), WorstOff = [.. confirmed.Select(f => f.Subject)], IsCount = true,
            Basis = string.Join(' ', confirmed.Concat(open).Select(f => f.Sentence)),
        };
    }

    private static string DifferenceOf(string figure, string correctness) => $"{figure}_difference{(correctness.Length > 0 ? WhenCorrect : "")}";

    private static int Count(AttentionReport report, AttentionDisparity disparity, string group) =>
        report.Groups.FirstOrDefault(g => g.Group == group && g.Slice == disparity.Slice)?.Images ?? 0;
}
