using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace MLExplain.Reporting;

/// <summary>Draws one value per row with its interval, the rows that know nothing of the model in grey, over the span of what those reach.</summary>
internal static class StripChart
{
    /// <summary>A row of the strip.</summary>
    /// <param name="Name">Who was measured.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Low">Lower end of its interval; null for none.</param>
    /// <param name="High">Upper end of its interval; null for none.</param>
    /// <param name="IsOracle">Whether it knows nothing of the model.</param>
    public sealed record Row(string Name, double Value, double? Low, double? High, bool IsOracle);

    private const double Width = 420;
    private const double RowHeight = 17;
    /// <summary>Of the widest usual font: browsers choose their own.</summary>
    private const double LetterWidth = 7;
    private const double Frame = 34;
    private const byte SpanOpacity = 40;

    /// <summary>Dots at the ends of the axis are shown whole.</summary>
    private const double EndMargin = 0.02;

    /// <summary>Draws the rows, first on top.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="threshold">What they are held against; null for nothing.</param>
    /// <param name="range">Ends of the axis where several charts are held beside each other; null for those of the values.</param>
    public static string Svg(IReadOnlyList<Row> rows, double? threshold = null, (double Low, double High)? range = null)
    {
        var plot = Chart.Plot();
        plot.PlotMargins = new OxyThickness(LetterWidth * rows.Max(row => row.Name.Length), double.NaN, double.NaN, double.NaN);
        var names = Chart.Styled(new CategoryAxis { StartPosition = 1, EndPosition = 0, TickStyle = TickStyle.None }, AxisPosition.Left, "");
        names.Labels.AddRange(rows.Select(row => row.Name));
        plot.Axes.Add(names);
        plot.Axes.Add(Chart.Styled(Scale(range), AxisPosition.Bottom, ""));
        Span(plot, rows);
        if (threshold is { } at)
        {
            plot.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = at, Color = OxyColors.Firebrick, LineStyle = LineStyle.Dash });
        }

        foreach (var (index, row) in rows.Index())
        {
            Add(plot, row, index);
        }

        return Chart.Svg(plot, Width, Frame + (RowHeight * rows.Count));
    }

    private static LinearAxis Scale((double Low, double High)? range) => range is var (low, high)
        ? new LinearAxis { Minimum = low - (EndMargin * (high - low)), Maximum = high + (EndMargin * (high - low)) }
        : new LinearAxis { MinimumPadding = 0.04, MaximumPadding = 0.04 };

    private static void Span(PlotModel plot, IReadOnlyList<Row> rows)
    {
        double[] known = [.. rows.Where(row => row.IsOracle).Select(row => row.Value)];
        if (known.Length > 0)
        {
            plot.Annotations.Add(new RectangleAnnotation
            {
                MinimumX = known.Min(), MaximumX = known.Max(), Fill = OxyColor.FromAColor(SpanOpacity, Chart.Grey), Layer = AnnotationLayer.BelowSeries,
            });
        }
    }

    private static void Add(PlotModel plot, Row row, int index)
    {
        var color = row.IsOracle ? Chart.Grey : Chart.Colors[0];
        if (row is { Low: { } low, High: { } high })
        {
            var interval = new LineSeries { Color = color, StrokeThickness = 2 };
            interval.Points.AddRange([new DataPoint(low, index), new DataPoint(high, index)]);
            plot.Series.Add(interval);
        }

        var dot = new LineSeries { LineStyle = LineStyle.None, MarkerType = row.IsOracle ? MarkerType.Diamond : MarkerType.Circle, MarkerFill = color, MarkerSize = 4 };
        dot.Points.Add(new DataPoint(row.Value, index));
        plot.Series.Add(dot);
    }
}
