using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using Tensor = MLExplain.Tensors.Tensor;

namespace MLExplain.Tests.Models;

public sealed class WeightTests
{
    /// <summary>Two float32 evaluations of one network in different formulations, of the largest value.</summary>
    private const double Formulations = 1e-5;

    private static readonly Tensor Images = SmallModels.Noise(21, 2, 3, 12, 12);
    private static readonly Tensor Seeds = SmallModels.OneHot(2, 4, 2);

    public static TheoryData<string> Names => new(NormalizedNetwork.Weights.Keys);

    [Fact]
    public void LayersAreListedFromTheLogitsDown_WithTheirNormalisations()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));

        Assert.Equal(
            [["w3", "b3"], ["w2", "slope"], ["gamma2", "beta2", "mean2", "var2"], ["w1", "b1", "gamma1", "beta1", "mean1", "var1"]],
            model.WeightLayers.Select(l => l.Weights.Select(w => w.Name).ToArray()));
        Assert.Equal(["MatMul", "Conv", "BatchNormalization", "Conv"], model.WeightLayers.Select(l => l.Operator));
        Assert.Equal((8, 4), Fans(model, "w3"));
        Assert.Equal((6 * 9, 8 * 9), Fans(model, "w2"));
        Assert.Equal([WeightRole.Scale, WeightRole.Bias, WeightRole.Mean, WeightRole.Variance], model.WeightLayers[2].Weights.Select(w => w.Role));
        Assert.All(NormalizedNetwork.Weights, w => Assert.Equal(w.Value.Values, model.ReadWeight(w.Key).Values));
    }

    [Fact]
    public void WithItsOwnWeights_AModelIsItself()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));

        foreach (var weights in new[] { new Dictionary<string, Tensor>(), NormalizedNetwork.Weights })
        {
            AssertSame(model, (IRectifiedClassifier)model.WithWeights(weights));
        }
    }

    /// <summary>Against the model file with the values written into it; folded normalisations or layouts made of the old values would show here.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void AChangedWeight_ActsAsIfTheFileHadIt(string name)
    {
        var old = NormalizedNetwork.Weights[name];
        var values = name.StartsWith("var", StringComparison.Ordinal) ? NormalizedNetwork.Positive(99, old.Length) : SmallModels.Noise(99, old.Shape);
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));
        using var written = OnnxClassifier.Load(NormalizedNetwork.Build(new Dictionary<string, Tensor>(NormalizedNetwork.Weights) { [name] = values }));
        var before = model.Score(Images).Values;

        var changed = model.WithWeights(new Dictionary<string, Tensor> { [name] = values });

        AssertSame(written, (IRectifiedClassifier)changed);
        Assert.Contains(before.Zip(changed.Score(Images).Values), pair => Math.Abs(pair.First - pair.Second) > 1e-3);
        Assert.Equal(values.Values, changed.ReadWeight(name).Values);
        Assert.Equal(before, model.Score(Images).Values);
        Assert.Equal(old.Values, model.ReadWeight(name).Values);
    }

    /// <summary>Normalisations fold into convolutions only while both keep their values.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public void WhatIsAnInput_IsNotFolded(bool isOpen, int normalisations)
    {
        var model = NormalizedNetwork.Build(NormalizedNetwork.Weights);
        foreach (var (name, values) in NormalizedNetwork.Weights.Where(_ => isOpen))
        {
            model.Graph.Input.Add(OnnxGraphBuilder.ValueInfo(name, TensorProto.Types.DataType.Float, [.. values.Shape.ToArray().Select(d => (long)d)]));
        }

        var gradient = GradientGraph.Differentiate(model, new() { Target = "scores", WithRespectTo = ["image"], Lowering = Lowering.CpuBlocked });

        Assert.Equal(normalisations, gradient.Model.Graph.Node.Count(n => n.OpType == "BatchNormalization"));
    }

    [Fact]
    public void ChangesAddUp_AndComeBackExactly()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));
        var (w1, w2) = (SmallModels.Noise(31, 6, 3, 3, 3), SmallModels.Noise(32, 8, 6, 3, 3));
        var plain = model.WithWeights(new Dictionary<string, Tensor>());

        var both = model.WithWeights(new Dictionary<string, Tensor> { ["w1"] = w1 }).WithWeights(new Dictionary<string, Tensor> { ["w2"] = w2 });
        var back = both.WithWeights(new Dictionary<string, Tensor> { ["w1"] = NormalizedNetwork.Weights["w1"], ["w2"] = NormalizedNetwork.Weights["w2"] });

        using var written = OnnxClassifier.Load(NormalizedNetwork.Build(new Dictionary<string, Tensor>(NormalizedNetwork.Weights) { ["w1"] = w1, ["w2"] = w2 }));
        AssertSame(written, (IRectifiedClassifier)both);
        Assert.Equal(plain.Differentiate(Images, Seeds).Gradients.Values, back.Differentiate(Images, Seeds).Gradients.Values);
    }

    /// <summary>A kernel that the file computes from others on each run is a weight like any: what it is computed from is not.</summary>
    [Fact]
    public void AComputedKernel_CanBeChanged()
    {
        var (half, other) = (SmallModels.Noise(41, 4, 3, 3, 3), SmallModels.Noise(42, 4, 3, 3, 3));
        using var model = OnnxClassifier.Load(TwiceTheKernel(half));
        using var written = OnnxClassifier.Load(TwiceTheKernel(other));
        static Tensor twice(Tensor t) => new(t.Shape, [.. t.Values.Select(v => 2 * v)]);

        var weight = Assert.Single(Assert.Single(model.WeightLayers).Weights);
        var changed = model.WithWeights(new Dictionary<string, Tensor> { [weight.Name] = twice(other) });

        Assert.Equal([4, 3, 3, 3], weight.Shape);
        Assert.Equal(twice(half).Values, model.ReadWeight(weight.Name).Values);
        AssertSame(model, (IRectifiedClassifier)model.WithWeights(new Dictionary<string, Tensor>()));
        AssertSame(written, (IRectifiedClassifier)changed);
    }

    /// <summary>Architectures of the ONNX model zoo without their weights, most of which the files fill in by operators; layers as their papers count them.</summary>
    [SkippableTheory]
    [InlineData("light_resnet50", 54)]
    [InlineData("light_squeezenet", 26)]
    [InlineData("light_vgg19", 19)]
    [InlineData("light_bvlc_alexnet", 8)]
    public void EveryLayerIsFound(string name, int layers)
    {
        using var model = OnnxClassifier.Load(Repository.SharedFile("models", "light", name + ".onnx"));

        Assert.Equal(layers, model.WeightLayers.Count);
    }

    [Fact]
    public void FeatureMapsAndHeads_AreThoseOfTheNewWeights()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var values = SmallModels.Noise(77, 5, 16);

        var changed = (IFeatureClassifier)model.WithWeights(new Dictionary<string, Tensor> { ["w3"] = values });

        Assert.NotNull(changed.Head);
        Assert.Equal(values.Values, changed.Head!.Weights.Values);
        Assert.NotEqual(values.Values, model.Head!.Weights.Values);
    }

    [Fact]
    public void VariantsRunSideBySide_AndClosingOneClosesNothing()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));
        var variants = Enumerable.Range(0, 8).Select(i => model.WithWeights(new Dictionary<string, Tensor> { ["w2"] = SmallModels.Noise(i, 8, 6, 3, 3) })).ToArray();
        var alone = variants.Select(v => v.Score(Images).Values).ToArray();

        var together = new float[variants.Length][];
        Parallel.For(0, variants.Length, i => together[i] = variants[i].Score(Images).Values);
        ((IDisposable)variants[0]).Dispose();

        Assert.Equal(alone, together);
        Assert.Equal(alone[0], variants[0].Score(Images).Values);
        Assert.Equal(8, alone.DistinctBy(a => a[0]).Count());
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        using var model = OnnxClassifier.Load(NormalizedNetwork.Build(NormalizedNetwork.Weights));
        string message(string name, Tensor values) =>
            Assert.Throws<ArgumentException>(() => model.WithWeights(new Dictionary<string, Tensor> { [name] = values })).Message;

        Assert.Contains("no weight 'w9'", message("w9", new Tensor(1)), StringComparison.Ordinal);
        Assert.Contains("shape [8,6,3,3]", message("w2", new Tensor(8, 6, 9)), StringComparison.Ordinal);
        Assert.Contains("NaN or infinity", message("b3", new Tensor([4], [0, float.NaN, 0, 0])), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSecondClassOfOneScore_IsNoLayer()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 1, 24), (g, z) => g.Node("Sigmoid", [z])));

        Assert.Equal(["w", "b"], Assert.Single(model.WeightLayers).Weights.Select(w => w.Name));
    }

    private static OnnxModel TwiceTheKernel(Tensor half)
    {
        var g = new OnnxGraphBuilder("computed");
        var kernel = g.Node("Mul", [g.Initializer("half", half), g.Scalar(2)]);
        var maps = g.Node("Relu", [g.Node("Conv", [g.Input("image", -1, 3, 12, 12), kernel])]);
        g.Output(g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])]), "scores", -1, 4);
        return g.Build();
    }

    private static void AssertSame(OnnxClassifier expected, IRectifiedClassifier actual)
    {
        AssertClose(expected.Score(Images), actual.Score(Images));
        foreach (var rule in Enum.GetValues<BackwardRule>())
        {
            AssertClose(expected.Differentiate(Images, Seeds, rule).Gradients, actual.Differentiate(Images, Seeds, rule).Gradients);
        }
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        var largest = expected.Values.Max(Math.Abs);
        Assert.True(largest > 0);
        Assert.All(expected.Values.Zip(actual.Values), pair => Assert.Equal(pair.First, pair.Second, Formulations * largest));
    }

    private static (int, int) Fans(OnnxClassifier model, string name) =>
        model.WeightLayers.SelectMany(l => l.Weights).Where(w => w.Name == name).Select(w => (w.FanIn, w.FanOut)).Single();
}
