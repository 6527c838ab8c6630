namespace MLExplain.Audit.Fairness;

/// <summary>Calibration of all records, and of every group of one attribute; intersections are too small for fifteen bins.</summary>
internal static class Calibrations
{
    /// <summary>What groups are compared by.</summary>
    public const string Error = "ece";

    /// <param name="Groups">Every group under both binnings.</param>
    /// <param name="Disparities">One gap per attribute.</param>
    public sealed record Result(IReadOnlyList<GroupCalibration> Groups, IReadOnlyList<Disparity> Disparities);

    public static Result Of(IReadOnlyList<Grouping> groupings, KnownScores scores, FairnessOptions options, CancellationToken cancellationToken)
    {
        if (scores.Summary is { Known: 0 } or { OutsideUnit: > 0 })
        {
            return new([], []);
        }

        CalibrationEdges[] binnings = [CalibrationEdges.EqualWidth(options.CalibrationBins), CalibrationEdges.EqualMass(options.CalibrationBins, scores.Sorted)];
        var units = groupings.Where(g => g.Order <= 1)
            .SelectMany(g => scores.ByGroup(g).Select((rows, place) => (Grouping: g, Cells: g.Groups[place], Rows: new CalibrationGroup(rows, scores)))).ToList();
        var errors = new double[units.Count][][];
        Parallel.For(0, units.Count, new ParallelOptions { CancellationToken = cancellationToken }, unit =>
        {
            errors[unit] = Status(units[unit].Cells, units[unit].Rows.Count, options) == RateStatus.Ok ? units[unit].Rows.Resample(binnings, options, cancellationToken) : [];
        });
        return new(
            [
                .. units.Zip(errors).SelectMany(u => binnings.Select((edges, b) =>
                    Describe(u.First.Grouping.Name, u.First.Cells, u.First.Rows, edges, u.Second.ElementAtOrDefault(b), options))),
            ],
            [
                .. units.Zip(errors).Where(u => u.First.Grouping.Order == 1).GroupBy(u => u.First.Grouping.Name)
                    .Select(g => Gap(g.Key, [.. g.Select(u => (u.First.Cells, u.First.Rows, u.Second))], binnings[0], options)),
            ]);
    }

    private static GroupCalibration Describe(string attribute, GroupCells cells, CalibrationGroup rows, CalibrationEdges edges, double[]? resampled, FairnessOptions options)
    {
        var status = Status(cells, rows.Count, options);
        if (resampled is null)
        {
            return new(attribute, cells.Name, edges.Binning, rows.Count, status, null, null, rows.Bins(edges));
        }

        var error = rows.Error(edges);
        return new(attribute, cells.Name, edges.Binning, rows.Count, status, error, Replicates.Widened(Replicates.Percentile(resampled, options.Level)!.Value, error), rows.Bins(edges));
    }

    private static RateStatus Status(GroupCells cells, int count, FairnessOptions options) => cells.IsMissing ? RateStatus.MissingAttribute
        : cells.Count == 0 ? RateStatus.EmptyGroup
        : count == 0 ? RateStatus.ZeroDenominator
        : count < options.MinimumDenominator ? RateStatus.BelowMinN
        : RateStatus.Ok;

    private static Disparity Gap(string attribute, (GroupCells Cells, CalibrationGroup Rows, double[][] Resampled)[] groups, CalibrationEdges edges, FairnessOptions options)
    {
        var measured = groups.Where(g => g.Resampled.Length > 0).ToList();
        string[] leftOut = [.. groups.Where(g => g.Resampled.Length == 0 && g.Cells is { IsMissing: false, Count: > 0 }).Select(g => g.Cells.Name)];
        var row = new Disparity
        {
            Attribute = attribute, Class = options.Positive ?? "", Metric = DisparityMetrics.Calibration, Aggregation = DisparityMetrics.Difference, Rate = Error, LeftOut = leftOut,
            Status = measured.Count < 2 ? DisparityStatus.TooFewGroups : leftOut.Length > 0 ? DisparityStatus.Partial : DisparityStatus.Ok,
        };
        if (measured.Count < 2)
        {
            return row;
        }

        var (low, high) = (measured.MinBy(g => g.Rows.Error(edges)), measured.MaxBy(g => g.Rows.Error(edges)));
        var value = high.Rows.Error(edges) - low.Rows.Error(edges);
        double[] resampled = [.. Enumerable.Range(0, options.Replicates).Select(r => measured.Max(g => g.Resampled[0][r]) - measured.Min(g => g.Resampled[0][r]))];
        var bootstrap = Replicates.Percentile(resampled, options.Level)!.Value;
        return row with
        {
            LowGroup = low.Cells.Name, LowValue = low.Rows.Error(edges), LowCount = low.Rows.Count,
            HighGroup = high.Cells.Name, HighValue = high.Rows.Error(edges), HighCount = high.Rows.Count,
            Value = value, Bootstrap = bootstrap, Interval = Replicates.Widened(bootstrap, value),
        };
    }
}
