using System.ComponentModel;
using MLExplain.Evaluation;

namespace MLExplain.Reporting.Pages;

/// <summary>A chart of a method's card: a curve behind its figures, with what it shows in words.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="InWords">The same for readers who do not see it.</param>
/// <param name="Svg">The chart.</param>
/// <param name="Legend">Each line's name and colour, as #rrggbb.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CurveFigure(string Caption, string InWords, string Svg, IReadOnlyList<(string Name, string Color)> Legend)
{
    /// <summary>Axes of the measures that have a curve; others are drawn with plain ones.</summary>
    private static readonly Dictionary<string, LineChart> Axes = new()
    {
        ["sensitivity-n"] = new("features removed at once, n", "correlation") { Logarithmic = true },
        ["deletion"] = new("share of the pixels removed", "score"),
        ["insertion"] = new("share of the pixels put in", "score"),
        ["road"] = new("share of the pixels removed", "least − most relevant first"),
        ["pic-sic"] = new("information revealed", "probability regained"),
        ["pic-aic"] = new("information revealed", "target ranks first"),
    };

    /// <summary>All curves of a method: over randomised layers first, then of each measure.</summary>
    internal static IEnumerable<CurveFigure> Of(MethodEvaluation method, IReadOnlyList<OracleSummary> oracles) =>
        Randomisation(method).Concat(method.Measures.Where(m => m.Curve.Count > 0).Select(m => Curve(method.Method, m, oracles)));

    private static IEnumerable<CurveFigure> Randomisation(MethodEvaluation method)
    {
        LineChart.Line[] lines = [.. method.Randomisation.Select(curve => new LineChart.Line(curve.Name, Steps(curve))).Where(line => line.Points.Count > 0)];
        if (lines.Length == 0)
        {
            yield break;
        }

        if (method.Card.Checks.FirstOrDefault(c => c.Measure == "data-randomisation")?.Similarity.Mean is { } shuffled)
        {
            lines = [.. lines, new("trained on shuffled labels", [new(1, shuffled), new(lines.Max(line => line.Points[^1].X), shuffled)], Reference: true)];
        }

        var threshold = method.Randomisation[0].Report.Threshold;
        var chart = new LineChart("layers randomised, from the logits", "similarity to the trained map") { Threshold = (threshold, "threshold"), Range = (Math.Min(-0.1, lines.Min(l => l.Points.Min(p => p.Low ?? p.Y))), 1.02) };
        yield return Of(chart, lines, "What stays of the map while the weights become random", FormattableString.Invariant(
            $"{method.Method}: {string.Join("; ", lines.Select(l => $"{l.Name} {FigureText.Of(l.Points[0].Y)} after the first step, {FigureText.Of(l.Points[^1].Y)} after the last"))}; threshold {threshold:0.00}."));
    }

    private static LineChart.Point[] Steps(RandomisationCurve curve) =>
        [.. curve.Report.Steps.Index().Where(s => s.Item.Similarity.Mean is not null).Select(s => new LineChart.Point(s.Index + 1, s.Item.Similarity.Mean!.Value, s.Item.Similarity.Low, s.Item.Similarity.High))];

    private static CurveFigure Curve(string method, MeasureSummary measure, IReadOnlyList<OracleSummary> oracles)
    {
        var name = measure.Facts.Name;
        var chart = Axes.GetValueOrDefault(name) ?? new LineChart("place on the curve", name);
        var (oracle, reference) = oracles.Select(o => (o.Oracle, Summary: o.Measures.FirstOrDefault(m => m.Facts.Name == name))).FirstOrDefault(o => o.Summary?.Curve.Count > 0);
        LineChart.Line[] lines = [new(method, Points(measure)), .. reference is null ? (LineChart.Line[])[] : [new($"{oracle} map", Points(reference), Reference: true)]];
        return Of(chart, lines, $"{name}, {FigureText.Of(measure.Facts.Direction)}", string.Join(' ', lines.Select(l => FormattableString.Invariant(
            $"{l.Name}: {chart.Up} {FigureText.Of(l.Points[0].Y)} at {l.Points[0].X:0.###} and {FigureText.Of(l.Points[^1].Y)} at {l.Points[^1].X:0.###} {chart.Across}."))));
    }

    private static LineChart.Point[] Points(MeasureSummary measure) =>
        [.. measure.Curve.Where(c => c.Y.Mean is not null).Select(c => new LineChart.Point(c.X, c.Y.Mean!.Value, c.Y.Lower, c.Y.Upper))];

    private static CurveFigure Of(LineChart chart, IReadOnlyList<LineChart.Line> lines, string caption, string inWords) =>
        new(caption, inWords, chart.Svg(lines), [.. lines.Zip(LineChart.Colors(lines), (line, color) => (line.Name, $"#{color.R:x2}{color.G:x2}{color.B:x2}"))]);
}
