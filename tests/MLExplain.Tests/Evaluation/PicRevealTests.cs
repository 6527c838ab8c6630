using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class PicRevealTests
{
    private const int Side = 20;

    private static readonly double[] Shares = [0.005, 0.05, 0.1, 0.25, 0.5, 0.75];

    private static readonly Preprocessing Colours = new() { Width = Side, Height = Side };

    [Theory]
    [InlineData(0.1, 9)]
    [InlineData(0.3, 7)]
    [InlineData(0.39, 7)]
    [InlineData(0.01, 9)]
    public void WithoutTies_TheTopShareIsRevealedAndNoPixelMore(double share, float threshold) =>
        Assert.Equal(threshold, AreaThreshold.OfSorted([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], share));

    [Theory]
    [InlineData(0.1, 3)] // The best region takes 0.3: it is shown in any case.
    [InlineData(0.3, 3)]
    [InlineData(0.5, 3)] // The second would make it 0.7.
    [InlineData(0.7, 2)]
    [InlineData(0.9, 2)]
    public void Regions_AreRevealedWhole(double share, float threshold) =>
        Assert.Equal(threshold, AreaThreshold.OfSorted([1, 1, 1, 2, 2, 2, 2, 3, 3, 3], share));

    [Fact]
    public void AConstantMap_IsOneRegion() => Assert.Equal(4, AreaThreshold.OfSorted([4, 4, 4, 4], 0.5));

    [Fact]
    public void OfXraisMap_ItIsXraisTopRegion()
    {
        var random = new SplitMix64(3);
        var map = new Tensor([Side, Side], [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.NextGaussian())]);
        var segments = Enumerable.Range(0, 9).Select(k => Enumerable.Range(0, Side * Side).Select(i => (i / Side / 7 * 3) + (i % Side / 7) == k).ToArray());
        var ranking = Xrai.Rank(map, segments, minPixels: 1);
        var values = ranking.ToMap().Values;

        foreach (var share in Shares)
        {
            var threshold = AreaThreshold.OfSorted([.. values.Order()], share);
            Assert.Equal(ranking.TopRegion(share), values.Select(value => value >= threshold));
        }
    }

    /// <summary>The pictures that the estimator sees are those of a replica that adds region after region, the best first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public void Pictures_AreThoseOfASlowReplica(int levels)
    {
        var (image, map) = (Image(), Map(levels));
        var seen = new Recorder();
        var options = new PicOptions { Shares = Shares, Preprocessing = Colours, Reveal = PicReveal.Area, MinPrediction = 0, RandomShare = 0, Entropy = seen };

        Judged.Of(new Pic(accuracy: false, options), new ScoresOnlyClassifier(new ImageShape(3, Side, Side), x => x.Sum()), new EvaluatedMap("map", image, map));

        // The whole picture and the blurred one come first.
        var revealed = new RevealedPicture(seen.Pictures[0]);
        var expected = Shares.Select(share => Reveal(revealed, map.Values, share).Pixels).ToList();
        Assert.Equal(expected, seen.Pictures.Skip(2).Select(picture => picture.Pixels));
        Assert.Equal(levels == 5 ? 3 : 6, expected.DistinctBy(Convert.ToBase64String).Count());
    }

    [Fact]
    public void TheKey_ChoosesTheKind()
    {
        var context = new MethodContext { Preprocessing = Colours };
        var (image, map) = (Image(), Map(2));

        // What is blurred has smaller steps between neighbours.
        var model = new ScoresOnlyClassifier(new ImageShape(3, Side, Side), x => (0.02 * x.Zip(x.Skip(1), (a, b) => Math.Abs(a - b)).Sum()) - 4);
        MeasureScore Score(string reveal) => Judged.Of(
            (IMapMeasure)Measures.Create("pic-sic", new Dictionary<string, string> { ["reveal"] = reveal, ["minPrediction"] = "0" }, context), model, new EvaluatedMap("map", image, map));

        // Two levels, half of the picture each: by values both are shown at 0.75, by area only the upper one is.
        Assert.Equal((MeasureStatus.Ok, MeasureStatus.Ok), (Score("pixels").Status, Score("area").Status));
        Assert.NotEqual(Score("pixels").Curve, Score("area").Curve);
        Assert.Throws<ArgumentException>(() => Score("regions"));
    }

    private static RgbImage Reveal(RevealedPicture picture, float[] map, double share)
    {
        var shown = new List<int>();
        foreach (var region in Enumerable.Range(0, map.Length).GroupBy(pixel => map[pixel]).OrderByDescending(region => region.Key))
        {
            if (shown.Count > 0 && shown.Count + region.Count() > share * map.Length)
            {
                break;
            }

            shown.AddRange(region);
        }

        picture.Reveal([.. shown.Order()]);
        return picture.Draw();
    }

    private static EvaluatedImage Image()
    {
        var random = new SplitMix64(4);
        return new EvaluatedImage("image", new Tensor([3, Side, Side], [.. Enumerable.Range(0, 3 * Side * Side).Select(_ => (float)(Math.Floor(256 * random.NextUniform()) / 255))]), 0);
    }

    /// <summary>As many values as levels, of equally many pixels each; 0 for no two equal.</summary>
    private static Tensor Map(int levels)
    {
        var order = new FeatureSubsets(Side * Side, 7).Next(Side * Side);
        var map = new Tensor(Side, Side);
        for (var i = 0; i < order.Length; i++)
        {
            map.Values[order[i]] = levels == 0 ? i : i * levels / order.Length;
        }

        return map;
    }

    private sealed class Recorder : IEntropyEstimator
    {
        public List<RgbImage> Pictures { get; } = [];

        public string Name => "a recorder";

        public double Estimate(RgbImage picture)
        {
            Pictures.Add(picture);
            return Pictures.Count == 1 ? 100 : 1 + (Pictures.Count / 10.0);
        }
    }
}
