using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;

namespace MLExplain.Audit.Review;

/// <summary>Takes dismissed gates out of the count. Nothing is hidden: each stands in every file with who dismissed it, why, and until when.</summary>
public static class GateExceptions
{
    /// <summary>The dismissals that hold after reviews: of several decisions on a finding the last one counts.</summary>
    /// <param name="reviews">Decisions in order of time, each with its finding as it was then, and who made it when.</param>
    public static IReadOnlyList<GateException> Of(IEnumerable<(ReviewDecision Decision, ReviewFinding Finding, string Name, string Role, DateOnly Date)> reviews) =>
    [
        .. reviews.GroupBy(r => r.Decision.Finding).Select(g => g.Last()).Where(r => r.Decision is { Decision: ReviewVerdict.Dismissed, Expires: not null })
            .Select(r => new GateException(r.Finding, r.Decision.Comment, r.Decision.Expires!.Value, r.Name, r.Role, r.Date)).OrderBy(e => e.Finding.Id, StringComparer.Ordinal),
    ];

    /// <summary>Applies exceptions to a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="exceptions">The exceptions.</param>
    /// <param name="date">Day of the run.</param>
    /// <param name="spurious">Suspicions of spurious correlation; null where none were looked for.</param>
    /// <returns>The decision without the dismissed gates in its count, and what became of each exception.</returns>
    public static GateDecision Apply(GateDecision decision, IReadOnlyList<GateException> exceptions, DateOnly date, IReadOnlyList<SpuriousFinding>? spurious = null)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(exceptions);
        var judged = exceptions.Select(e => new JudgedException(e, Judge(e, decision, spurious ?? [], date))).ToList();
        var applied = judged.Where(j => j.State == ExceptionState.Applied).ToDictionary(j => j.Exception.Finding.Id, j => j.Exception);
        return new GateDecision([.. decision.Results.Select(r => r.Status != GateStatus.Pass && Of(r, applied, spurious ?? []) is { } exception ? r with { Exception = exception } : r)])
        {
            Exceptions = judged,
        };
    }

    /// <summary>The exception of a gate: its own, or, where it counts confirmed suspicions, those that dismiss every one of them.</summary>
    private static GateException? Of(GateResult result, Dictionary<string, GateException> applied, IReadOnlyList<SpuriousFinding> spurious)
    {
        var confirmed = result.Condition.Metric == AuditMeasurements.ConfirmedFindings && result.Status == GateStatus.Fail
            ? spurious.Where(f => f.Verdict == FindingVerdict.Confirmed).Select(ReviewFinding.IdOf).ToList() : [];
        return applied.GetValueOrDefault(ReviewFinding.IdOf(result)) ?? (confirmed.Count > 0 && confirmed.TrueForAll(applied.ContainsKey) ? applied[confirmed[0]] : null);
    }

    private static ExceptionState Judge(GateException exception, GateDecision decision, IReadOnlyList<SpuriousFinding> spurious, DateOnly date)
    {
        var (gate, suspicion) = (
            decision.Results.FirstOrDefault(r => r.Status != GateStatus.Pass && ReviewFinding.IdOf(r) == exception.Finding.Id),
            spurious.FirstOrDefault(f => ReviewFinding.IsOpen(f) && ReviewFinding.IdOf(f) == exception.Finding.Id));
        return gate is null && suspicion is null ? ExceptionState.Unused
            : date < exception.Date ? ExceptionState.Unused
            : exception.Expires < date ? ExceptionState.Expired
            : gate is not null ? IsWorse(gate, exception.Finding) ? ExceptionState.Worse : ExceptionState.Applied
            : IsWorse(suspicion!, exception.Finding) ? ExceptionState.Worse : ExceptionState.Applied;
    }

    /// <summary>A suspicion is worse when it is confirmed now and was not when it was dismissed, pushes to another class, or moves the predictions beyond the interval that was dismissed.</summary>
    private static bool IsWorse(SpuriousFinding suspicion, ReviewFinding then)
    {
        var now = ReviewFinding.Of(suspicion);
        return suspicion.Verdict == FindingVerdict.Confirmed && (now.Status != then.Status || then.IsAboutOthers(now.About) || IsBeyond(now.Value, then));
    }

    private static bool IsBeyond(double? shift, ReviewFinding then) => shift is { } value && Math.Abs(value) > Math.Max(Math.Abs(then.Lower ?? 0), Math.Abs(then.Upper ?? 0));

    /// <summary>
    /// Worse is a failure where there was none, or one by which other groups fare worst, a number beyond the far end of the interval that was dismissed (chance alone rarely
    /// takes it there), and no number where there was one: nothing shows then that it is no worse.
    /// </summary>
    private static bool IsWorse(GateResult now, ReviewFinding then) => (now.Status == GateStatus.Fail && (then.Status != "fail" || (then.About is { } about && now.Measurement?.IsOther(about) == true))) || (now.Measurement?.Value, then.Value) switch
    {
        (null, null) => false,
        (null, _) => true,
        (_, null) => false,
        ({ } value, _) => now.Condition.Operator is GateOperator.AtMost or GateOperator.Below ? value > (then.Upper ?? then.Value) : value < (then.Lower ?? then.Value),
    };
}
