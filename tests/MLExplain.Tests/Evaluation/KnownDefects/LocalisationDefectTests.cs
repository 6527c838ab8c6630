using MLExplain.Evaluation;

namespace MLExplain.Tests.Evaluation.KnownDefects;

/// <summary>What other implementations of localisation do instead, in short replicas, and that ours does not.</summary>
public sealed class LocalisationDefectTests
{
    // Sums of a few float32 values in float64, and one division.
    private const double Rounding = 1e-7;

    /// <summary>Quantus divides signed sums: below 0, above 1 (which its attribution localisation makes NaN), infinite. Ours is the positive share, 0..1.</summary>
    [Theory]
    [InlineData(new float[] { -3, 1, 4, 0 }, -1, 1 / 5.0)]
    [InlineData(new float[] { 3, 1, -2, 0 }, 2, 1)]
    [InlineData(new float[] { 3, 1, -4, 0 }, double.PositiveInfinity, 1)]
    public void Quantus_RelevanceMass_DividesSignedSums(float[] map, double theirs, double ours)
    {
        Assert.Equal(theirs, ((double)map[0] + map[1]) / map.Sum(v => (double)v));

        Assert.Equal(ours, Score(new RelevanceMass(), Judged.Masked(2, 2, 0, 1), map), Rounding);
    }

    /// <summary>Quantus computes NaN for an empty mask and stores it in an array of booleans, where it is true: a hit. CLEVR-XAI divides 0 by 0 for a map of zeros.</summary>
    [Fact]
    public void QuantusAndClevrXai_ScoreWhatHasNoScore()
    {
        Assert.True(Convert.ToBoolean(double.NaN));
        Assert.True(double.IsNaN(0.0 / new float[4].Sum()));

        foreach (var measure in new IMapMeasure[] { new PointingGame(), new RelevanceMass(), new RelevanceRank(), new MassOverArea(), new MaskOverlap() })
        {
            Assert.Equal(MeasureStatus.Undefined, Judged.Of(measure, Judged.Unasked, Judged.Map(Judged.Masked(2, 2), 1, 2, 3, 4)).Status);
            Assert.Equal(MeasureStatus.Undefined, Judged.Of(measure, Judged.Unasked, Judged.Map(Judged.Masked(2, 2, 0), 0, 0, 0, 0)).Status);
        }
    }

    /// <summary>Quantus counts a hit when any of the largest pixels hits: a map that is flat but for one pixel always does. Here they share the hit.</summary>
    [Fact]
    public void Quantus_PointingGame_CountsAnyOfTheTiedPixels()
    {
        float[] map = [0, 1, 1, 1];
        Assert.Contains(map.Index(), p => p.Item == map.Max() && p.Index == 3);

        Assert.Equal(1 / 3.0, Score(new PointingGame(), Judged.Masked(2, 2, 3), map), Rounding);
    }

    /// <summary>Quantus and CLEVR-XAI leave tied pixels to the order of a sort: the same map scores 0 or 1, whichever of its pixels the mask holds.</summary>
    [Fact]
    public void QuantusAndClevrXai_RelevanceRank_DependsOnTheOrderOfTies()
    {
        float[] map = [2, 2, 2, 1];
        var first = Enumerable.Range(0, 4).OrderByDescending(i => map[i]).First();
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(inside => inside == first));

        Assert.All(Enumerable.Range(0, 3), inside => Assert.Equal(1 / 3.0, Score(new RelevanceRank(), Judged.Masked(2, 2, inside), map), Rounding));
    }

    /// <summary>Quantus adds 1e-9 to the total, half of the score of a map of that size; a map's unit is no evidence.</summary>
    [Fact]
    public void Quantus_AttributionLocalisation_ShrinksSmallMaps()
    {
        float[] map = [0.8e-9f, 0.2e-9f, 0, 0];
        Assert.Equal(0.4, map[0] / (map.Sum(v => (double)v) + 1e-9), Rounding);

        Assert.Equal(0.8, Score(new RelevanceMass(), Judged.Masked(2, 2, 0), map), Rounding);
        Assert.Equal(3.2, Score(new MassOverArea(), Judged.Masked(2, 2, 0), map), Rounding);
    }

    /// <summary>Quantus takes the area as a share of the batch without its first two images: half of an image's pixels are a quarter in a batch of four, and infinitely many in one of two. Ours is the image's own, alone or in company.</summary>
    [Fact]
    public void Quantus_AttributionLocalisation_CountsTheAreaOverASliceOfTheBatch()
    {
        static double area(int images) => 2.0 / ((images - 2) * 4);
        Assert.Equal((1 / 4.0, double.PositiveInfinity), (area(4), area(2)));

        var map = Judged.Map(Judged.Masked(2, 2, 0, 1), 3, 0, 1, 0);
        foreach (var company in new[] { 1, 2, 4 })
        {
            Assert.All(new MassOverArea().Measure(Judged.Unasked, [.. Enumerable.Repeat(map, company)]), score => Assert.Equal(0.75 / (2 / 4.0), score.Value!.Value, Rounding));
        }
    }

    /// <summary>Quantus' weighted score is the mass times the area: a map that ignores the mask gets the square of its share, most where masks are large. Here it gets 1 for every mask.</summary>
    [Fact]
    public void Quantus_AttributionLocalisation_MultipliesByTheArea()
    {
        float[] map = [1, 1, 1, 1, 1, 1, 1, 1.000001f];
        foreach (var area in new[] { 1, 2, 4 })
        {
            Assert.Equal(area * area / 64.0, map.Take(area).Sum() / map.Sum() * (area / 8.0), 1e-6);

            // A constant map would be undefined: this one is off by 1e-6.
            Assert.Equal(1, Score(new MassOverArea(), Judged.Masked(2, 4, [.. Enumerable.Range(0, area)]), map), 1e-6);
        }
    }

    /// <summary>Quantus asks for the top 1000 pixels whatever the mask's size, so that a map which is the mask scores its area in thousandths. Ours asks for as many as the mask has.</summary>
    [Fact]
    public void Quantus_TopKIntersection_PunishesSmallMasks()
    {
        int[] inside = [.. Enumerable.Range(500, 100)];
        var image = Judged.Masked(40, 50, inside);
        var map = Array.ConvertAll([.. image.Mask!], v => v ? 1f : 0);
        Assert.Equal(0.1, Enumerable.Range(0, 2000).OrderByDescending(i => map[i]).Take(1000).Average(i => map[i]), Rounding);

        Assert.Equal(1, Score(new RelevanceRank(), image, map), Rounding);
    }

    private static double Score(IMapMeasure measure, EvaluatedImage image, float[] map) => Judged.Of(measure, Judged.Unasked, Judged.Map(image, map)).Value!.Value;
}
