using MathNet.Numerics.Distributions;

namespace MLExplain.Audit.Gates;

/// <summary>A decision beside that of an earlier run.</summary>
/// <remarks>
/// Intervals are taken for those of normal estimates that are independent of each other. Runs on the same images are not, but agree more than that: real changes may
/// be missed, chance is not mistaken for one.
/// </remarks>
public sealed record BaselineComparison
{
    private const double Level = 0.05;

    private static readonly double Deviations = Normal.InvCDF(0, 1, 1 - (Level / 2));

    /// <summary>What differs beside the model, one sentence each: with any, numbers cannot be blamed on the model, and nothing is called worse.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Every gate of either run, worst first.</summary>
    public required IReadOnlyList<ChangedGate> Gates { get; init; }

    /// <summary>Whether only the model changed.</summary>
    public bool IsComparable => Differences.Count == 0;

    /// <summary>Whether a gate of severity error that no review dismissed newly fails, fails for other groups, is worse, or cannot be evaluated any more; false when the runs cannot be compared.</summary>
    public bool IsWorse => IsComparable && Gates.Any(g => g is { Severity: GateSeverity.Error, IsDismissed: false, Change: GateChange.NewlyFailing or GateChange.OtherGroups or GateChange.Worse or GateChange.NoLongerEvaluated });

    /// <summary>The comparison in one sentence.</summary>
    public string Sentence => !IsComparable
        ? $"Not comparable with the baseline: {string.Join(' ', Differences)}"
        : FormattableString.Invariant($"Beside the baseline {Count(GateChange.NewlyFailing)} gates newly fail, {Count(GateChange.Worse)} are worse{Others}{Unevaluated}, ")
            + FormattableString.Invariant($"{Count(GateChange.Better)} better, {Count(GateChange.NewlyPassing)} newly pass{Dismissed}: {(IsWorse ? "worse than the baseline" : "not worse than the baseline")}.");

    /// <summary>Compares.</summary>
    /// <param name="now">This run's decision.</param>
    /// <param name="name">The name of a gate.</param>
    /// <param name="before">The earlier run's gates.</param>
    /// <param name="differences">What differs beside the model, one sentence each.</param>
    public static BaselineComparison Of(GateDecision now, Func<GateResult, string> name, IReadOnlyList<BaselineGate> before, IReadOnlyList<string> differences)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(differences);
        var known = before.DistinctBy(g => g.Name).ToDictionary(g => g.Name, StringComparer.Ordinal);
        var pairs = now.Results.DistinctBy(name).Select(r => new Pair(name(r), r, known.GetValueOrDefault(name(r)))).ToList();
        var q = new Queue<double>(FalseDiscovery.Adjust([.. pairs.Select(p => p.PValue).OfType<double>()]));
        List<ChangedGate> gates =
        [
            .. pairs.Select(p => p.Judge(p.PValue is null ? null : q.Dequeue())),
            .. before.Where(b => pairs.TrueForAll(p => p.Name != b.Name)).Select(b => new ChangedGate { Name = b.Name, Before = b, Now = null, Severity = b.Severity, Change = GateChange.Gone }),
        ];
        return new BaselineComparison { Differences = differences, Gates = [.. gates.OrderBy(g => g.Change).ThenBy(g => g.Severity)] };
    }

    private string Others => Count(GateChange.OtherGroups) is > 0 and var count ? FormattableString.Invariant($", {count} {(count == 1 ? "fails" : "fail")} for other groups") : "";

    private string Unevaluated => Count(GateChange.NoLongerEvaluated) is > 0 and var count ? FormattableString.Invariant($", {count} cannot be evaluated any more") : "";

    private string Dismissed => Gates.Count(g => g is { IsDismissed: true, Change: GateChange.NewlyFailing or GateChange.OtherGroups or GateChange.Worse or GateChange.NoLongerEvaluated }) is > 0 and var count
        ? FormattableString.Invariant($"; {count} of those newly failing, worse or not evaluated {(count == 1 ? "is" : "are")} dismissed by a review and {(count == 1 ? "does" : "do")} not count") : "";

    private int Count(GateChange change) => Gates.Count(g => g.Change == change);

    /// <summary>The same gate now and before.</summary>
    private sealed class Pair(string name, GateResult now, BaselineGate? before)
    {
        private readonly double? _error = Error(now.Measurement?.Lower, now.Measurement?.Upper) is { } a && Error(before?.Lower, before?.Upper) is { } b ? Math.Sqrt((a * a) + (b * b)) : null;

        public string Name => name;

        private double? Delta => now.Measurement?.Value - before?.Value;

        /// <summary>Two-sided; numbers known exactly differ or do not.</summary>
        public double? PValue => Delta is { } delta && _error is { } error ? error > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(delta) / error) : delta == 0 ? 1 : 0 : null;

        public ChangedGate Judge(double? q) => new()
        {
            Name = name, Before = before, Severity = now.Condition.Severity, IsDismissed = now.Exception is not null, QValue = q, Lower = Delta - (Deviations * _error), Upper = Delta + (Deviations * _error), Change = Change(q),
            Now = new BaselineGate(name, now.Measurement?.Value, now.Measurement?.Lower, now.Measurement?.Upper, now.Status)
            {
                Severity = now.Condition.Severity, WorstOff = now.Measurement?.WorstOff ?? [],
            },
        };

        private bool HasOtherGroups => before!.WorstOff.Count > 0 && now.Measurement?.IsOther(before.WorstOff) == true;

        private GateChange Change(double? q)
        {
            var isLess = now.Condition.Operator is GateOperator.AtMost or GateOperator.Below;
            return (before?.Status, now.Status) switch
            {
                (null, _) => GateChange.New,
                (not GateStatus.Fail, GateStatus.Fail) => GateChange.NewlyFailing,
                (not GateStatus.NotEvaluated, GateStatus.NotEvaluated) => GateChange.NoLongerEvaluated,
                (not GateStatus.Pass, GateStatus.Pass) => GateChange.NewlyPassing,
                (GateStatus.Fail, GateStatus.Fail) when HasOtherGroups => GateChange.OtherGroups,
                _ when q <= Level && Delta != 0 => Delta > 0 == isLess ? GateChange.Worse : GateChange.Better,
                (GateStatus.Pass, GateStatus.Inconclusive) => GateChange.NoLongerPassing,
                _ => GateChange.Unchanged,
            };
        }

        private static double? Error(double? lower, double? upper) => (upper - lower) / (2 * Deviations);
    }
}
