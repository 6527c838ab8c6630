using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting.Tables;

/// <summary>The sanity checks of an evaluation as CSV files.</summary>
internal static class SanityCsv
{
    internal static readonly CsvTable<(MethodEvaluation Method, SanityCheck Check)> Cards = new("method_cards.csv", "a method and a sanity check")
    {
        { "method", "the saliency method", c => c.Method.Method },
        { "card", "the method's verdict: `passes`, `fails`, `inconclusive`, `not_evaluated`", c => c.Method.Card.Verdict },
        { "low_evidence", "`true` when a check fails", c => c.Method.Card.IsLowEvidence },
        { "explained", "images that it explained", c => c.Method.Explained },
        { "refused", "images that it refused", c => c.Method.Refused },
        { "check", "the sanity check", c => c.Check.Measure },
        { "verdict", "its own verdict", c => c.Check.Verdict },
        { "similarity", "how alike maps stayed that should differ", c => c.Check.Similarity.Mean },
        { "lower", "lower end of its 95 % Student interval", c => c.Check.Similarity.Low },
        { "upper", "upper end", c => c.Check.Similarity.High },
        { "images", "number of images compared", c => c.Check.Similarity.Count },
        { "threshold", "the similarity below which the check passes", c => c.Check.Threshold },
        { "reason", "why there is no similarity", c => c.Check.Similarity.Mean is null ? c.Check.Reason : "" },
    };

    internal static readonly CsvTable<(string Method, RandomisationCurve Curve, int Number, RandomisedStep Step)> Randomisation = new(
        "randomisation.csv", "a method, a way of comparing maps, and a randomised layer")
    {
        { "method", "the saliency method", r => r.Method },
        { "similarity", "`spearman`, `ssim` or `hog`", r => r.Curve.Similarity.Kind },
        { "values", "what is compared: `magnitudes` or `signed` values", r => r.Curve.Similarity.Absolute ? "magnitudes" : "signed" },
        { "step", "number of the step, from 1 at the logits", r => r.Number },
        { "layers", "the layers made random in this step", r => string.Join(' ', r.Step.Layers) },
        { "mean", "similarity to the trained network's maps", r => r.Step.Similarity.Mean },
        { "lower", "lower end of its 95 % Student interval", r => r.Step.Similarity.Low },
        { "upper", "upper end", r => r.Step.Similarity.High },
        { "images", "number of images compared", r => r.Step.Similarity.Count },
        { "missing", "maps that could not be compared, of all images and draws", r => r.Step.Missing },
    };

    public static IReadOnlyList<(string Name, Action<string> Write)> Files(EvaluationReport report) =>
    [
        Cards.Of(report.Methods.SelectMany(m => m.Card.Checks.Select(check => (m, check)))),
        Randomisation.Of(from method in report.Methods from curve in method.Randomisation from step in curve.Report.Steps.Index() select (method.Method, curve, step.Index + 1, step.Item)),
    ];
}
