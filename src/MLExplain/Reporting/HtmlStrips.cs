using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>One strip per measure: all methods, best first, among the maps that know nothing of the model.</summary>
internal static class HtmlStrips
{
    public static void Write(HtmlWriter html, EvaluationReport report)
    {
        MeasureFacts[] measures = [.. report.Methods.SelectMany(m => m.Measures).Select(m => m.Facts).DistinctBy(f => f.Name)];
        html.Markup("<h3>Methods beside maps that know nothing of the model</h3>\n<p class=\"note\">Best on top, lines are 95 % intervals. Grey diamonds are maps made without the model, "
            + "and the grey area is what they reach: a method inside it has not shown that it knows more.</p>\n<div class=\"strips\">");
        foreach (var check in report.Methods.SelectMany(m => m.Card.Checks).GroupBy(c => c.Measure))
        {
            var rows = report.Methods.SelectMany(m => m.Card.Checks.Where(c => c.Measure == check.Key), (m, c) => (m.Method, c.Similarity)).Where(r => r.Similarity.Mean is not null)
                .Select(r => new StripChart.Row(r.Method, r.Similarity.Mean!.Value, r.Similarity.Low, r.Similarity.High, IsOracle: false));
            Strip(html, check.Key, MeasureDirection.LowerIsBetter, rows, check.First().Threshold, "");
        }

        foreach (var facts in measures)
        {
            var rows = report.Methods.Select(m => Row(m.Method, m.Find(facts.Name), isOracle: false))
                .Concat(report.Oracles.Select(o => Row(o.Oracle, o.Measures.FirstOrDefault(m => m.Facts.Name == facts.Name), isOracle: true))).OfType<StripChart.Row>();
            Strip(html, facts.Name, facts.Direction, rows, threshold: null, report.Calibrations.Any(c => c.Measure == facts.Name && c.IsUsable == false) ? "do not use" : "");
        }

        html.Markup("</div>");
    }

    private static StripChart.Row? Row(string name, MeasureSummary? summary, bool isOracle) =>
        summary?.Value is { Mean: { } mean } value ? new StripChart.Row(name, mean, value.Lower, value.Upper, isOracle) : null;

    private static void Strip(HtmlWriter html, string measure, MeasureDirection direction, IEnumerable<StripChart.Row> unordered, double? threshold, string mark)
    {
        StripChart.Row[] rows = [.. unordered.OrderBy(row => direction switch { MeasureDirection.HigherIsBetter => -row.Value, MeasureDirection.LowerIsBetter => row.Value, _ => Math.Abs(row.Value) })];
        if (rows.Length == 0)
        {
            return;
        }

        html.Line($"<figure><figcaption>{measure}, {FigureText.Of(direction)} {(threshold is { } line ? FormattableString.Invariant($"(threshold {line:0.00}, dashed)") : "")} <strong class=\"wrong\">{mark}</strong></figcaption><div role=\"img\" aria-label=\"{measure}, best first: {string.Join(", ", rows.Select(row => $"{row.Name} {FigureText.Of(row.Value)}"))}\">");
        html.Markup(StripChart.Svg(rows, threshold));
        html.Markup("</div></figure>");
    }
}
