using MLExplain.Evaluation;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

public sealed class MapAgreementTests
{
    // Ranks are whole and half numbers: only the last operations of a correlation round.
    private const double Rounding = 1e-12;

    private static readonly float[] Ramp = [.. Enumerable.Range(0, 20).Select(i => (float)i)];

    [Fact]
    public void AMapAgreesWithItself()
    {
        var agreement = Compare(Ramp, Ramp);

        Assert.Equal(1, agreement.TopOverlap, Rounding);
        Assert.Equal(1, agreement.RankCorrelation!.Value, Rounding);
    }

    [Fact]
    public void OppositeMaps_ShareMagnitudesOnly()
    {
        var agreement = Compare(Ramp, [.. Ramp.Select(v => -v)]);

        Assert.Equal(0, agreement.TopOverlap);
        Assert.Equal(-1, agreement.RankCorrelation!.Value, Rounding);
        Assert.Equal(1, agreement.MagnitudeRankCorrelation!.Value, Rounding);
    }

    /// <summary>Ranks (4, 1/2, 5/2, 5/2, 1/2) against (0, 1, 2, 3, 4): covariance −5, variances 9 and 10.</summary>
    [Fact]
    public void TiedValues_TakeTheMeanOfTheirRanks()
    {
        var expected = -5 / Math.Sqrt(9 * 10);

        Assert.Equal(expected, Compare([30, 10, 20, 20, 10], [0, 1, 2, 3, 4]).RankCorrelation!.Value, Rounding);
    }

    [Fact]
    public void PixelsTiedAtTheEdge_ShareThePlacesLeft()
    {
        // The top of twenty pixels has two places: four tied pixels have half a place each, and one of the ramp's two is among them.
        float[] tied = [.. Enumerable.Range(0, 20).Select(i => i >= 16 ? 1f : 0)];

        Assert.Equal(1, Compare(tied, tied).TopOverlap, Rounding);
        Assert.Equal((0.5 + 0.5) / 2, Compare(tied, Ramp).TopOverlap, Rounding);
    }

    [Fact]
    public void AConstantMap_HasNoRankCorrelation()
    {
        var agreement = Compare(Ramp, new float[20]);

        Assert.Null(agreement.RankCorrelation);
        Assert.Null(agreement.MagnitudeRankCorrelation);
        Assert.Equal(0.1, agreement.TopOverlap, Rounding);
    }

    [Fact]
    public void MapsOfTwoSizes_AreRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => MapAgreement.Between(("a", new Tensor(2, 3)), ("b", new Tensor(3, 2))));

        Assert.StartsWith("The maps 'a', ", e.Message, StringComparison.Ordinal);
    }

    private static MapAgreement Compare(float[] a, float[] b) => MapAgreement.Between(("a", new Tensor([1, a.Length], a)), ("b", new Tensor([1, b.Length], b)));
}
