using MLExplain.Audit.Attention;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Attention;

public class MapConcentrationTests
{
    /// <summary>Sums of 400 terms in float64.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void FlatMap_IsNotConcentratedAndLeansNowhere()
    {
        var flat = MapConcentration.Of(Map((_, _) => -2))!;

        Assert.Equal(0, flat.Gini, Rounding);
        Assert.Equal(1, flat.Entropy, Rounding);
        Assert.Equal(1, flat.BorderMass, Rounding);
    }

    [Fact]
    public void OnePixel_HasAll()
    {
        var one = MapConcentration.Of(Map((y, x) => y == 10 && x == 10 ? 3 : 0))!;

        Assert.Equal(399 / 400.0, one.Gini, Rounding);
        Assert.Equal((0.0, 0.0), (one.Entropy, one.BorderMass));
    }

    // Of two pixels with 1 and 3 the mean absolute difference is 2 · 2/4 = 1, and Gini = 1 / (2 · mean) = 1/4.
    [Fact]
    public void Gini_IsHalfTheMeanAbsoluteDifferenceOverTheMean() => Assert.Equal(0.25, MapConcentration.Of(new Tensor([1, 2], [1, -3]))!.Gini, Rounding);

    // The frame of a 20 x 20 map is 2 wide: 400 - 16 · 16 = 144 pixels, 36 % of the area.
    [Fact]
    public void MapOnTheFrameOnly_LeansOnIt() =>
        Assert.Equal(1 / 0.36, MapConcentration.Of(Map((y, x) => y < 2 || x < 2 || y > 17 || x > 17 ? 1 : 0))!.BorderMass, Rounding);

    [Fact]
    public void Zeros_HaveNone() => Assert.Null(MapConcentration.Of(new Tensor(4, 4)));

    private static Tensor Map(Func<int, int, float> value) => new([20, 20], [.. Enumerable.Range(0, 400).Select(i => value(i / 20, i % 20))]);
}
