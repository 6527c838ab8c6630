using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class SplitMix64Tests
{
    [Fact]
    public void FromSeedZero_GivesThePublishedStream()
    {
        // The reference stream of the algorithm from state 0.
        var random = new SplitMix64(0);

        Assert.Equal([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F], new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void Gaussian_HasMeanZeroAndVarianceOne()
    {
        const int n = 100_000;
        var random = new SplitMix64(7);
        var values = Enumerable.Range(0, n).Select(_ => random.NextGaussian()).ToArray();

        // Five standard errors: 1/√n of the mean, √(2/n) of the variance.
        Assert.Equal(0, values.Average(), 5 / Math.Sqrt(n));
        Assert.Equal(1, values.Average(value => value * value), 5 * Math.Sqrt(2.0 / n));
    }

    [Fact]
    public void Uniform_StaysBelowOneAndFillsTheInterval()
    {
        const int n = 100_000;
        var random = new SplitMix64(7);
        var values = Enumerable.Range(0, n).Select(_ => random.NextUniform()).ToArray();

        Assert.All(values, value => Assert.InRange(value, 0, Math.BitDecrement(1.0)));

        // Five standard errors of the mean of a uniform variable, 1/√(12 n).
        Assert.Equal(0.5, values.Average(), 5 / Math.Sqrt(12.0 * n));
    }
}
