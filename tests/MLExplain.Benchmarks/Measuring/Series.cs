namespace MLExplain.Benchmarks.Measuring;

/// <summary>The times of one candidate, one entry per round, in milliseconds of wall clock and of processor time.</summary>
internal sealed record Series(string Name, double[] Wall, double[] Processor)
{
    public double Median => MedianOf(Wall);

    public double ProcessorMedian => MedianOf(Processor);

    /// <summary>How many times longer <paramref name="peer"/> takes: the median over the rounds of the two neighbours' ratio.</summary>
    public double SpeedOver(Series peer) => MedianOf([.. peer.Wall.Zip(Wall, (theirs, ours) => theirs / ours)]);

    /// <summary>The same ratio in processor time, which a busy machine disturbs less.</summary>
    public double ProcessorSpeedOver(Series peer) => MedianOf([.. peer.Processor.Zip(Processor, (theirs, ours) => theirs / ours)]);

    public static double MedianOf(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
