using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>What a user reads when a model cannot be used: each sentence says what was found, what was expected, and the way out.</summary>
public sealed class BadInputTests
{
    private static readonly Tensor Weight = SmallModels.Noise(11, 7, 24);

    [Fact]
    public void MissingFile_IsNamed() => AssertSays<FileNotFoundException>(() => OnnxClassifier.Load("no-such.onnx"), "No model file at 'no-such.onnx'.");

    [Fact]
    public void NotAnOnnxFile_IsSaidSo() =>
        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(OnnxModel.Parse("<html>not a model</html>"u8.ToArray(), "page.onnx")), "'page.onnx' is not a readable ONNX model");

    [Fact]
    public void TruncatedFile_IsSaidSo()
    {
        var bytes = SmallModels.Convolutional().ToBytes();

        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(OnnxModel.Parse(bytes.AsMemory(0, bytes.Length / 2), "half.onnx")), "'half.onnx'", "truncated");
    }

    [Theory]
    [InlineData(6)]
    [InlineData(99)]
    public void UnsupportedOpset_SaysWhichAreRead(int opset)
    {
        var g = new OnnxGraphBuilder("dated", opset);
        g.Output(g.Node("Flatten", [g.Input("x", -1, 1, 2, 2)]), "y", -1, 4);

        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(g.Build()), $"'dated' uses opset {opset}; opsets 7 to");
    }

    [Fact]
    public void FixedBatchOfEight_IsRefused() =>
        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(SmallModels.Linear(Weight, batch: 8)), "'linear' takes batches of exactly 8 images");

    [Fact]
    public void ModelWithoutImageInput_ListsItsInputs()
    {
        var g = new OnnxGraphBuilder("tabular");
        g.Output(g.Node("Relu", [g.Input("age", -1, 12)]), "y", -1, 12);

        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(g.Build()), "'tabular' has no image input: found age: Float [N,12]", "option Input");
    }

    [Fact]
    public void TwoImageInputs_AreListedAndTheOptionChooses()
    {
        var g = new OnnxGraphBuilder("twins");
        var (a, b) = (g.Input("left", -1, 1, 2, 2), g.Input("right", -1, 1, 2, 2));
        g.Output(g.Node("Flatten", [g.Node("Add", [a, b])]), "y", -1, 4);

        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(g.Build()), "several possible image inputs", "left: Float [N,1,2,2]; right: Float [N,1,2,2]");
        AssertSays<OnnxFormatException>(
            () => OnnxClassifier.Load(g.Build(), new OnnxClassifierOptions { Input = "left" }), "need further inputs beside the image 'left': right");
        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(g.Build(), new OnnxClassifierOptions { Input = "middle" }), "no image input called 'middle'");
    }

    [Fact]
    public void ControlFlow_IsNamed()
    {
        var model = SmallModels.Linear(Weight, (g, z) =>
        {
            var branch = new GraphProto { Name = "branch", Output = { new ValueInfoProto { Name = z } } };
            var node = g.Node("If", [g.Node("Greater", [g.Scalar(1), g.Scalar(0)])]);
            var attributes = g.Graph.Node.Single(n => n.OpType == "If").Attribute;
            attributes.Add(new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = branch });
            attributes.Add(new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.AttributeType.Graph, G = branch });
            return g.Node("Softmax", [node]);
        });

        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(model), "'linear' has control flow between the image 'x' and its scores: If (node '");
    }

    [Fact]
    public void OpenSize_AsksForInputSize()
    {
        var g = new OnnxGraphBuilder("open");
        var x = g.Input("x", -1, 3, 8, 8);
        g.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new TensorShapeProto.Types.Dimension { DimParam = "height" };
        g.Graph.Input[0].Type.TensorType.Shape.Dim[3] = new TensorShapeProto.Types.Dimension { DimParam = "width" };
        g.Output(g.Node("Flatten", [g.Node("GlobalAveragePool", [x])]), "y", -1, 3);

        AssertSays<OnnxFormatException>(() => OnnxClassifier.Load(g.Build()), "x: Float [N,3,height,width]", "option InputSize");
        using var classifier = OnnxClassifier.Load(g.Build(), new OnnxClassifierOptions { InputSize = (5, 6) });
        Assert.Equal(new ImageShape(3, 5, 6), classifier.InputShape);
        Assert.Equal(1f, classifier.Score(new Tensor([1, 3, 5, 6], [.. Enumerable.Repeat(1f, 90)])).Values[0]);
    }

    [Fact]
    public void InputSizeAgainstTheFile_IsRefused() =>
        AssertSays<ArgumentException>(
            () => OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { InputSize = (32, 32) }), "InputSize does not fit", "image: Float [N,3,16,16]");

    [Fact]
    public void ImagesOfTheWrongShape_AreRefused()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        AssertSays<ArgumentException>(() => classifier.Score(new Tensor(1, 16, 16, 3)), "'convolutional' takes images [N,3,16,16]", "Tensor[1,16,16,3] was given");
    }

    [Fact]
    public void SeedsOfTheWrongShape_AreRefused()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        AssertSays<ArgumentException>(
            () => classifier.Differentiate(new Tensor(2, 3, 16, 16), new Tensor(2, 6)), "has 5 classes: seeds for these images are [2,5], but Tensor[2,6] was given");
    }

    [Fact]
    public void UnknownOutput_ListsTheOutputs() =>
        AssertSays<ArgumentException>(
            () => OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Output = "scores" }), "has no tensor 'scores'. Its outputs are probabilities: Float [N,5]");

    [Fact]
    public void OutputThatIsNoScoreVector_IsRefused() =>
        AssertSays<OnnxFormatException>(
            () => OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Output = SmallModels.Convolutional().Graph.Node[0].Output[0] }), "[N,8,16,16], which is not one score per class");

    private static void AssertSays<T>(Func<object> action, params string[] parts)
        where T : Exception
    {
        var exception = Assert.ThrowsAny<T>(action);
        foreach (var part in parts)
        {
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }
    }
}
