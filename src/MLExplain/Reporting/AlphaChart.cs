using MLExplain.Audit;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace MLExplain.Reporting;

/// <summary>Draws a score along the path as inline SVG: probability on the left axis, attribution gathered so far on the right.</summary>
internal static class AlphaChart
{
    public static string Svg(AlphaCurveRecord curve, bool isDocument = false)
    {
        var plot = Chart.Plot();
        plot.Axes.Add(Chart.Styled(new LinearAxis { Minimum = 0, Maximum = 1, MajorStep = 0.25 }, AxisPosition.Bottom, "α"));
        plot.Axes.Add(Chart.Styled(new LinearAxis { Minimum = 0, Maximum = 1.02, MajorStep = 0.25, Key = "p", AxisTitleDistance = 14, TextColor = OxyColors.Firebrick, TitleColor = OxyColors.Firebrick }, AxisPosition.Left, "probability"));
        plot.Axes.Add(Chart.Styled(new LinearAxis { Key = "a", AxisTitleDistance = 14, TextColor = OxyColors.SteelBlue, TitleColor = OxyColors.SteelBlue }, AxisPosition.Right, "attribution so far"));
        plot.Series.Add(Line(curve.Alphas, curve.Probabilities, "p", OxyColors.Firebrick));
        plot.Series.Add(Line(curve.Alphas, curve.Cumulative, "a", OxyColors.SteelBlue));
        return Chart.Svg(plot, 300, 200, isDocument);
    }

    private static LineSeries Line(IReadOnlyList<double> x, IReadOnlyList<double> y, string axis, OxyColor color)
    {
        var series = new LineSeries { YAxisKey = axis, Color = color, StrokeThickness = 2 };
        series.Points.AddRange(x.Zip(y, (a, b) => new DataPoint(a, b)));
        return series;
    }
}
