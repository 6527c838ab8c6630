using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace MLExplain.Reporting;

/// <summary>Draws lines with the bands in which they may lie.</summary>
/// <param name="Across">What is varied.</param>
/// <param name="Up">What is measured.</param>
internal sealed record LineChart(string Across, string Up)
{
    /// <summary>A line of a chart.</summary>
    /// <param name="Name">What the legend says.</param>
    /// <param name="Points">Its points, ascending; the ends of the band are null where there is none.</param>
    /// <param name="Reference">Whether it is of something that the lines are held against: grey and dashed.</param>
    public sealed record Line(string Name, IReadOnlyList<Point> Points, bool Reference = false);

    /// <summary>A point of a line.</summary>
    public readonly record struct Point(double X, double Y, double? Low = null, double? High = null);

    private const double Width = 320;
    private const double Height = 200;
    private const byte BandOpacity = 50;

    /// <summary>Whether steps across are ratios: for counts that run over orders of magnitude.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>A horizontal line and what it is called; null for none.</summary>
    public (double At, string Name)? Threshold { get; init; }

    /// <summary>Ends of the vertical axis; null for those of the values.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>The colour of each line.</summary>
    public static IEnumerable<OxyColor> Colors(IReadOnlyList<Line> lines) =>
        lines.Select((line, index) => line.Reference ? Chart.Grey : Chart.Colors[lines.Take(index).Count(other => !other.Reference) % Chart.Colors.Count]);

    public string Svg(IReadOnlyList<Line> lines)
    {
        var plot = Chart.Plot();
        plot.Axes.Add(Chart.Styled<Axis>(Logarithmic ? new LogarithmicAxis() : new LinearAxis(), AxisPosition.Bottom, Across));
        plot.Axes.Add(Chart.Styled(new LinearAxis { AxisTitleDistance = 16, Minimum = Range?.Low ?? double.NaN, Maximum = Range?.High ?? double.NaN }, AxisPosition.Left, Up));
        if (Threshold is { } threshold)
        {
            plot.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Horizontal, Y = threshold.At, Text = threshold.Name, Color = OxyColors.Firebrick, TextColor = OxyColors.Firebrick, LineStyle = LineStyle.Dash,
            });
        }

        foreach (var (line, color) in lines.Zip(Colors(lines)))
        {
            Add(plot, line, color);
        }

        return Chart.Svg(plot, Width, Height);
    }

    private static void Add(PlotModel plot, Line line, OxyColor color)
    {
        var band = new AreaSeries { Color = OxyColors.Transparent, Color2 = OxyColors.Transparent, Fill = OxyColor.FromAColor(BandOpacity, color) };
        var series = new LineSeries { Color = color, StrokeThickness = 2, LineStyle = line.Reference ? LineStyle.Dash : LineStyle.Solid };
        foreach (var point in line.Points)
        {
            series.Points.Add(new DataPoint(point.X, point.Y));
            if (point is { Low: { } low, High: { } high })
            {
                band.Points.Add(new DataPoint(point.X, low));
                band.Points2.Add(new DataPoint(point.X, high));
            }
        }

        if (line.Points.Count == 1)
        {
            (series.MarkerType, series.MarkerFill, series.MarkerSize) = (MarkerType.Circle, color, 3);
        }

        plot.Series.Add(band);
        plot.Series.Add(series);
    }
}
