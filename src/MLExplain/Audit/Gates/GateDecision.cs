using MLExplain.Audit.Review;

namespace MLExplain.Audit.Gates;

/// <summary>The one decision that every writer prints and the exit code follows.</summary>
/// <param name="Results">Every condition and number, worst first.</param>
public sealed record GateDecision(IReadOnlyList<GateResult> Results)
{
    /// <summary>What became of the findings that reviews dismissed; empty without reviews.</summary>
    public IReadOnlyList<JudgedException> Exceptions { get; init; } = [];

    /// <summary>
    /// The worst status of the gates of severity error that no review dismissed. Without any, or when none could be evaluated, it is <see cref="GateStatus.NotEvaluated"/>:
    /// an audit that checked nothing has not passed.
    /// </summary>
    public GateStatus Status => Results.Where(r => r.Condition.Severity == GateSeverity.Error && r.Exception is null).Select(r => r.Status).DefaultIfEmpty(GateStatus.NotEvaluated).Min();

    /// <summary>The decision in one sentence.</summary>
    public string Sentence => Status switch
    {
        GateStatus.Fail => Counted("the audit fails"),
        GateStatus.Inconclusive => Counted("the audit does not fail, but is inconclusive"),
        GateStatus.NotEvaluated when Results.Count == 0 => "No gate was set: the audit has neither passed nor failed.",
        GateStatus.NotEvaluated when Results.All(r => r.Condition.Severity == GateSeverity.Warning) => $"Every gate only warns: the audit has neither passed nor failed.{Others}",
        GateStatus.NotEvaluated when Results.All(r => r.Condition.Severity == GateSeverity.Warning || r.Exception is not null) => $"No gate is left that decides: the audit has neither passed nor failed.{Others}",
        GateStatus.NotEvaluated => Counted("the audit does not fail, but not every gate could be evaluated"),
        _ => Counted("the audit passes"),
    };

    /// <summary>Number of gates of a status and severity.</summary>
    /// <param name="status">The status.</param>
    /// <param name="severity">The severity; null for both.</param>
    public int Count(GateStatus status, GateSeverity? severity = null) => Results.Count(r => r.Status == status && (severity is null || r.Condition.Severity == severity));

    /// <summary>Holds every condition against every number it speaks of.</summary>
    /// <param name="conditions">The conditions; one that speaks of no number is not evaluated, never passed over.</param>
    /// <param name="measurements">The audit's numbers.</param>
    /// <param name="absences">Metrics that the audit could not measure at all, with the reason, one sentence each; null for none.</param>
    public static GateDecision Of(IReadOnlyList<GateCondition> conditions, IReadOnlyList<Measurement> measurements, IReadOnlyDictionary<string, string>? absences = null)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(measurements);
        return new([.. conditions.SelectMany(condition => Judge(condition, measurements, absences)).OrderBy(r => r.Status).ThenBy(r => r.Condition.Severity)]);
    }

    private static IEnumerable<GateResult> Judge(GateCondition condition, IReadOnlyList<Measurement> measurements, IReadOnlyDictionary<string, string>? absences)
    {
        var concerned = measurements.Where(condition.Concerns).ToList();
        return concerned.Count > 0 ? concerned.Select(m => GateJudge.Judge(condition, m)) : [GateJudge.Unmatched(condition, measurements, absences?.GetValueOrDefault(condition.Metric))];
    }

    /// <summary>Number of gates of severity error of a status that no review dismissed: those that decide.</summary>
    /// <param name="status">The status.</param>
    public int CountDeciding(GateStatus status) => Results.Count(r => r.Status == status && r is { Condition.Severity: GateSeverity.Error, Exception: null });

    /// <summary>Number of gates of severity error that a review dismissed, so that they do not decide.</summary>
    public int CountDismissed => Results.Count(r => r is { Condition.Severity: GateSeverity.Error, Exception: not null });

    /// <summary>Gates that only warn, and those that were dismissed, are counted apart: they decide nothing.</summary>
    private string Others
    {
        get
        {
            var warnings = Results.Where(r => r is { Condition.Severity: GateSeverity.Warning, Exception: null }).ToList();
            var warned = warnings.Count == 0 ? "" : FormattableString.Invariant($" Of {warnings.Count} that only warn, {warnings.Count(r => r.Status == GateStatus.Fail)} are not met.");
            return CountDismissed is > 0 and var count ? FormattableString.Invariant($"{warned} {count} more {(count == 1 ? "is" : "are")} dismissed by a review and {(count == 1 ? "does" : "do")} not count.") : warned;
        }
    }

    private string Counted(string verdict) =>
        FormattableString.Invariant($"{CountDeciding(GateStatus.Fail)} of {Enum.GetValues<GateStatus>().Sum(CountDeciding)} gates fail, {CountDeciding(GateStatus.Inconclusive)} are inconclusive, ")
        + FormattableString.Invariant($"{CountDeciding(GateStatus.NotEvaluated)} not evaluated, {CountDeciding(GateStatus.Pass)} pass: {verdict}.{Others}");
}
