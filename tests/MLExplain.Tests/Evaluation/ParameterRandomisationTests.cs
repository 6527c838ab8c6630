using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class ParameterRandomisationTests
{
    /// <summary>Ranks are whole and half numbers: only the last operations of a correlation round.</summary>
    private const double Rounding = 1e-9;

    private static readonly EvaluatedImage[] Images = [.. Enumerable.Range(0, 3).Select(i => new EvaluatedImage($"i{i}", SmallModels.Noise(50 + i, 3, 16, 16), i))];

    /// <summary>Shuffling equal values changes nothing: the randomised network is the trained one.</summary>
    [Theory]
    [InlineData(RandomisationOrder.Cascading)]
    [InlineData(RandomisationOrder.Independent)]
    public void WeightsThatStayTheSame_GiveOneEverywhere_AndTheMethodFails(RandomisationOrder order)
    {
        using var model = OnnxClassifier.Load(Constant());

        var report = new ParameterRandomisation(new() { Redraw = WeightRedraw.Permuted, Order = order }).Run(model, new InputXGradient(), Images);

        Assert.All(report.Steps, step => Assert.Equal(1, step.Similarity.Mean!.Value, Rounding));
        Assert.All(report.Images, score => Assert.Equal(1, score.Value!.Value, Rounding));
        Assert.Equal(SanityVerdict.Fails, report.Verdict);
    }

    /// <summary>Quantus' mean holds the trained network's similarity to itself; neither our value nor our curve does.</summary>
    [Theory]
    [InlineData(RandomisationOrder.Cascading)]
    [InlineData(RandomisationOrder.Independent)]
    public void TheTrainedNetworkItself_IsNoPoint(RandomisationOrder order)
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());

        var report = new ParameterRandomisation(new() { Order = order }).Run(model, new Gradient(), Images);

        Assert.Equal(["w3", "w2", "w1"], report.Steps.Select(s => model.WeightLayers.Single(l => l.Name == s.Layers.Single()).Weights[0].Name));
        foreach (var score in report.Images)
        {
            Assert.Equal([1 / 3.0, 2 / 3.0, 1], score.Curve.Select(p => p.X));
            Assert.All(score.Curve, p => Assert.NotEqual(1, p.Y));
            Assert.Equal(order == RandomisationOrder.Cascading ? score.Curve[^1].Y : score.Curve.Average(p => p.Y), score.Value!.Value, Rounding);
        }
    }

    /// <summary>One layer, gradient: the randomised network's map is the drawn weights, channel-summed.</summary>
    [Fact]
    public void OfALinearModel_TheValueIsTheCorrelationOfItsWeightsWithTheDrawnOnes()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 3, 24)));
        var image = new EvaluatedImage("a", SmallModels.Noise(2, 2, 3, 4), Target: 1);
        var weight = model.WeightLayers[0].Weights[0];
        var drawn = WeightDraws.Draw(weight, model.ReadWeight("w"), WeightRedraw.Glorot, WeightDraws.SeedOf(7, 0, "w"));

        var report = new ParameterRandomisation(new() { Draws = 1, Seed = 7, Similarity = new() { Absolute = false } }).Run(model, new Gradient(), [image]);

        Tensor map(Tensor w) => new([3, 4], [.. Enumerable.Range(0, 12).Select(i => w.Row(1)[i] + w.Row(1)[12 + i])]);
        var expected = MapSimilarity.Between(map(model.ReadWeight("w")), map(drawn), new() { Absolute = false }).Value!.Value;
        Assert.Equal(expected, report.Images[0].Value!.Value, Rounding);
        Assert.Equal(SanityVerdict.Inconclusive, report.Verdict);
    }

    /// <summary>Quantus seeds every layer alike, so that layers of one shape get the same values.</summary>
    [Fact]
    public void LayersOfOneShape_AreDrawnDifferently_AndDrawsToo()
    {
        ulong[] seeds = [WeightDraws.SeedOf(0, 0, "a"), WeightDraws.SeedOf(0, 0, "b"), WeightDraws.SeedOf(0, 1, "a"), WeightDraws.SeedOf(1, 0, "a")];

        Assert.Distinct(seeds);
        var kernel = new WeightTensor("a", [4, 6], WeightRole.Kernel, 6, 4);
        var draws = seeds.Select(seed => WeightDraws.Draw(kernel, new Tensor(4, 6), WeightRedraw.Glorot, seed)).ToArray();
        Assert.Distinct(draws.Select(d => d.Values[0]));
        Assert.All(draws.SelectMany(d => d.Values), v => Assert.InRange(v, -Math.Sqrt(0.6), Math.Sqrt(0.6)));
    }

    [Fact]
    public void Redraws_AreWhatTheirNamesSay()
    {
        var old = SmallModels.Noise(3, 5, 40);
        var kernel = new WeightTensor("k", [5, 40], WeightRole.Kernel, 40, 5);
        Tensor draw(WeightRole role, WeightRedraw redraw) => WeightDraws.Draw(kernel with { Role = role }, old, redraw, 1);

        Assert.Equal(old.Values.Order(), draw(WeightRole.Kernel, WeightRedraw.Permuted).Values.Order());
        Assert.NotEqual(old.Values, draw(WeightRole.Kernel, WeightRedraw.Permuted).Values);
        var uniform = draw(WeightRole.Kernel, WeightRedraw.Uniform).Values;
        Assert.All(uniform, v => Assert.InRange(v, old.Values.Min(), old.Values.Max()));
        // The mean of 200 uniform values on a range of 2: standard deviation 0.04.
        Assert.InRange(uniform.Average(), -0.2, 0.2);
        Assert.All(draw(WeightRole.Scale, WeightRedraw.Glorot).Values, v => Assert.Equal(1, v));
        Assert.All(draw(WeightRole.Bias, WeightRedraw.Glorot).Values, v => Assert.Equal(0, v));
        Assert.All(draw(WeightRole.Mean, WeightRedraw.Permuted).Values, v => Assert.Equal(0, v));
        Assert.All(draw(WeightRole.Variance, WeightRedraw.Uniform).Values, v => Assert.Equal(1, v));
    }

    [Fact]
    public void EachOptionMovesTheResult_AndTheModelStaysAsItWas()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));
        EvaluatedImage[] images = [.. Enumerable.Range(0, 2).Select(i => new EvaluatedImage($"n{i}", SmallModels.Noise(60 + i, 3, 12, 12), i))];
        var before = model.Score(MethodMaps.Stack(model, images)).Values;
        var defaults = new ParameterRandomisationOptions { Draws = 1 };
        ParameterRandomisationOptions[] all =
        [
            defaults, defaults with { Redraw = WeightRedraw.Permuted }, defaults with { Redraw = WeightRedraw.Uniform }, defaults with { Statistics = NormStatistics.Reset },
            defaults with { Target = RandomisedTarget.Argmax }, defaults with { Seed = 1 }, defaults with { Similarity = new() { Absolute = false } },
            defaults with { Similarity = new() { Kind = SimilarityKind.Ssim } }, defaults with { Similarity = new() { Kind = SimilarityKind.Hog, Cell = 3 } },
        ];

        var curves = all.Select(o => string.Join(' ', new ParameterRandomisation(o).Run(model, new GuidedBackprop(), images).Steps.Select(s => s.Similarity.Mean))).ToArray();

        Assert.Distinct(curves);
        Assert.Equal(before, model.Score(MethodMaps.Stack(model, images)).Values);
    }

    [Fact]
    public void TheResult_DependsOnNoBatch_NoThread_AndNoRun()
    {
        using var one = OnnxClassifier.Load(SmallModels.Convolutional(), new() { Threads = 1 });
        using var two = OnnxClassifier.Load(SmallModels.Convolutional(), new() { Threads = 2 });
        var measure = new ParameterRandomisation();

        var together = measure.Measure(one, new Gradient(), Images);
        var apart = Images.SelectMany(image => measure.Measure(two, new Gradient(), [image])).ToArray();

        Assert.Equal(together.Select(s => s.Value), apart.Select(s => s.Value));
    }

    [Fact]
    public void BlocksAreRandomisedTogether()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());

        var (whole, all) = (new ParameterRandomisation(new() { Blocks = 1 }).Run(model, new Gradient(), Images), new ParameterRandomisation().Run(model, new Gradient(), Images));

        Assert.Equal(3, Assert.Single(whole.Steps).Layers.Count);
        Assert.Equal(all.Overall, whole.Overall);
        Assert.Equal([1, 2], new ParameterRandomisation(new() { Blocks = 2 }).Run(model, new Gradient(), Images).Steps.Select(s => s.Layers.Count));
    }

    [Fact]
    public void WhatCannotBeRandomised_SaysSo()
    {
        var report = new ParameterRandomisation().Run(Given.Linear(1, 2), new Gradient(), [new("a", new Tensor([1, 1, 2], [1, 2]), 0)]);

        Assert.Equal(MeasureStatus.NotApplicable, Assert.Single(report.Images).Status);
        Assert.Equal(SanityVerdict.NotEvaluated, report.Verdict);
        Assert.Contains("draws is 0", Assert.Throws<ArgumentException>(() => new ParameterRandomisation(new() { Draws = 0 })).Message, StringComparison.Ordinal);
    }

    /// <summary>A normalisation that subtracts far more than a random convolution gives closes every rectifier; reset, it does not.</summary>
    [Fact]
    public void ADeadNetwork_HasAReason_AndAWayOut()
    {
        var weights = new Dictionary<string, Tensor>(NormalizedNetwork.Weights)
        {
            ["mean1"] = new Tensor([6], [.. Enumerable.Repeat(50f, 6)]), ["beta1"] = new Tensor([6], [.. Enumerable.Repeat(100f, 6)]),
        };
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(weights));
        EvaluatedImage[] images = [new("n", SmallModels.Noise(60, 3, 12, 12), 0)];

        var kept = Assert.Single(new ParameterRandomisation().Measure(model, new Gradient(), images));

        Assert.Equal(MeasureStatus.Undefined, kept.Status);
        Assert.Contains("(reset)", kept.Reason, StringComparison.Ordinal);
        Assert.Equal(MeasureStatus.Ok, Assert.Single(new ParameterRandomisation(new() { Statistics = NormStatistics.Reset }).Measure(model, new Gradient(), images)).Status);
    }

    /// <summary>Values 0, 0.1, 0.2: s = 0.1, t with two degrees of freedom 4.30265, half width 4.30265 · 0.1 / √3.</summary>
    [Fact]
    public void TheInterval_IsStudents()
    {
        var interval = SimilarityInterval.Of([0, 0.1, 0.2]);

        Assert.Equal((0.1 - 0.248414, 0.1 + 0.248414), (Math.Round(interval.Low!.Value, 6), Math.Round(interval.High!.Value, 6)));
        Assert.Equal(SanityVerdict.Passes, interval.Against(0.35));
        Assert.Equal(SanityVerdict.Inconclusive, interval.Against(0.34));
        Assert.Equal(SanityVerdict.Fails, interval.Against(-0.15));
        Assert.Equal(SanityVerdict.Inconclusive, SimilarityInterval.Of([0.1]).Against(0.5));
    }

    private static OnnxModel Constant()
    {
        var g = new OnnxGraphBuilder("constant");
        Tensor filled(float value, params ReadOnlySpan<int> shape)
        {
            var tensor = new Tensor(shape);
            tensor.Values.AsSpan().Fill(value);
            return tensor;
        }

        var x = g.Input("x", -1, 3, 16, 16);
        var maps = g.Node("Relu", [g.Node("Conv", [x, g.Initializer("w1", filled(0.5f, 4, 3, 3, 3)), g.Initializer("b1", filled(1, 4))])]);
        var flat = g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])], ("axis", 1));
        g.Output(g.Node("Gemm", [flat, g.Initializer("w2", filled(0.25f, 3, 4))], ("transB", 1)), "scores", -1, 3);
        return g.Build();
    }
}
