using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Evaluation.KnownDefects;

/// <summary>What other implementations of the randomisation tests do instead, in short replicas, and that ours does not.</summary>
public sealed class RandomisationDefectTests
{
    /// <summary>The last operations of a rank correlation, and sums of some hundred products.</summary>
    private const double Rounding = 1e-9;

    private static readonly EvaluatedImage Image = new("noise", SmallModels.Noise(60, 3, 12, 12), Target: 1);

    /// <summary>Quantus resets running means and variances with the weights, which the paper keeps, and gives every layer the same seed. Ours is the replica that does neither.</summary>
    [Fact]
    public void Quantus_ResetsNormStatistics_AndSeedsEveryLayerAlike()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));
        var options = new ParameterRandomisationOptions { Draws = 1, Seed = 3, Similarity = new() { Absolute = false } };

        var ours = Assert.Single(new ParameterRandomisation(options).Measure(model, new Gradient(), [Image])).Value!.Value;

        double replica(bool reset, bool alike)
        {
            var drawn = model.WeightLayers.SelectMany(l => l.Weights).Where(w => reset || w.Role is not (WeightRole.Mean or WeightRole.Variance)).ToDictionary(
                w => w.Name, w => WeightDraws.Draw(w, model.ReadWeight(w.Name), WeightRedraw.Glorot, alike ? 43 : WeightDraws.SeedOf(3, 0, w.Name)));
            return MapSimilarity.Between(Map(model.WithWeights(new Dictionary<string, Tensor>())), Map(model.WithWeights(drawn)), options.Similarity).Value!.Value;
        }

        Assert.Equal(replica(reset: false, alike: false), ours, Rounding);
        Assert.NotEqual(replica(reset: true, alike: false), ours, 1e-3);
        Assert.NotEqual(replica(reset: false, alike: true), ours, 1e-3);
    }

    /// <summary>Quantus looks the trained network up under 'orig' where it is 'original', so that its similarity to itself, 1, enters the mean over layers.</summary>
    [Fact]
    public void Quantus_AveragesOverTheTrainedNetworkToo()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional(size: 12));

        var score = Assert.Single(new ParameterRandomisation(new() { Order = RandomisationOrder.Independent }).Measure(model, new Gradient(), [Image]));

        var layers = score.Curve.Select(p => p.Y).ToList();
        Assert.Equal(3, layers.Count);
        Assert.Equal(layers.Average(), score.Value!.Value, Rounding);
        Assert.True(layers.Prepend(1).Average() > score.Value + 0.05);
    }

    /// <summary>Quantus flattens maps before SSIM, so that its window sees rows only: turning both maps by 90 degrees changes how alike they are.</summary>
    [Fact]
    public void Quantus_SlidesTheWindowOfSsimOverFlattenedMaps()
    {
        // Stripes along the rows; the other map has a weaker second pattern along the columns.
        var stripes = new Tensor([24, 24], [.. Enumerable.Range(0, 576).Select(i => (float)(i / 24 % 2))]);
        var crossed = new Tensor([24, 24], [.. Enumerable.Range(0, 576).Select(i => (i / 24 % 2) + (0.5f * (i % 24 % 2)))]);

        Assert.True(Math.Abs(FlatSsim(Scaled(stripes), Scaled(crossed)) - FlatSsim(Scaled(Turned(stripes)), Scaled(Turned(crossed)))) > 0.1);

        double between(Tensor a, Tensor b) => MapSimilarity.Between(a, b, new() { Kind = SimilarityKind.Ssim }).Value!.Value;
        Assert.Equal(between(stripes, crossed), between(Turned(stripes), Turned(crossed)), Rounding);
    }

    /// <summary>Quantus draws the other class out of 1000 whatever the model has, and seeds each draw alike, so that all images of a class are compared with the same one.</summary>
    [Fact]
    public void Quantus_RandomLogit_DrawsOneClassForAll_OutOfAThousand()
    {
        int[] quantus = [.. Enumerable.Range(0, 50).Select(_ => new Random(42).Next(999)).Select(drawn => drawn < 1 ? drawn : drawn + 1)];
        Assert.True(Assert.Single(quantus.Distinct()) > 4);

        var ours = Enumerable.Range(0, 50).Select(i => new RandomLogit().Other(Image with { Input = SmallModels.Noise(i, 3, 12, 12) }, classes: 4));

        Assert.Equal([0, 2, 3], ours.Distinct().Order());
    }

    /// <summary>Xplique draws every weight from 0 to 1: all are positive, with the mean 0.5, which no initialiser gives, and so are scales and biases.</summary>
    [Fact]
    public void Xplique_DrawsAllWeightsFromZeroToOne()
    {
        var random = new SplitMix64(1);
        Assert.Equal(0.5, Enumerable.Range(0, 600).Average(_ => random.NextUniform()), 0.06);

        Tensor draw(WeightRole role) => WeightDraws.Draw(new("w", [20, 30], role, 30, 20), SmallModels.Noise(1, 20, 30), WeightRedraw.Glorot, 1);

        // Five standard deviations of the mean of 600 values uniform up to sqrt(6 / 50) either way.
        Assert.Equal(0, draw(WeightRole.Kernel).Values.Average(), 5 * Math.Sqrt(6.0 / 50 / 3 / 600));
        Assert.Contains(draw(WeightRole.Kernel).Values, v => v < 0);
        Assert.All(draw(WeightRole.Scale).Values, v => Assert.Equal(1, v));
        Assert.All(draw(WeightRole.Bias).Values, v => Assert.Equal(0, v));
    }

    /// <summary>Xplique calls two constant maps alike, 1, and the correlation with one 0: a method that shows nothing gets numbers. Here it has none.</summary>
    [Fact]
    public void Xplique_ComparesConstantMaps()
    {
        var (flat, map) = (new Tensor(12, 12), SmallModels.Noise(1, 12, 12));
        Assert.Equal(1, StructuralSimilarity.Mean(new double[144], new double[144], 12, 12, dataRange: 1), Rounding);

        Assert.Equal(MeasureStatus.Undefined, MapSimilarity.Between(flat, flat, new() { Kind = SimilarityKind.Ssim }).Status);
        Assert.Equal(MeasureStatus.Undefined, MapSimilarity.Between(flat, map).Status);
    }

    private static Tensor Map(IClassifier model) => MethodMaps.Of(model, new Gradient(), [Image], [Image.Target], CancellationToken.None)[0].Map!;

    private static Tensor Turned(Tensor map) => new([24, 24], [.. Enumerable.Range(0, 576).Select(i => map.Values[(i % 24 * 24) + (i / 24)])]);

    private static double[] Scaled(Tensor map) => Array.ConvertAll(map.Values, v => (v - map.Values.Min()) / (double)(map.Values.Max() - map.Values.Min()));

    /// <summary>scikit-image on vectors: uniform windows of 7 values, sample covariance.</summary>
    private static double FlatSsim(double[] a, double[] b) => Enumerable.Range(0, a.Length - 6).Average(start =>
    {
        var (p, q) = (a[start..(start + 7)], b[start..(start + 7)]);
        var (mp, mq) = (p.Average(), q.Average());
        double covariance(double[] x, double mx, double[] y, double my) => x.Zip(y, (u, v) => (u - mx) * (v - my)).Sum() / 6;
        return ((2 * mp * mq) + 1e-4) * ((2 * covariance(p, mp, q, mq)) + 9e-4) / (((mp * mp) + (mq * mq) + 1e-4) * (covariance(p, mp, p, mp) + covariance(q, mq, q, mq) + 9e-4));
    });
}
