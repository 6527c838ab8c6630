using MLExplain.Evaluation;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void OfNormalValues_TheIntervalIsTheTextbooks()
    {
        var random = new SplitMix64(3);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => 5 + random.NextGaussian())];
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length / values.Length);

        var interval = Bootstrap.Of(values, seed: 1);

        // The interval's ends scatter by about 1/20 of a standard error over 2000 resamples; four of those.
        Assert.Equal(mean, interval.Mean);
        Assert.Equal(mean - (1.96 * error), interval.Lower!.Value, 0.2 * error);
        Assert.Equal(mean + (1.96 * error), interval.Upper!.Value, 0.2 * error);
        Assert.Equal(interval, Bootstrap.Of(values, seed: 1));
        Assert.NotEqual(interval, Bootstrap.Of(values, seed: 2));
    }

    [Fact]
    public void FewValues_HaveNoInterval()
    {
        Assert.Equal(new Bootstrap(null, null, null, 0), Bootstrap.Of([], 1));
        Assert.Equal(new Bootstrap(3, null, null, 1), Bootstrap.Of([3], 1));
        Assert.Equal(new Bootstrap(2, 2, 2, 3), Bootstrap.Of([2, 2, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Of([1, 2], 1, resamples: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Of([1, 2], 1, level: 1));
    }
}
