namespace MLExplain.Audit.Review;

/// <summary>What a reviewer says of a finding.</summary>
public enum ReviewVerdict
{
    /// <summary>It is real.</summary>
    Confirmed,

    /// <summary>It is accepted as it is until a date.</summary>
    Dismissed,

    /// <summary>It cannot be judged from these data.</summary>
    NeedsMoreData,
}

/// <summary>A reviewer's decision on one finding.</summary>
/// <param name="Finding">Id of the finding.</param>
/// <param name="Decision">What the reviewer says.</param>
/// <param name="Comment">Why; may be empty.</param>
/// <param name="Expires">Last day of a dismissal; null for the others.</param>
public sealed record ReviewDecision(string Finding, ReviewVerdict Decision, string Comment, DateOnly? Expires);

/// <summary>The file that the page saves.</summary>
/// <param name="SchemaVersion">Version of its shape.</param>
/// <param name="Report">Name of the run.</param>
/// <param name="FindingsSha256">The findings that were on the page, as <see cref="ReviewFinding.Digest"/> hashes them.</param>
/// <param name="Decisions">The decisions.</param>
public sealed record ReviewDecisions(int SchemaVersion, string Report, string FindingsSha256, IReadOnlyList<ReviewDecision> Decisions)
{
    /// <summary>Why the decisions do not belong to a report, one sentence; null when they do.</summary>
    /// <param name="name">Name of the report's run.</param>
    /// <param name="findings">Its findings.</param>
    /// <param name="date">Day of the review.</param>
    public string? Mistake(string name, IReadOnlyList<ReviewFinding> findings, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (SchemaVersion != 1)
        {
            return FormattableString.Invariant($"the decisions have schemaVersion {SchemaVersion}: expected 1, as this version's page saves them.");
        }

        if (Report != name || FindingsSha256 != ReviewFinding.Digest(name, findings))
        {
            return $"the decisions were made on another report ('{Report}', findings {FindingsSha256}): this is '{name}' with findings {ReviewFinding.Digest(name, findings)}; save them from this report's page.";
        }

        return Decisions.Contains(null!) ? "the decisions hold an empty entry: expected a finding and a decision in each."
            : Decisions.Count == 0 ? "the decisions are none: mark at least one finding on the page."
            : Decisions.GroupBy(d => d.Finding).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"the decisions name the finding '{twice.Key}' more than once: expected one decision each."
            : Decisions.Select(d => Mistake(d, findings, date)).FirstOrDefault(m => m is not null);
    }

    private static string? Mistake(ReviewDecision decision, IReadOnlyList<ReviewFinding> findings, DateOnly date) => decision switch
    {
        _ when findings.All(f => f.Id != decision.Finding) => $"the decisions name a finding '{decision.Finding}' that the report does not have.",
        _ when !Enum.IsDefined(decision.Decision) => $"the decision on '{decision.Finding}' is unknown: expected confirmed, dismissed or needs_more_data.",
        { Decision: ReviewVerdict.Dismissed, Expires: null } => $"the dismissal of '{decision.Finding}' has no expiry: give the last day on which it holds.",
        { Decision: ReviewVerdict.Dismissed, Expires: { } expires } when expires < date => FormattableString.Invariant($"the dismissal of '{decision.Finding}' expired on {expires:yyyy-MM-dd}, before the review of {date:yyyy-MM-dd}: give a later day."),
        { Decision: not ReviewVerdict.Dismissed, Expires: not null } => $"the decision on '{decision.Finding}' has an expiry, but only a dismissal expires: take it out.",
        _ => null,
    };
}
