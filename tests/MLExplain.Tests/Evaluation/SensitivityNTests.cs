using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class SensitivityNTests
{
    private static readonly ImageShape Shape = new(3, 5, 6);

    /// <summary>Float32 scores near 10: drops are off by 1e-6, their spread is about 1, and a correlation by the square of the ratio, times some.</summary>
    private const double Float32 = 1e-6;

    [Fact]
    public void ALinearModel_AndItsExactMap_CorrelateForEveryN()
    {
        var (model, map) = Linear();
        var sizes = Enumerable.Range(1, 30).ToList();

        var score = Judged.Of(new SensitivityN(new() { Sizes = sizes }), model, map);

        // At n = 30, all pixels, there is one subset only: no correlation, and no crash.
        Assert.Equal(Enumerable.Range(1, 29).Select(n => (double)n), score.Curve.Select(p => p.X));
        Assert.All(score.Curve, point => Assert.Equal(1, point.Y, Float32));
        Assert.Equal(1, score.Value!.Value, Float32);
    }

    /// <summary>Four rectangles: there are sizes below four only, their pixels go together, and the linear model's map is exact for them too.</summary>
    [Fact]
    public void Superpixels_AreFeatures()
    {
        var (model, map) = Linear();
        var measure = (IMapMeasure)Measures.Create("sensitivity-n", new Dictionary<string, string> { ["segmentation"] = "grid:2", ["sizes"] = "1,2,3,4,30" });

        var score = Judged.Of(measure, model, map);

        Assert.Equal([1.0, 2, 3], score.Curve.Select(p => p.X));
        Assert.Equal(1, score.Value!.Value, Float32);
        var (judged, drops) = ((SensitivityN)measure).Remove(model, [map], CancellationToken.None);
        Assert.Equal(4, drops[0].Drops.Select(drop => Math.Round(drop, 3)).Distinct().Count());
        Assert.Single(judged.Images);
    }

    [Fact]
    public void TheNegatedMap_CorrelatesNegatively_AndBaselinesCount()
    {
        var (model, map) = Linear();
        var negated = map with { Map = new Tensor(map.Map.Shape, Array.ConvertAll(map.Map.Values, v => -v)) };

        Assert.Equal(-1, Judged.Of(new SensitivityN(), model, negated).Value!.Value, Float32);
        Assert.True(Judged.Of(new SensitivityN(new() { Baseline = Baseline.Mean }), model, map).Value < 0.99);
    }

    [Fact]
    public void WithoutVariation_ThereIsNoCorrelation()
    {
        var (model, map) = Linear();
        var still = new ScoresOnlyClassifier(Shape, _ => 7);

        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new SensitivityN(), still, map).Status);
        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new SensitivityN(new() { Sizes = [30, 31] }), model, map).Status);
        var constant = new Tensor(5, 6);
        constant.Values.AsSpan().Fill(0.1f);
        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new SensitivityN(), model, map with { Map = constant }).Status);
    }

    /// <summary>Quantus' own cases of Pearson's correlation.</summary>
    [Theory]
    [InlineData(new double[] { -1, 1, 1 }, new double[] { 0, 0, 2 }, 0.5)]
    [InlineData(new double[] { 0, 1, 0, 1 }, new double[] { 1, 2, 1, 0 }, 0)]
    public void TheCorrelation_GivesTheNumbersQuantusPrints(double[] sums, double[] drops, double expected)
    {
        var image = new JudgedImage(Judged.Image(1, 1, 1)) { Maps = { 0 } };
        var found = new SubsetDrops(image, 1, drops) { Scale = 2 };
        sums.CopyTo(found.Sums[0], 0);

        // The last operations of float64.
        Assert.Equal(expected, found.Correlation(0)!.Value, 1e-12);
    }

    [Fact]
    public void Subsets_HaveExactlyNFeatures_EachEquallyOften_AndFollowFromTheSeed()
    {
        const int draws = 20000;
        var stream = new FeatureSubsets(10, seed: 5);
        var counts = new int[10];
        for (var i = 0; i < draws; i++)
        {
            var subset = stream.Next(3);
            Assert.Equal(3, subset.Distinct().Count());
            Array.ForEach(subset, feature => counts[feature]++);
        }

        // Each is in 3 of 10 subsets: 6000, with a standard deviation of sqrt(20000 · 0.3 · 0.7) = 65; five of them.
        Assert.All(counts, count => Assert.InRange(count, 6000 - 325, 6000 + 325));
        Assert.Equal(new FeatureSubsets(10, 6).Next(4), new FeatureSubsets(10, 6).Next(4));
    }

    [Fact]
    public void Scores_DoNotDependOnBatchOrCompany_AndMapsShareDrops()
    {
        var (model, map) = Linear();
        var other = map with { Map = OracleMaps.Of(map.Image, 1)[0].Map };
        var second = map with { Image = map.Image with { Input = Given.Images(1, Shape, 8).Reshape(3, 5, 6) } };
        var measure = new SensitivityN(new() { Subsets = 10, Sizes = [2, 9], Seed = 3 });

        var together = measure.Measure(model, [map, second, other]);

        Assert.Equal(2 * (1 + (2 * 10)), model.Rows.All);
        Assert.Equal(8, model.Rows.Largest);
        Assert.All(new[] { map, second, other }.Zip(together), pair =>
            Assert.Equal(Judged.Of(measure, Linear(rows: 3).Model, pair.First).Curve, pair.Second.Curve));
        Assert.NotEqual(together[2].Value, Judged.Of(new SensitivityN(new() { Subsets = 10, Sizes = [2, 9], Seed = 4 }), model, other).Value);
    }

    [Theory]
    [InlineData("sizes", "3,0", "'sensitivity-n': sizes is [3, 0] but takes at least one number, each at least 1.")]
    [InlineData("sizes", "3;4", "'sensitivity-n' option 'sizes' is '3;4', but it takes whole numbers above 0, separated by commas.")]
    [InlineData("subsets", "2", "'sensitivity-n': subsets is 2 but must be at least 3:")]
    public void BadOptions_SayWhatIsExpected(string key, string value, string sentence)
    {
        var error = Assert.Throws<ArgumentException>(() => Measures.Create("sensitivity-n", new Dictionary<string, string> { [key] = value }));

        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    private static (ScoresOnlyClassifier Model, EvaluatedMap Map) Linear(int rows = 8)
    {
        var drawn = Given.Images(2, Shape, 11);
        var weights = Array.ConvertAll(drawn.Row(1).ToArray(), w => (double)w);
        var image = new EvaluatedImage("linear", new Tensor([3, 5, 6], drawn.Row(0).ToArray()), Target: 0);
        var map = new Tensor(5, 6);
        for (var i = 0; i < weights.Length; i++)
        {
            map.Values[i % 30] += (float)(weights[i] * image.Input.Values[i]);
        }

        return (ScoresOnlyClassifier.Linear(Shape, weights, rows), new EvaluatedMap("exact", image, map));
    }
}
