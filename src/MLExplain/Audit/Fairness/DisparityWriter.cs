namespace MLExplain.Audit.Fairness;

/// <summary>Turns compared rates into rows with a value, intervals and a test.</summary>
internal sealed class DisparityWriter(string attribute, string @class, double level)
{
    public Disparity Difference(string metric, RateGap gap)
    {
        var row = Empty(metric, DisparityMetrics.Difference, gap, Status(gap));
        return !gap.IsEstimable ? row
            : Filled(row, gap, gap.Difference, gap.Differences, ScoreBounds.Difference(gap.Shares, level)) with { PValue = Replicates.PValue(gap.Permuted, gap.Difference) };
    }

    public Disparity Ratio(string metric, RateGap gap)
    {
        var row = Empty(metric, DisparityMetrics.Ratio, gap, Status(gap));
        return !gap.IsEstimable ? row
            : gap.Ratio is not { } ratio ? row with { Status = DisparityStatus.ZeroDenominator }
            : Filled(row, gap, ratio, gap.Ratios, ScoreBounds.Ratio(gap.Shares, level));
    }

    public Disparity WorstGroup(string metric, RateGap gap)
    {
        var row = Empty(metric, DisparityMetrics.Minimum, gap, Status(gap));
        return gap.IsEstimable ? Filled(row, gap, gap.Minimum, gap.Minima, ScoreBounds.Minimum(gap.Shares, level)) : row;
    }

    /// <summary>Where one half cannot be compared there is no value: a gap of the other half alone would look smaller than it may be.</summary>
    public IEnumerable<Disparity> EqualizedOdds(RateGap tpr, RateGap fpr)
    {
        string[] leftOut = [.. tpr.LeftOut.Union(fpr.LeftOut)];
        var status = !tpr.IsEstimable || !fpr.IsEstimable ? DisparityStatus.HalfNotEstimable : leftOut.Length > 0 ? DisparityStatus.Partial : DisparityStatus.Ok;
        Disparity Row(string aggregation, RateGap half) => Empty(DisparityMetrics.EqualizedOdds, aggregation, half, status) with { LeftOut = leftOut };
        if (status == DisparityStatus.HalfNotEstimable)
        {
            return [Row(DisparityMetrics.Difference, tpr), Row(DisparityMetrics.MeanDifference, tpr), Row(DisparityMetrics.Ratio, tpr)];
        }

        var larger = tpr.Difference >= fpr.Difference ? tpr : fpr;
        var (ofTpr, ofFpr) = (ScoreBounds.Difference(tpr.Shares, Halved), ScoreBounds.Difference(fpr.Shares, Halved));
        var max = Math.Max(tpr.Difference, fpr.Difference);
        var mean = (tpr.Difference + fpr.Difference) / 2;
        return
        [
            Filled(Row(DisparityMetrics.Difference, larger), larger, max, Replicates.Combine(tpr.Differences, fpr.Differences, Math.Max), new(Math.Max(ofTpr.Lower, ofFpr.Lower), Math.Max(ofTpr.Upper, ofFpr.Upper)))
                with { PValue = Replicates.PValue(Replicates.Combine(tpr.Permuted, fpr.Permuted, Math.Max), max) },
            Filled(Row(DisparityMetrics.MeanDifference, larger), larger, mean, Replicates.Combine(tpr.Differences, fpr.Differences, Mean), new(Mean(ofTpr.Lower, ofFpr.Lower), Mean(ofTpr.Upper, ofFpr.Upper)))
                with { PValue = Replicates.PValue(Replicates.Combine(tpr.Permuted, fpr.Permuted, Mean), mean) },
            OddsRatio(tpr, fpr, Row),
        ];
    }

    /// <summary>Level of each of two intervals that together have the level asked for (Bonferroni).</summary>
    private double Halved => 1 - ((1 - level) / 2);

    private Disparity OddsRatio(RateGap tpr, RateGap fpr, Func<string, RateGap, Disparity> row)
    {
        if (tpr.Ratio is not { } ofTpr || fpr.Ratio is not { } ofFpr)
        {
            return row(DisparityMetrics.Ratio, tpr.Ratio is null ? tpr : fpr) with { Status = DisparityStatus.ZeroDenominator };
        }

        var smaller = ofTpr <= ofFpr ? tpr : fpr;
        var (a, b) = (ScoreBounds.Ratio(tpr.Shares, Halved), ScoreBounds.Ratio(fpr.Shares, Halved));
        return Filled(
            row(DisparityMetrics.Ratio, smaller), smaller, Math.Min(ofTpr, ofFpr), Replicates.Combine(tpr.Ratios, fpr.Ratios, Math.Min), new(Math.Min(a.Lower, b.Lower), Math.Min(a.Upper, b.Upper)));
    }

    private Disparity Empty(string metric, string aggregation, RateGap gap, DisparityStatus status) => new()
    {
        Attribute = attribute, Class = @class, Metric = metric, Aggregation = aggregation, Rate = gap.Metric.Name, Status = status, LeftOut = gap.LeftOut,
    };

    private Disparity Filled(Disparity row, RateGap gap, double value, double[] replicates, Interval score)
    {
        var bootstrap = Replicates.Percentile(replicates, level);
        return row with
        {
            LowGroup = gap.Name(gap.Low), LowValue = gap.Rates[gap.Low].Value, LowCount = gap.Rates[gap.Low].Denominator,
            HighGroup = gap.Name(gap.High), HighValue = gap.Rates[gap.High].Value, HighCount = gap.Rates[gap.High].Denominator,
            Value = value, Bootstrap = bootstrap, Interval = bootstrap is { } interval ? Interval.Hull(interval, score) : score,
        };
    }

    private static DisparityStatus Status(RateGap gap) =>
        !gap.IsEstimable ? DisparityStatus.TooFewGroups : gap.LeftOut.Count > 0 ? DisparityStatus.Partial : DisparityStatus.Ok;

    private static double Mean(double a, double b) => (a + b) / 2;
}
