using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>One card per method: its verdict and the figures behind it, what was measured, and what was not and why.</summary>
internal static class HtmlMethodCard
{
    public static void WriteAll(HtmlWriter html, EvaluationReport report)
    {
        html.Markup("<h3>Each method's card</h3>");
        foreach (var method in report.Methods)
        {
            html.Markup("<article class=\"method\">");
            Write(html, method);
            EvaluationCharts.Write(html, method, report.Oracles);
            HtmlLayers.Write(html, method.Randomisation);
            NotMeasured(html, method);
            html.Markup("</article>");
        }
    }

    private static void Write(HtmlWriter html, MethodEvaluation method)
    {
        var verdict = VerdictText.Of(method.Card.Verdict);
        html.Line($"<h4>{method.Method} <span class=\"verdict {verdict.Style}\">{verdict.Label}</span></h4>");
        html.Line($"<p>{verdict.Meaning}</p>");
        html.Markup("<ul>");
        foreach (var check in method.Card.Checks)
        {
            html.Line($"<li class=\"{VerdictText.Of(check.Verdict).Style}\">{check.Summary}</li>");
        }

        html.Markup("</ul>\n<dl>");
        Figure(html, "evidence removed and score lost (sensitivity-n)", method.SensitivityN);
        Figure(html, "residual ÷ change of score (completeness)", method.Residual);
        foreach (var measure in method.Localisation)
        {
            Figure(html, $"in the mask ({measure.Facts.Name})", measure);
        }

        html.Line($"<div><dt>time per image</dt><dd>{FigureText.Seconds(method.SecondsPerImage)}</dd></div>");
        html.Line($"<div><dt>images explained</dt><dd>{method.Explained} of {method.Explained + method.Refused}</dd></div>");
        html.Markup("</dl>");
    }

    private static void Figure(HtmlWriter html, string name, MeasureSummary? summary)
    {
        var value = summary is null ? "not measured"
            : summary.Value.Mean is null ? FigureText.Missing(summary)
            : FigureText.Of(summary.Value);
        var images = summary?.Value.Mean is null ? "" : FigureText.Images(summary!);
        html.Line($"<div><dt>{name}</dt><dd>{value} <small>{images}</small></dd></div>");
    }

    private static void NotMeasured(HtmlWriter html, MethodEvaluation method)
    {
        List<(string What, string Why)> missing = [.. method.Measures.Where(m => m.Value.Count < m.Images).Select(m => (m.Facts.Name, Why(m)))];
        if (method.Refused > 0)
        {
            missing.Insert(0, (FormattableString.Invariant($"{method.Refused} of {method.Explained + method.Refused} images"), method.Refusal));
        }

        if (missing.Count == 0)
        {
            return;
        }

        html.Markup("<h5>Not measured, and why</h5>\n<ul>");
        foreach (var (what, why) in missing)
        {
            html.Line($"<li><strong>{what}</strong>: {why}</li>");
        }

        html.Markup("</ul>");
    }

    /// <summary>How many images lack a value, and the commonest reason.</summary>
    internal static string Why(MeasureSummary summary) => FormattableString.Invariant(
        $"no value for {summary.Undefined + summary.NotApplicable} of {summary.Images} images{(summary.ReasonCount < summary.Undefined + summary.NotApplicable ? $", {summary.ReasonCount} of them because" : "")}: {summary.Reason}");
}
