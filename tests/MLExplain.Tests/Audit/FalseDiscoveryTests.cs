using MLExplain.Audit;

namespace MLExplain.Tests.Audit;

public class FalseDiscoveryTests
{
    /// <summary>Products and quotients of decimal fractions in float64.</summary>
    private const double Rounding = 1e-15;

    // By hand: sorted .005 .01 .03 .04 .5, times 5/rank: .025 .025 .05 .05 .5; the least from above: the same.
    // A rank taken as argsort instead of its inverse, as in Giskard, gives another list for this order of the input.
    [Fact]
    public void Adjusted_AsByHandInAnyOrder_UnlikeGiskardsRanks()
    {
        double[] values = [0.5, 0.01, 0.03, 0.005, 0.04];
        double[] expected = [0.5, 0.025, 0.05, 0.025, 0.05];
        Assert.All(FalseDiscovery.Adjust(values).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Rounding));

        int[] argsort = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        Assert.NotEqual(expected, values.Zip(argsort, (p, rank) => p * values.Length / (rank + 1)));
    }

    [Fact]
    public void Equal_GetTheSame() => Assert.All(FalseDiscovery.Adjust([0.2, 0.2, 0.2]), q => Assert.Equal(0.2, q, Rounding));

    [Fact]
    public void Never_Above1() => Assert.Equal([1, 1], FalseDiscovery.Adjust([1, 0.9]));

    [Fact]
    public void None_IsNone() => Assert.Empty(FalseDiscovery.Adjust([]));
}
