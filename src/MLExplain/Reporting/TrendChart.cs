using System.Globalization;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace MLExplain.Reporting;

/// <summary>Draws the number of a gate over the runs: intervals, thresholds, and lines only between runs that can be compared.</summary>
/// <param name="runs">All runs, one step each, so that runs that follow on each other quickly stay apart.</param>
internal sealed class TrendChart(IReadOnlyList<TrendRun> runs)
{
    private const double Width = 420;
    private const double Height = 210;
    private const double Half = 0.5;
    private const double Cap = 0.08;

    /// <summary>Room for four digits in the widest usual font: browsers choose their own.</summary>
    private const double Margin = 38;
    private const int MostLabels = 3;

    /// <summary>One sign for each status, of a shape of its own: colours alone tell not everyone.</summary>
    private static readonly (GateStatus Status, MarkerType Marker, OxyColor Color)[] Signs =
    [
        (GateStatus.Fail, MarkerType.Square, OxyColor.FromRgb(0xa8, 0x20, 0x1a)),
        (GateStatus.Inconclusive, MarkerType.Triangle, OxyColor.FromRgb(0x9a, 0x68, 0x00)),
        (GateStatus.Pass, MarkerType.Circle, OxyColor.FromRgb(0x17, 0x66, 0x3a)),
    ];

    /// <summary>Draws one gate; it must have a number in one run at least.</summary>
    public string Svg(TrendGate gate)
    {
        var plot = Chart.Plot();
        plot.PlotMargins = new OxyThickness(Margin, double.NaN, double.NaN, double.NaN);
        plot.Axes.Add(Chart.Styled(
            new LinearAxis { Minimum = Half, Maximum = runs.Count + Half, MajorStep = Step, LabelFormatter = Label, MinimumPadding = 0, MaximumPadding = 0 }, AxisPosition.Bottom, ""));
        plot.Axes.Add(Chart.Styled(new LinearAxis { AxisTitleDistance = 12, MinimumPadding = 0.08, MaximumPadding = 0.08 }, AxisPosition.Left, ""));
        var points = gate.Points.Where(p => p.Gate.Value is not null).ToList();
        foreach (var line in new[] { Thresholds(gate), Values(points) }.Concat(points.Select(Interval)).Concat(Signs.Select(s => Marks(points, s.Status, s.Marker, s.Color))))
        {
            plot.Series.Add(line);
        }

        foreach (var run in runs.Where(r => r.Changes.Count > 0))
        {
            plot.Annotations.Add(Break(run));
        }

        return Chart.Svg(plot, Width, Height);
    }

    private double Step => Math.Ceiling(runs.Count / (double)MostLabels);

    private string Label(double place) => place == Math.Round(place) && place >= 1 && place <= runs.Count
        ? string.Create(CultureInfo.InvariantCulture, $"{place:0}: {runs[(int)place - 1].Run.Started.UtcDateTime:yyyy-MM-dd}") : "";

    private static LineAnnotation Break(TrendRun run) => new()
    {
        Type = LineAnnotationType.Vertical, X = run.Number - Half, Color = Chart.Grey, TextColor = OxyColor.FromRgb(0x4d, 0x4d, 0x4d), StrokeThickness = run.IsComparable == false ? 2 : 1,
        LineStyle = run.IsComparable == false ? LineStyle.Solid : LineStyle.Dot, Text = run.IsComparable == false ? "not comparable" : "other model",
        TextOrientation = AnnotationTextOrientation.Vertical,
    };

    /// <summary>A threshold that moved is a step.</summary>
    private static LineSeries Thresholds(TrendGate gate)
    {
        var line = new LineSeries { Color = OxyColors.Firebrick, LineStyle = LineStyle.Dash, StrokeThickness = 1 };
        foreach (var point in gate.Points)
        {
            line.Points.Add(new DataPoint(point.Run.Number - Half, point.Gate.Condition.Threshold));
            line.Points.Add(new DataPoint(point.Run.Number + Half, point.Gate.Condition.Threshold));
        }

        return line;
    }

    private static LineSeries Values(List<TrendPoint> points)
    {
        var line = new LineSeries { Color = Chart.Colors[0], StrokeThickness = 1.5 };
        TrendPoint? before = null;
        foreach (var point in points)
        {
            if (before is not null && (before.Run.Segment != point.Run.Segment || before.Run.Number + 1 != point.Run.Number))
            {
                line.Points.Add(DataPoint.Undefined);
            }

            line.Points.Add(new DataPoint(point.Run.Number, point.Gate.Value!.Value));
            before = point;
        }

        return line;
    }

    /// <summary>The interval with a cap at each end.</summary>
    private static LineSeries Interval(TrendPoint point)
    {
        var line = new LineSeries { Color = Chart.Colors[0], StrokeThickness = 1 };
        if (point.Gate is { Lower: { } low, Upper: { } high })
        {
            double at = point.Run.Number;
            line.Points.AddRange([new(at - Cap, low), new(at + Cap, low), DataPoint.Undefined, new(at, low), new(at, high), DataPoint.Undefined, new(at - Cap, high), new(at + Cap, high)]);
        }

        return line;
    }

    private static LineSeries Marks(List<TrendPoint> points, GateStatus status, MarkerType marker, OxyColor color)
    {
        var line = new LineSeries { LineStyle = LineStyle.None, MarkerType = marker, MarkerFill = color, MarkerSize = 4.5 };
        line.Points.AddRange(points.Where(p => p.Gate.Status == status).Select(p => new DataPoint(p.Run.Number, p.Gate.Value!.Value)));
        return line;
    }
}
