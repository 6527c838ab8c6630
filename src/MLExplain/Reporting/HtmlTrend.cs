using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;

namespace MLExplain.Reporting;

/// <summary>Every gate over the runs: a chart of its number, and the same in a table.</summary>
internal static class HtmlTrend
{
    public static void Gates(HtmlWriter html, NamedTrend trend)
    {
        html.Markup("<h3>Gates</h3>\n<p class=\"note\">A bar is the 95 % interval; the dashed red line is the threshold. A square fails, a triangle is inconclusive, a circle passes. "
            + "A line joins runs that can be compared; a solid upright line parts runs that cannot, a dotted one a model from the next.</p>");
        Charts(html, trend, [.. trend.Gates.Where(g => g.Severity == GateSeverity.Error)]);
        TrendGate[] warnings = [.. trend.Gates.Where(g => g.Severity == GateSeverity.Warning)];
        if (warnings.Length > 0)
        {
            html.Line($"<details><summary>{warnings.Length} gates that warn only</summary>");
            Charts(html, trend, warnings);
            html.Markup("</details>");
        }
    }

    private static void Charts(HtmlWriter html, NamedTrend trend, IReadOnlyList<TrendGate> gates)
    {
        var chart = new TrendChart(trend.Runs);
        html.Markup("<div class=\"strips\">");
        foreach (var gate in gates)
        {
            html.Line($"<figure class=\"trend\"><figcaption><strong>{gate.Id}</strong> {Expected(gate)} <span class=\"verdict {HtmlGates.Style(gate.Last)}\">{GateWords.Of(gate.Last)}</span></figcaption>");
            if (gate.Points.Any(p => p.Gate.Value is not null))
            {
                html.Line($"<div role=\"img\" aria-label=\"{Description(gate)}\">");
                html.Markup(chart.Svg(gate));
                html.Markup("</div>");
            }
            else
            {
                html.Markup("<p>No run has a number for it.</p>");
            }

            Table(html, gate);
            html.Markup("</figure>");
        }

        html.Markup("</div>");
    }

    private static void Table(HtmlWriter html, TrendGate gate)
    {
        html.Markup("<details><summary>Numbers</summary><table><thead><tr><th scope=\"col\">run</th><th scope=\"col\">found</th><th scope=\"col\">95 % interval</th><th scope=\"col\">expected</th><th scope=\"col\">status</th></tr></thead><tbody>");
        foreach (var (run, past) in gate.Points)
        {
            html.Line($"<tr><th scope=\"row\">{run.Number}</th><td>{(past.Value is { } value ? FigureText.Of(value) : "none")}</td><td>{Interval(past)}</td><td>{past.Condition.OperatorText} {past.Condition.Threshold}</td><td>{GateWords.Of(past.Status)}{(past.DismissedUntil is { } day ? FormattableString.Invariant($", dismissed until {day:yyyy-MM-dd}") : "")}</td></tr>");
        }

        html.Markup("</tbody></table></details>");
    }

    private static string Interval(PastGate gate) => GateWords.Interval(new Measurement { Section = "", Metric = gate.Condition.Metric, Value = gate.Value, Lower = gate.Lower, Upper = gate.Upper });

    private static string Expected(TrendGate gate)
    {
        var last = gate.Points[^1].Gate.Condition;
        var moved = gate.Points.Any(p => p.Gate.Condition.Threshold != last.Threshold);
        return FormattableString.Invariant($"{last.OperatorText} {last.Threshold}{(moved ? ", and another threshold before" : "")}");
    }

    private static string Description(TrendGate gate)
    {
        var known = gate.Points.Where(p => p.Gate.Value is not null).ToList();
        return FormattableString.Invariant($"{gate.Id} over {gate.Points.Count} runs: from {FigureText.Of(known[0].Gate.Value!.Value)} in run {known[0].Run.Number} to {FigureText.Of(known[^1].Gate.Value!.Value)} in run {known[^1].Run.Number}. The table below has all numbers.");
    }
}
