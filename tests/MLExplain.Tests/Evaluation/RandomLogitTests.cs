using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Evaluation;

/// <summary>Another class, and another training.</summary>
public sealed class RandomLogitTests
{
    private const double Rounding = 1e-9;

    private static readonly EvaluatedImage Image = new("a", SmallModels.Noise(2, 2, 3, 4), Target: 1);

    [Fact]
    public void TheOtherClass_IsAnyButTheTarget()
    {
        var drawn = Enumerable.Range(0, 200).Select(i => new RandomLogit().Other(Image with { Input = SmallModels.Noise(i, 2, 3, 4) }, 4)).ToList();

        Assert.Equal([0, 2, 3], drawn.Distinct().Order());
        // 200 draws of probability 1/3: mean 67, standard deviation 6.7.
        Assert.All(drawn.CountBy(c => c), c => Assert.InRange(c.Value, 40, 94));
    }

    [Fact]
    public void OfALinearModel_TheValueIsTheCorrelationOfTwoRowsOfWeights()
    {
        var weights = SmallModels.Noise(1, 4, 24);
        using var model = OnnxClassifier.Load(SmallModels.Linear(weights));
        var other = new RandomLogit().Other(Image, 4);

        var score = Assert.Single(new RandomLogit().Measure(model, new Gradient(), [Image]));

        Tensor map(int k) => new([3, 4], [.. Enumerable.Range(0, 12).Select(i => weights.Row(k)[i] + weights.Row(k)[12 + i])]);
        Assert.Equal(MapSimilarity.Between(map(1), map(other), new() { Absolute = false }).Value!.Value, score.Value!.Value, Rounding);
    }

    [Fact]
    public void ClassesThatAreOppositesOfOneScore_AreNotCompared()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 1, 24), (g, z) => g.Node("Sigmoid", [z])));

        Assert.Equal(MeasureStatus.NotApplicable, Assert.Single(new RandomLogit().Measure(model, new Gradient(), [Image])).Status);
    }

    [Fact]
    public void AnotherTraining_IsComparedClassByClass()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 4, 24)));
        using var shuffled = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(9, 4, 24)));
        using var smaller = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(9, 3, 24)));
        MeasureScore with(IClassifier? other) => Assert.Single(new DataRandomisation(new() { Shuffled = other }).Measure(model, new Gradient(), [Image]));

        Assert.Equal(1, with(model).Value!.Value, Rounding);
        Assert.InRange(with(shuffled).Value!.Value, -0.9, 0.9);
        Assert.Equal(MeasureStatus.NotApplicable, with(null).Status);
        Assert.Contains("3.", Assert.Throws<ArgumentException>(() => with(smaller)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenImage_CostsOnlyItself()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 4, 24)));
        var broken = Image with { Input = new Tensor([2, 3, 4], [.. Enumerable.Repeat(float.NaN, 24)]) };

        foreach (var measure in new IMethodMeasure[] { new RandomLogit(), new DataRandomisation(new() { Shuffled = model }), new ParameterRandomisation() })
        {
            var scores = measure.Measure(model, new Gradient(), [Image, broken]);

            Assert.Equal([MeasureStatus.Ok, MeasureStatus.Undefined], scores.Select(s => s.Status));
            Assert.Contains("NaN", scores[1].Reason, StringComparison.Ordinal);
        }
    }
}
