using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>The stamp on the maps of a method that failed a sanity check on this model.</summary>
/// <param name="Reasons">Why, one sentence per failed check.</param>
internal sealed record HtmlStamp(string Reasons)
{
    /// <summary>The stamp of a method; null when it has none.</summary>
    public static HtmlStamp? Of(EvaluationReport? evaluation, string method) =>
        evaluation?.LowEvidence(method) is { Count: > 0 } reasons ? new HtmlStamp(string.Join(' ', reasons)) : null;
}
