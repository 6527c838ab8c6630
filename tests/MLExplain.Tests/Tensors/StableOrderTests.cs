using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class StableOrderTests
{
    [Fact]
    public void TheOrderIsThatOfAStableSort_TiesAndNearTiesIncluded()
    {
        var random = new SplitMix64(3);
        double[] values =
        [
            0, -0.0, 1e300, 5e-324, 1e-40,
            .. Enumerable.Range(0, 3000).Select(_ => Math.Floor(random.NextUniform() * 50)),

            // Equal as float32, different as float64, in falling order; then random ones.
            .. Enumerable.Range(0, 3000).Select(i => 0.5 + ((3000 - i) * 1e-15)),
            .. Enumerable.Range(0, 3000).Select(_ => random.NextUniform()),
        ];

        Assert.Equal(Enumerable.Range(0, values.Length).OrderBy(i => values[i]), StableOrder.Ascending(values));
    }

    [Fact]
    public void NothingIsSorted() => Assert.Empty(StableOrder.Ascending([]));
}
