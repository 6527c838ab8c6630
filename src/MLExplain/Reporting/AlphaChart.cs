using MLExplain.Audit;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace MLExplain.Reporting;

/// <summary>Draws a score along the path as inline SVG: probability on the left axis, attribution gathered so far on the right.</summary>
internal static class AlphaChart
{
    public static string Svg(AlphaCurveRecord curve)
    {
        var plot = new PlotModel { Background = OxyColors.White, DefaultFontSize = 11 };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = 1, Title = "alpha" });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1.02, Title = "probability", Key = "p", TextColor = OxyColors.Firebrick });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Right, Title = "attribution so far", Key = "a", TextColor = OxyColors.SteelBlue });
        plot.Series.Add(Line(curve.Alphas, curve.Probabilities, "p", OxyColors.Firebrick));
        plot.Series.Add(Line(curve.Alphas, curve.Cumulative, "a", OxyColors.SteelBlue));
        return new SvgExporter { Width = 360, Height = 220, UseVerticalTextAlignmentWorkaround = true, IsDocument = false }.ExportToString(plot);
    }

    private static LineSeries Line(IReadOnlyList<double> x, IReadOnlyList<double> y, string axis, OxyColor color)
    {
        var series = new LineSeries { YAxisKey = axis, Color = color, StrokeThickness = 2 };
        series.Points.AddRange(x.Zip(y, (a, b) => new DataPoint(a, b)));
        return series;
    }
}
