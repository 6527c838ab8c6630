using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>Gates in words, the same wherever they are printed.</summary>
public static class GateWords
{
    /// <summary>What a gate asks, without what was found, so that it has one name in every run.</summary>
    /// <param name="result">The gate.</param>
    public static string Name(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var severity = result.Condition.Severity == GateSeverity.Warning ? " (warning)" : "";
        return FormattableString.Invariant($"{result.Id} {result.Condition.OperatorText} {result.Condition.Threshold}{severity}");
    }

    /// <summary>What was found, and why that decides or not, in one line.</summary>
    /// <param name="result">The gate.</param>
    public static string Finding(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var number = result.Measurement;
        var place = number switch { { Basis.Length: > 0 } => ", ", { GroupB.Length: > 0 } => " between ", { GroupA.Length: > 0 } => " in ", _ => "" };
        var found = number?.Value is { } value ? $"found {FigureText.Of(value)} ({Interval(number)}){place}{Groups(number)}" : "no number";
        return $"{Of(result.Status)}: {Name(result)}; {found}. {Why(result)}".TrimEnd();
    }

    /// <summary>More records than this are said to be more than this.</summary>
    private const long MostNeeded = 1000;

    /// <summary>A gate's status in words: what only warns does not read as a failure of the audit, nor what a review dismissed.</summary>
    /// <param name="result">The gate.</param>
    public static string Of(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result switch
        {
            { Exception: not null } => "dismissed",
            { Status: GateStatus.Fail, Condition.Severity: GateSeverity.Warning } => "warning",
            _ => Of(result.Status),
        };
    }

    /// <summary>A status in words; a failure stands out.</summary>
    /// <param name="status">The status.</param>
    public static string Of(GateStatus status) => status switch
    {
        GateStatus.Fail => "FAIL",
        GateStatus.Pass => "pass",
        GateStatus.Inconclusive => "inconclusive",
        _ => "not evaluated",
    };

    /// <summary>The section of a page that holds a gate's number.</summary>
    internal static string Section(GateResult result) => result.Measurement?.Section switch
    {
        null => "unmeasured",
        FairnessGates.Section when RateMetrics.All.Any(m => m.Name == result.Condition.Metric) => "performance",
        FairnessGates.Section => FairnessText.Of(result.Condition.Metric) is { } text ? text.Anchor : "disparities",
        var section => section,
    };

    /// <summary>What a gate's number means, in plain words; null where its name says it.</summary>
    internal static string? Meaning(GateResult result) => FairnessText.Of(result.Condition.Metric)?.What;

    /// <summary>The class of a gate in report.css.</summary>
    internal static string Style(GateResult result) => result switch
    {
        { Exception: not null } => "unknown",
        { Status: GateStatus.Fail, Condition.Severity: GateSeverity.Warning } => "inconclusive",
        _ => Style(result.Status),
    };

    /// <summary>The class of a status in report.css.</summary>
    internal static string Style(GateStatus status) => status switch
    {
        GateStatus.Fail => "fails",
        GateStatus.Pass => "passes",
        GateStatus.Inconclusive => "inconclusive",
        _ => "unknown",
    };

    /// <summary>The interval of a number.</summary>
    /// <param name="number">The number; null where there is none.</param>
    public static string Interval(Measurement? number) =>
        number is { Lower: { } lower, Upper: { } upper } ? lower == upper ? "exact" : $"{FigureText.Of(lower)} to {FigureText.Of(upper)}" : "none";

    /// <summary>The groups that a number is about, with what it was computed from, else with their records; empty when it is about none.</summary>
    /// <param name="number">The number; null where there is none.</param>
    public static string Groups(Measurement? number) => number is { Basis: { Length: > 0 } basis } ? basis : string.Join(
        " and ", new[] { (Group: number?.GroupA, Count: number?.CountA), (Group: number?.GroupB, Count: number?.CountB) }.Where(g => g.Group is { Length: > 0 })
            .Select(g => g.Count > 0 ? FormattableString.Invariant($"{g.Group} ({g.Count})") : g.Group));

    /// <summary>Why a gate has not decided, or with what caveat it has, and how many records would help; empty for a plain pass or failure.</summary>
    /// <param name="result">The gate.</param>
    public static string Why(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Exception is { } exception)
        {
            var comment = exception.Comment.Length > 0 ? $": {exception.Comment.TrimEnd('.', ' ')}" : "";
            return FormattableString.Invariant($"Dismissed until {exception.Expires:yyyy-MM-dd} by {exception.Name}, {exception.Role}, on {exception.Date:yyyy-MM-dd}{comment}. {result.Reason}").TrimEnd();
        }

        return $"{result.Reason} {Needed(result.StillNeeded)}".TrimEnd();
    }

    /// <summary>A number that nobody can collect is not worth its digits.</summary>
    private static string Needed(long? records) => records switch
    {
        null => "",
        1 => "About 1 more record of the smaller group would decide.",
        <= MostNeeded => FormattableString.Invariant($"About {records} more records of the smaller group would decide."),
        _ => FormattableString.Invariant($"More than {MostNeeded} more records of the smaller group would be needed to decide."),
    };
}
