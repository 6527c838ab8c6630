using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class CalibrationTests
{
    public static TheoryData<string> Known => new(Measures.All.Where(entry => entry.Oracle is not null).Select(entry => entry.Facts.Name));

    [Theory]
    [MemberData(nameof(Known))]
    public void EveryMeasure_SaysWhatItMust_OfALinearModel(string name)
    {
        var calibration = Calibration.Of(Measures.Find(name));

        Assert.True(calibration.IsUsable, calibration.Sentence);
        Assert.EndsWith(".", calibration.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void FaithfulnessAndLocalisation_AreAllCalibrated() => Assert.Superset(
        new HashSet<string>
        {
            "completeness", "sensitivity-n", "infidelity", "max-sensitivity", "deletion", "insertion", "average-drop", "increase-in-confidence", "road", "pic-sic", "pic-aic",
            "pointing-game", "relevance-mass", "relevance-rank", "mass-over-area", "iou",
        },
        Measures.All.Where(entry => entry.Oracle is not null).Select(entry => entry.Facts.Name).ToHashSet());

    /// <summary>A measure that reads maps upside down.</summary>
    [Theory]
    [InlineData("sensitivity-n")]
    [InlineData("infidelity")]
    [InlineData("deletion")]
    [InlineData("insertion")]
    [InlineData("average-drop")]
    [InlineData("increase-in-confidence")]
    [InlineData("road")]
    [InlineData("pic-sic")]
    [InlineData("pic-aic")]
    [InlineData("pointing-game")]
    [InlineData("relevance-mass")]
    [InlineData("relevance-rank")]
    [InlineData("mass-over-area")]
    [InlineData("iou")]
    public void AWrongMeasure_IsMarkedAsUnusable(string name)
    {
        var (entry, oracle) = (Measures.Find(name), OracleCase.Make());
        var measure = (IMapMeasure)entry.Create(new Dictionary<string, string>(), oracle.Context);

        var calibration = Calibration.Of(entry.Facts, entry.Oracle, new UpsideDown(measure), oracle, CancellationToken.None);

        Assert.False(calibration.IsUsable, calibration.Sentence);
    }

    [Fact]
    public void TheOracle_HasEvidenceInsideItsMaskOnly_AndAMapThatAddsUp()
    {
        var oracle = OracleCase.Make();

        Assert.All(oracle.Map.Values.Zip(oracle.Image.Mask!), pair => Assert.Equal(pair.Second, pair.First > 0));
        Assert.Equal(oracle.Model.Score(oracle.Image.Input.Values), oracle.Map.Values.Sum(v => (double)v), 1e-5);
        Assert.InRange(OracleCase.Probability(oracle.Model.Score(oracle.Image.Input.Values)), 0.6, 0.99);
    }

    [Fact]
    public void ALinearOracle_IsExplainedExactlyByIntegratedGradients()
    {
        var shape = new ImageShape(2, 4, 5);
        var model = new LinearOracle(shape, seed: 9);
        var image = Given.Images(1, shape, 4);
        foreach (var target in new[] { 0, 1 })
        {
            var attribution = new IntegratedGradients(new() { Baseline = Baseline.Zero }).Explain(model, image, target);
            var exact = model.ExactMap(image.Reshape(2, 4, 5), new Tensor(2, 4, 5), target);

            // Products of float32 values below 2.
            Assert.All(exact.Values.Zip(SaliencyMap.From(attribution, ChannelReduction.Sum).Values.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Equal(attribution.Score, exact.Values.Sum(v => (double)v), 1e-6);
        }

        Assert.NotEqual(model.Score(image).Values, new LinearOracle(shape, seed: 10).Score(image).Values);
        Assert.Throws<ArgumentException>(() => new LinearOracle(new Tensor(2, 2)));
        Assert.Throws<ArgumentException>(() => new LinearOracle(new Tensor([1, 1, 1], [float.NaN])));
    }

    private sealed class UpsideDown(IMapMeasure measure) : IMapMeasure
    {
        public string Name => measure.Name;

        public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
            measure.Measure(model, [.. maps.Select(map => map with { Map = new Tensor(map.Map.Shape, Array.ConvertAll(map.Map.Values, v => -v)) })], cancellationToken);
    }
}
