using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Trend;

/// <summary>One gate over the runs that asked it.</summary>
/// <param name="Id">What is measured.</param>
/// <param name="Operator">How the number had to stand to the threshold, which may move.</param>
/// <param name="Severity">What a failure means.</param>
/// <param name="Points">The runs that asked it, in order of time.</param>
public sealed record TrendGate(string Id, GateOperator Operator, GateSeverity Severity, IReadOnlyList<TrendPoint> Points)
{
    /// <summary>What it concluded last.</summary>
    public GateStatus Last => Points[^1].Gate.Status;

    /// <summary>Every gate of the runs: those that failed last before the others, errors before warnings.</summary>
    /// <param name="runs">Runs of one name, in order of time.</param>
    internal static IReadOnlyList<TrendGate> Of(IReadOnlyList<TrendRun> runs) =>
    [
        .. from run in runs
           from gate in Numbered(run.Run.Gates)
           group new TrendPoint(run, gate.Gate) by gate.Key into points
           let gate = new TrendGate(points.Key.Id, points.Key.Operator, points.Key.Severity, [.. points])
           orderby gate.Severity, gate.Last, gate.Id, gate.Operator
           select gate,
    ];

    /// <summary>A run may hold one number to several thresholds: the strictest of each run are one gate, and so on.</summary>
    private static IEnumerable<((string Id, GateOperator Operator, GateSeverity Severity, int Index) Key, PastGate Gate)> Numbered(IReadOnlyList<PastGate> gates) =>
        from gate in gates
        group gate by (gate.Id, gate.Condition.Operator, gate.Condition.Severity) into same
        from pair in same.OrderBy(g => Strictness(g.Condition)).Index()
        select ((same.Key.Id, same.Key.Operator, same.Key.Severity, pair.Index), pair.Item);

    private static double Strictness(GateCondition condition) => condition.Operator is GateOperator.AtMost or GateOperator.Below ? condition.Threshold : -condition.Threshold;
}
