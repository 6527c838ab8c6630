using MLExplain.Models;
using MLExplain.Onnx;

namespace MLExplain.Tests.Models;

/// <summary>Feature maps of models, their gradients, and which of them are maps.</summary>
public sealed class FeatureClassifierTests
{
    private static readonly (string Name, Func<OnnxGraphBuilder, string, string> Add)[] Heads =
    [
        ("gemm", (g, maps) => g.Node("Gemm", [g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])]), g.Initializer("w", SmallModels.Noise(3, 5, 4)), g.Initializer("b", SmallModels.Noise(4, 5))], ("transB", 1), ("alpha", 2f))),
        ("matmul", (g, maps) => g.Node("Add", [g.Node("MatMul", [g.Node("ReduceMean", [maps, g.Constant(-1, 2)], ("keepdims", 0)), g.Initializer("w", SmallModels.Noise(3, 4, 5))]), g.Initializer("b", SmallModels.Noise(4, 5))])),
        ("conv", (g, maps) => g.Node("Flatten", [g.Node("Conv", [g.Node("GlobalAveragePool", [maps]), g.Initializer("w", SmallModels.Noise(3, 5, 4, 1, 1)), g.Initializer("b", SmallModels.Noise(4, 5))])])),
        ("class maps", (g, maps) => g.Node("Flatten", [g.Node("GlobalAveragePool", [g.Node("Conv", [maps, g.Initializer("w", SmallModels.Noise(3, 5, 4, 1, 1)), g.Initializer("b", SmallModels.Noise(4, 5))])])])),
        ("rectified class maps", (g, maps) => g.Node("Flatten", [g.Node("GlobalAveragePool", [g.Node("Relu", [g.Node("Conv", [maps, g.Initializer("w", SmallModels.Noise(3, 5, 4, 1, 1)), g.Initializer("b", SmallModels.Noise(4, 5))])])])])),
        ("one score", (g, maps) => g.Node("Gemm", [g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])]), g.Initializer("w", SmallModels.Noise(3, 1, 4)), g.Initializer("b", SmallModels.Noise(4, 1))], ("transB", 1))),
    ];

    public static TheoryData<string> HeadNames => new(Heads.Select(h => h.Name));

    [Theory]
    [MemberData(nameof(HeadNames))]
    public void HeadOnASpatialMean_IsFoundAndMakesTheLogits(string name)
    {
        using var model = OnnxClassifier.Load(WithHead(Heads.Single(h => h.Name == name).Add));
        var images = SmallModels.Noise(7, 2, 3, 8, 8);

        var head = model.Head ?? throw new InvalidOperationException(model.HeadDescription);
        var (logits, maps) = model.Activate(images, head.Maps.Name);

        Assert.Equal(name == "rectified class maps", head.IsRectified);
        for (var row = 0; row < 2; row++)
        {
            for (var k = 0; k < model.ClassCount; k++)
            {
                // Both are float32 sums of a few dozen terms.
                Assert.Equal(logits.Row(row)[k], Logit(head, maps.Row(row), k), 1e-4);
            }
        }
    }

    [Theory]
    [InlineData("flatten", "the linear layer '", "made by Relu: expected the spatial mean of feature maps")]
    [InlineData("relu", "the scores '", "are made by Relu: expected a linear layer on the spatial mean of feature maps")]
    [InlineData("max", "the linear layer '", "made by GlobalMaxPool: expected the spatial mean of feature maps")]
    public void OtherHeads_AreDescribed(string kind, string start, string end)
    {
        using var model = OnnxClassifier.Load(WithHead((g, maps) => kind switch
        {
            "flatten" => g.Node("Gemm", [g.Node("Flatten", [maps]), g.Initializer("w", SmallModels.Noise(3, 5, 256))], ("transB", 1)),
            "max" => g.Node("Gemm", [g.Node("Flatten", [g.Node("GlobalMaxPool", [maps])]), g.Initializer("w", SmallModels.Noise(3, 5, 4))], ("transB", 1)),
            _ => g.Node("Relu", [Heads[0].Add(g, maps)]),
        }));

        Assert.Null(model.Head);
        Assert.StartsWith(start, model.HeadDescription, StringComparison.Ordinal);
        Assert.EndsWith(end, model.HeadDescription, StringComparison.Ordinal);
    }

    /// <summary>Networks that others made, weights stored or filled in by the graph: where the head is and, on the left out ones, what it is instead.</summary>
    [SkippableTheory]
    [InlineData("models/light/light_densenet121.onnx", 1024, false)]
    [InlineData("models/light/light_inception_v2.onnx", 1024, false)]
    [InlineData("models/light/light_resnet50.onnx", 2048, false)]
    [InlineData("models/light/light_shufflenet.onnx", 544, false)]
    [InlineData("models/light/light_squeezenet.onnx", 512, true)]
    [InlineData("goldens/models/squeezenet10_fp32_from_fp16.onnx", 512, true)]
    public void HeadOfAKnownArchitecture_IsFound(string file, int channels, bool isRectified)
    {
        using var model = OnnxClassifier.Load(Repository.SharedFile(file));

        var head = model.Head ?? throw new InvalidOperationException(model.HeadDescription);

        Assert.Equal((channels, isRectified), (head.Maps.Channels, head.IsRectified));
        Assert.Equal(head.Maps, model.FeatureLayers[0]);
        Assert.Equal([1000, channels], head.Weights.Shape.ToArray());
    }

    [SkippableTheory]
    [InlineData("models/light/light_vgg19.onnx", "made by Relu")]
    [InlineData("goldens/models/mnist_cntk_winml.onnx", "made by MaxPool")]
    public void HeadOfAnotherArchitecture_IsNamed(string file, string maker)
    {
        using var model = OnnxClassifier.Load(Repository.SharedFile(file));

        Assert.Null(model.Head);
        Assert.StartsWith("the linear layer '", model.HeadDescription, StringComparison.Ordinal);
        Assert.Contains(maker, model.HeadDescription, StringComparison.Ordinal);
    }

    /// <summary>The part of the network behind the layer is a classifier of its own, whose image is the maps: its scores give central differences.</summary>
    [Fact]
    public void LayerGradient_IsTheGradientOfTheRestOfTheNetwork()
    {
        using var whole = OnnxClassifier.Load(SmallModels.Convolutional());
        var layer = whole.FeatureLayers[1];
        var tailModel = SmallModels.Convolutional();
        var tailInput = tailModel.Graph.Input.Single(i => i.Name == "image");
        tailInput.Name = layer.Name;
        (tailInput.Type.TensorType.Shape.Dim[1].DimValue, tailModel.Graph.Node[0].Output[0], tailModel.Graph.Node[1].Output[0]) = (layer.Channels, "unused1", "unused2");
        tailModel.Graph.Node.RemoveAt(0);
        tailModel.Graph.Node.RemoveAt(0);
        using var tail = OnnxClassifier.Load(tailModel);
        var (images, seeds) = (SmallModels.Noise(11, 2, 3, 16, 16), SmallModels.OneHot(2, 5, 3));

        var result = whole.DifferentiateLayers(images, seeds, [layer.Name, whole.FeatureLayers[0].Name]);

        var (maps, gradients) = result.Layers[0];
        Assert.Equal([2, 8, 16, 16], maps.Shape.ToArray());
        Assert.Equal(whole.Activate(images, layer.Name).Maps.Values, maps.Values);
        Assert.Equal(whole.Score(images).Values, tail.Score(maps).Values, (a, b) => Math.Abs(a - b) < 1e-5);
        var tailGradients = tail.Differentiate(maps, seeds).Gradients;
        Assert.Equal(tailGradients.Values, gradients.Values, (a, b) => Math.Abs(a - b) < 1e-6);
        var random = new Random(5);
        var errors = new List<double>();
        for (var trial = 0; trial < 20; trial++)
        {
            var (index, step) = (random.Next(maps.Length), 1e-2f);
            var (up, down) = (maps.Clone(), maps.Clone());
            up.Values[index] += step;
            down.Values[index] -= step;
            var row = index / (maps.Length / 2);
            var difference = (tail.Score(up).Row(row)[3] - tail.Score(down).Row(row)[3]) / (up.Values[index] - down.Values[index]);
            errors.Add(Math.Abs(difference - gradients.Values[index]));
        }

        // At most places a step of 0.01 moves no unit across a kink: the median error is then float32 noise of the scores over the step.
        Assert.InRange(errors.Order().ElementAt(errors.Count / 2), 0, 1e-4);
        Assert.InRange(gradients.Values.Max(Math.Abs), 1e-2, double.PositiveInfinity);
    }

    [Fact]
    public void Projection_OfTheWholeGradient_IsTheGradientOfTheImage()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var (images, seeds) = (SmallModels.Noise(12, 2, 3, 16, 16), SmallModels.OneHot(2, 5, 1));
        var layer = model.FeatureLayers[0].Name;

        var gradients = model.DifferentiateLayers(images, seeds, [layer]).Layers[0].Gradients;
        var projected = model.Project(images, layer, gradients, BackwardRule.Gradient);

        // The chain rule: the same sums in another order.
        Assert.Equal(model.Differentiate(images, seeds).Gradients.Values, projected.Values, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void TokensOfATransformer_AreAGridWithoutTheClassToken_TakenBeforeTheLastAttention()
    {
        using var model = OnnxClassifier.Load(SmallTransformer.Create());
        var (images, seeds) = (SmallModels.Noise(13, 2, 3, 8, 12), SmallModels.OneHot(2, 5, 2));

        // Queries, keys, attention matrices and the hidden layer have a shape of maps too; the patches themselves have the same grid.
        var layer = Assert.Single(model.FeatureLayers);
        var (maps, gradients) = model.DifferentiateLayers(images, seeds, ["attend1"]).Layers[0];

        Assert.Equal("LayerNormalization", layer.Operator);
        Assert.Equal((8, 2, 3, "7 tokens read as a grid of 2x3, the first (class) token left out"), (layer.Channels, layer.Height, layer.Width, layer.Note));
        Assert.Equal(model.DifferentiateLayers(images, seeds, [layer.Name]).Layers[0].Gradients.Values, gradients.Values);
        Assert.Equal([2, 8, 2, 3], maps.Shape.ToArray());
        Assert.All(Enumerable.Range(0, 12), cell => Assert.Contains(Enumerable.Range(0, 8), c => gradients.Row(cell / 6)[(c * 6) + (cell % 6)] != 0));
        // LayerNormalization without a scale: the channels of each cell have mean 0, which no other arrangement of the tokens has.
        Assert.All(Enumerable.Range(0, 6), cell => Assert.Equal(0, Enumerable.Range(0, 8).Sum(c => maps.Row(0)[(c * 6) + cell]), 1e-5));
        var last = model.DifferentiateLayers(images, seeds, ["last"]).Layers[0].Gradients;
        Assert.All(last.Values, v => Assert.Equal(0, v));
    }

    /// <summary>A patch of the picture changes its own cell of the grid first: the grid lies as the picture does.</summary>
    [Fact]
    public void TokenGrid_LiesAsThePictureDoes()
    {
        using var model = OnnxClassifier.Load(SmallTransformer.Create());
        var image = SmallModels.Noise(14, 1, 3, 8, 12);
        var before = model.Activate(image, "attend0").Maps;
        image.Values[(5 * 12) + 9] += 1;
        var after = model.Activate(image, "attend0").Maps;

        var changed = Enumerable.Range(0, 6).Where(cell => Enumerable.Range(0, 8).Any(c => before.Values[(c * 6) + cell] != after.Values[(c * 6) + cell]));

        // Row 5 of 8 is in the lower patches, column 9 of 12 in the right ones.
        Assert.Equal([5], changed);
    }

    [Fact]
    public void UnknownAndFlatTensors_AreRefusedWithTheUsualLayers()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());

        var unknown = Assert.Throws<ArgumentException>(() => model.FindLayer("features.9"));
        var flat = Assert.Throws<ArgumentException>(() => model.FindLayer(model.Summary.Logits));

        Assert.Contains($"has no tensor 'features.9' between the image and the scores; its usual layers are '{model.FeatureLayers[0].Name}'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("is not maps spread over the image: its shape is [N,5], expected [N,C,h,w] or tokens [N,T,C]", flat.Message, StringComparison.Ordinal);
    }

    internal static OnnxModel WithHead(Func<OnnxGraphBuilder, string, string> head)
    {
        var g = new OnnxGraphBuilder("headed");
        var maps = g.Node("Relu", [g.Node("Conv", [g.Input("image", -1, 3, 8, 8), g.Initializer("w1", SmallModels.Noise(1, 4, 3, 3, 3)), g.Initializer("b1", SmallModels.Noise(2, 4))], ("pads", new long[] { 1, 1, 1, 1 }))]);
        var scores = head(g, maps);
        g.Graph.Output.Add(new MLExplain.Onnx.Proto.ValueInfoProto
        {
            Name = scores,
            Type = new() { TensorType = new() { ElemType = (int)MLExplain.Onnx.Proto.TensorProto.Types.DataType.Float } },
        });
        return g.Build();
    }

    private static double Logit(LinearHead head, ReadOnlySpan<float> maps, int k)
    {
        var (cells, sum) = (head.Maps.Height * head.Maps.Width, 0.0);
        for (var cell = 0; cell < cells; cell++)
        {
            var score = (double)head.Bias.Values[k];
            for (var c = 0; c < head.Maps.Channels; c++)
            {
                score += head.Weights.Row(k)[c] * maps[(c * cells) + cell];
            }

            sum += head.IsRectified ? Math.Max(0, score) : score;
        }

        return sum / cells;
    }
}
