using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>What a verdict means for the reader of a map.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Style">Its class in report.css.</param>
/// <param name="Label">The verdict in two words.</param>
/// <param name="Meaning">What follows from it.</param>
internal sealed record VerdictText(SanityVerdict Verdict, string Style, string Label, string Meaning)
{
    /// <summary>All verdicts, worst first.</summary>
    public static IReadOnlyList<VerdictText> All { get; } =
    [
        new(SanityVerdict.Fails, "fails", "FAILS: low evidence", "Its maps stay much the same when what they should show is taken away. Do not take them as evidence of what this model does."),
        new(SanityVerdict.Inconclusive, "inconclusive", "inconclusive", "A threshold lies within an interval, or there is none. More images or draws can decide; until then this is no pass."),
        new(SanityVerdict.NotEvaluated, "unknown", "not evaluated", "Nothing is known of its maps on this model. This is no pass."),
        new(SanityVerdict.Passes, "passes", "passes", "Its maps change as they must when what they should show is taken away. That is needed for a map to be evidence; it does not make every map right."),
    ];

    public static VerdictText Of(SanityVerdict verdict) => All.Single(text => text.Verdict == verdict);
}
