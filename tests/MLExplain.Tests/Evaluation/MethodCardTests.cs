using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;
using MLExplain.Tests.Pipelines;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

/// <summary>Sanity checks as a whole, on the demo's biased model and on methods whose verdict is known.</summary>
public sealed class MethodCardTests
{
    private static readonly Lazy<EvaluatedImage[]> Sample = new(() =>
    {
        var sample = DemoFolder.Sample();
        var shape = sample.Inputs.Shape[1..].ToArray();
        return [.. Enumerable.Range(0, 12).Select(i => 16 * i).Select(i => new EvaluatedImage($"d{i:000}", new Tensor(shape, sample.Inputs.Row(i).ToArray()), sample.Labels[i]))];
    });

    /// <summary>
    /// The paper's finding: with the upper layers random, Guided Backprop's maps stay more alike than the gradient's. Measured on 24 pictures: gradient
    /// 0.59, 0.42, 0.26, 0.15, 0.13; Guided Backprop 0.78, 0.67, 0.56, 0.42, 0.25.
    /// </summary>
    [Fact]
    public void OnTheDemo_GuidedBackpropDependsLessOnTheWeightsThanTheGradient()
    {
        using var model = OnnxClassifier.Load(DemoFolder.PathOf("models/biased.onnx"));
        var measure = new ParameterRandomisation();

        var (gradient, guided) = (measure.Run(model, new Gradient(), Sample.Value), measure.Run(model, new GuidedBackprop(), Sample.Value));

        Assert.Equal(model.WeightLayers.Count, gradient.Steps.Count);
        Assert.All(gradient.Steps.Zip(guided.Steps), s => Assert.True(s.First.Similarity.Mean < s.Second.Similarity.Mean));
        Assert.All(gradient.Steps.Zip(gradient.Steps.Skip(1)), s => Assert.True(s.First.Similarity.Mean > s.Second.Similarity.Mean));
        Assert.InRange(gradient.Overall.Mean!.Value, 0, 0.2);
        Assert.Equal(SanityVerdict.Passes, gradient.Verdict);
    }

    [Fact]
    public void TheGradientOfTheDemo_IsNoLowEvidence()
    {
        using var model = OnnxClassifier.Load(DemoFolder.PathOf("models/biased.onnx"));

        var card = MethodCard.Make(model, new Gradient(), Sample.Value, new() { Data = new() { Path = DemoFolder.PathOf("models/shuffled.onnx") } });

        Assert.Equal(["parameter-randomisation", "random-logit", "data-randomisation"], card.Checks.Select(c => c.Measure));
        Assert.All(card.Checks, c => Assert.Equal(SanityVerdict.Passes, c.Verdict));
        Assert.False(card.IsLowEvidence);
        Assert.Empty(card.Reasons);
    }

    /// <summary>A map that never looks at the network.</summary>
    [Fact]
    public void AnEdgeDetector_IsLowEvidence_AndTheCardSaysWhy()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        EvaluatedImage[] images = [.. Enumerable.Range(0, 3).Select(i => new EvaluatedImage($"i{i}", SmallModels.Noise(50 + i, 3, 16, 16), i))];

        var card = MethodCard.Make(model, new Edges(), images);

        Assert.True(card.IsLowEvidence);
        Assert.Equal(
            ["parameter-randomisation: fails, similarity 1.00 (95% interval 1.00 to 1.00) against 0.50.", "random-logit: fails, similarity 1.00 (95% interval 1.00 to 1.00) against 0.50."],
            card.Reasons);
    }

    [Fact]
    public void WhatWasNotEvaluated_IsNoPass()
    {
        var card = MethodCard.Make(Given.Linear(1, 2, 3), new Gradient(), [new("a", new Tensor([1, 1, 3], [1, 2, 4]), 0)], new() { Logit = new() { Similarity = new() } });

        Assert.Equal(SanityVerdict.NotEvaluated, card.Checks[0].Verdict);
        Assert.Contains("no weights that can be changed", card.Checks[0].Summary, StringComparison.Ordinal);
        Assert.Equal(SanityVerdict.Inconclusive, card.Verdict);
        Assert.Contains("has no interval", card.Checks[1].Summary, StringComparison.Ordinal);
        var passed = new SanityCheck("random-logit", new(0, -0.1, 0.1, 5), 0.5, "");
        Assert.Equal(SanityVerdict.NotEvaluated, new MethodCard("m", [card.Checks[0], passed]).Verdict);
        Assert.Equal(SanityVerdict.Passes, new MethodCard("m", [passed, card.Checks[0]]).Verdict);
    }

    private sealed class Edges : ISaliencyMethod
    {
        public string Name => "edges";

        public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
            [.. targets.Select((target, row) =>
            {
                var image = new EvaluatedImage("x", new Tensor(inputs.Shape[1..].ToArray(), inputs.Row(row).ToArray()), target);
                return new Attribution { Values = OracleMaps.Of(image, seed: 0)[1].Map, Target = target, Score = 0, Sum = 0, GradientCalls = 0 };
            })];
    }
}
