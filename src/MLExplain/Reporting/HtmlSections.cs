using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>The sections of an audit's page, in their order: the verdict first, then what is behind it, what is not known, how it was done, and who signs.</summary>
internal static class HtmlSections
{
    private const string NoAudit = "The pipeline file has no section 'audit', which compares groups and decides.";

    public static IReadOnlyList<HtmlSection> Of(AuditReport report)
    {
        var (analysis, fairness) = (report.Analysis, report.Analysis?.Fairness);
        var noFairness = fairness is not null ? null : analysis is null ? NoAudit : analysis.Unmeasured.FirstOrDefault(u => u.Section == "fairness")?.Reason ?? "No groups were compared.";
        return
        [
            new("verdict", "Verdict", analysis is null ? NoAudit : null, html => HtmlGates.Verdict(html, analysis!.Gates)),
            new("gates", "Gates", analysis is null ? NoAudit : null, html => HtmlGates.Write(html, analysis!.Gates)),
            new("baseline", "What changed since the baseline", report.Baseline is null ? "No earlier report was named: --baseline DIR compares with one." : null, html => HtmlBaseline.Write(html, report.Baseline!)),
            new("scope", "Scope and data", null, html => HtmlScope.Write(html, report)),
            new("performance", "Performance by group", noFairness, html => HtmlFairness.Performance(html, fairness!)),
            new("disparities", "Disparities", noFairness, html => HtmlFairness.Disparities(html, fairness!, analysis!.Gates)),
            new("calibration", "Calibration by group", noFairness ?? HtmlCalibration.Absence(fairness!), html => HtmlCalibration.Write(html, fairness!)),
            new("attention", "Where the model looks, by group", report.Images.All(i => i.Record.Explanations.Count == 0) ? "No image was explained." : null, html => Attention(html, report)),
            new("spurious", "Spurious correlations", analysis is null ? NoAudit : null, html => HtmlSpurious.Write(html, report, analysis!)),
            new("trust", "Can the maps be trusted?", report.Evaluation is null ? HtmlEvaluation.Absence : null, html => HtmlEvaluation.Write(html, report.Evaluation!)),
            new("power", "What this audit would have caught", report.SelfTest is null ? "No shortcuts were planted: a section 'selfTest' in the pipeline file, or mlexplain selftest, does so." : null, html => HtmlSelfTest.Write(html, report.SelfTest!)),
            new("unmeasured", "Not measured, and why", null, html => HtmlUnmeasured.Write(html, report.Images.Select(i => i.Record), analysis?.Unmeasured ?? [])),
            new("gallery", "One image, every method", report.Gallery.Count == 0 ? "No image was named under report.gallery." : null, html => HtmlGallery.Write(html, report.Gallery, report.Evaluation)),
            new("images-section", "Images", null, html => HtmlImages.Write(html, report)),
            new("curves", "From the baseline to the image", report.Curves.Count == 0 ? "No curve was drawn: report.alphaCurves is 0, or no image could be scored." : null, html => HtmlCurves.Write(html, report)),
            new("methods", "Methods", null, HtmlMethods.Write),
            new("lineage", "Lineage", null, html => HtmlPage.Facts(html, report.Facts)),
            new("review", "Review and sign-off", analysis is null ? NoAudit : null, html => HtmlReview.Write(html, report.Name, analysis!.Gates, analysis.Findings)),
        ];
    }

    private static void Attention(HtmlWriter html, AuditReport report)
    {
        if (report.Analysis is { } analysis)
        {
            HtmlAttention.Write(html, analysis, report.Evaluation);
        }

        HtmlTables.Regions(html, report.Regions, report.Evaluation);
    }
}
