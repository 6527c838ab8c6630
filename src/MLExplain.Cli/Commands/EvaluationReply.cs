using MLExplain.Audit;

namespace MLExplain.Cli.Commands;

/// <summary>An evaluation as JSON has it: the cards and the measures' means; all else is in the CSV files.</summary>
internal static class EvaluationReply
{
    /// <param name="page">Path of the page.</param>
    /// <param name="report">What was found.</param>
    public static object Of(string page, EvaluationReport report) => new
    {
        page,
        images = report.Images.Count,
        report.Candidates,
        report.PassedOver,
        report.Warnings,
        methods = report.Methods.Select(m => new
        {
            m.Method, m.Card.Verdict, m.Card.IsLowEvidence, m.Explained, m.Refused, m.Refusal, m.SecondsPerImage,
            checks = m.Card.Checks.Select(c => new { c.Measure, c.Verdict, c.Similarity, c.Threshold, c.Summary }),
            measures = m.Measures.Select(s => new { s.Facts.Name, s.Value.Mean, s.Value.Lower, s.Value.Upper, s.Value.Count, s.Images, s.Reason }),
        }),
    };
}
