using MLExplain.Audit;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace MLExplain.Reporting;

/// <summary>Draws a score along the path as inline SVG: probability on the left axis, attribution gathered so far on the right.</summary>
internal static class AlphaChart
{
    private static readonly OxyColor Grid = OxyColors.Gray;

    public static string Svg(AlphaCurveRecord curve, bool isDocument = false)
    {
        var plot = new PlotModel { DefaultFont = "system-ui, sans-serif", DefaultFontSize = 11, PlotAreaBorderColor = Grid, Padding = new OxyThickness(4) };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = 1, MajorStep = 0.25, MinorTickSize = 0, TicklineColor = Grid, Title = "α" });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1.02, MajorStep = 0.25, MinorTickSize = 0, TicklineColor = Grid, Title = "probability", Key = "p", AxisTitleDistance = 14, TextColor = OxyColors.Firebrick, TitleColor = OxyColors.Firebrick });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Right, MinorTickSize = 0, TicklineColor = Grid, Title = "attribution so far", Key = "a", AxisTitleDistance = 14, TextColor = OxyColors.SteelBlue, TitleColor = OxyColors.SteelBlue });
        plot.Series.Add(Line(curve.Alphas, curve.Probabilities, "p", OxyColors.Firebrick));
        plot.Series.Add(Line(curve.Alphas, curve.Cumulative, "a", OxyColors.SteelBlue));
        return new SvgExporter { Width = 300, Height = 200, UseVerticalTextAlignmentWorkaround = true, IsDocument = isDocument }.ExportToString(plot);
    }

    private static LineSeries Line(IReadOnlyList<double> x, IReadOnlyList<double> y, string axis, OxyColor color)
    {
        var series = new LineSeries { YAxisKey = axis, Color = color, StrokeThickness = 2 };
        series.Points.AddRange(x.Zip(y, (a, b) => new DataPoint(a, b)));
        return series;
    }
}
