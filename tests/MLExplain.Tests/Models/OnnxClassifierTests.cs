using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

public sealed class OnnxClassifierTests
{
    private static readonly Tensor Weight = SmallModels.Noise(11, 7, 24);

    /// <summary>A dot product of 24 terms below 1 in size: float32 rounding is below 24 · 2⁻²⁴.</summary>
    private const double LinearTolerance = 24 * 6e-8;

    public static TheoryData<string, ScoreLink> Tails => new()
    {
        { "", ScoreLink.Softmax },
        { "Softmax", ScoreLink.Softmax },
        { "LogSoftmax", ScoreLink.Softmax },
        { "Sigmoid", ScoreLink.Sigmoid },
        { "Softmax Identity", ScoreLink.Softmax },
        { "Unsqueeze Softmax", ScoreLink.Softmax },
    };

    [Theory]
    [MemberData(nameof(Tails))]
    public void OnLinearModel_ScoreIsTheLogitWhateverTheTail(string tail, ScoreLink link)
    {
        var model = SmallModels.Linear(Weight, (g, z) => tail.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(z, (t, op) => op switch
        {
            "Unsqueeze" => g.Node(op, [t, g.Constant(2, 3)]),
            "Softmax" or "LogSoftmax" => g.Node(op, [t], ("axis", 1)),
            _ => g.Node(op, [t]),
        }));
        using var classifier = OnnxClassifier.Load(model);
        var x = SmallModels.Noise(3, 4, 2, 3, 4);

        var scores = classifier.Score(x);

        Assert.Equal(link, classifier.Link);
        Assert.Equal([4, 7], scores.Shape.ToArray());
        for (var row = 0; row < 4; row++)
        {
            for (var k = 0; k < 7; k++)
            {
                Assert.Equal(Logit(k, x.Row(row)), scores.Row(row)[k], LinearTolerance);
            }
        }
    }

    [Fact]
    public void OnLinearModel_GradientIsTheSeededSumOfWeights()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(Weight, (g, z) => g.Node("Softmax", [z])));
        var seeds = SmallModels.Noise(8, 3, 7);

        var result = classifier.Differentiate(SmallModels.Noise(3, 3, 2, 3, 4), seeds);

        for (var row = 0; row < 3; row++)
        {
            for (var i = 0; i < 24; i++)
            {
                var expected = Enumerable.Range(0, 7).Sum(k => (double)seeds.Row(row)[k] * Weight.Row(k)[i]);
                Assert.Equal(expected, result.Gradients.Row(row)[i], LinearTolerance);
            }
        }
    }

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("")]
    public void BinaryModel_HasTwoClassesOfOppositeLogits(string tail)
    {
        var weight = SmallModels.Noise(12, 1, 24);
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(weight, (g, z) => tail == "" ? z : g.Node(tail, [z])));
        var x = SmallModels.Noise(3, 2, 2, 3, 4);

        var result = classifier.Differentiate(x, SmallModels.OneHot(2, 2, target: 1));

        Assert.Equal((2, ScoreLink.Sigmoid), (classifier.ClassCount, classifier.Link));
        Assert.Equal(-result.Logits.Values[0], result.Logits.Values[1]);
        Assert.Equal(weight.Values, result.Gradients.Row(0).ToArray());
    }

    [Fact]
    public void SeveralOutputs_TheProbabilitiesAreTakenAndTheOptionNamesAnother()
    {
        var model = SmallModels.Linear(Weight, (g, z) =>
        {
            g.Output(g.Node("Neg", [z]), "auxiliary", -1, 7);
            return g.Node("Softmax", [z]);
        });
        var x = SmallModels.Noise(3, 1, 2, 3, 4);
        using var main = OnnxClassifier.Load(model);
        using var auxiliary = OnnxClassifier.Load(model, new OnnxClassifierOptions { Output = "auxiliary" });

        Assert.Equal(main.Score(x).Values.Select(v => -v), auxiliary.Score(x).Values);
    }

    [Fact]
    public void ChannelsLastModel_TakesAndGivesChannelsFirst()
    {
        var g = new OnnxGraphBuilder("channels last");
        var x = g.Input("x", -1, 3, 4, 2);
        var z = g.Node("Gemm", [g.Node("Flatten", [g.Node("Transpose", [x], ("perm", new long[] { 0, 3, 1, 2 }))]), g.Initializer("w", Weight), g.Initializer("b", SmallModels.Noise(5, 7))], ("transB", 1));
        g.Output(z, "z", -1, 7);
        using var classifier = OnnxClassifier.Load(g.Build());
        using var reference = OnnxClassifier.Load(SmallModels.Linear(Weight));
        var (images, seeds) = (SmallModels.Noise(3, 2, 2, 3, 4), SmallModels.Noise(4, 2, 7));

        var (found, expected) = (classifier.Differentiate(images, seeds), reference.Differentiate(images, seeds));

        Assert.Equal((new ImageShape(2, 3, 4), ImageLayout.Nhwc), (classifier.InputShape, classifier.Summary.Layout));
        Assert.Equal(expected.Logits.Values, found.Logits.Values);
        Assert.Equal(expected.Gradients.Values, found.Gradients.Values);
    }

    [Fact]
    public void FixedBatchOfOne_TakesBatchesOfAnySize()
    {
        using var fixedBatch = OnnxClassifier.Load(SmallModels.Linear(Weight, batch: 1));
        using var open = OnnxClassifier.Load(SmallModels.Linear(Weight));
        var x = SmallModels.Noise(3, 5, 2, 3, 4);

        Assert.Equal(open.Score(x).Values, fixedBatch.Score(x).Values);
    }

    [Fact]
    public void ModelInMemory_IsNotChanged()
    {
        var model = SmallModels.Convolutional();
        var before = model.ToBytes();

        using var classifier = OnnxClassifier.Load(model);
        classifier.Score(SmallModels.Noise(3, 1, 3, 16, 16));

        Assert.Equal(before, model.ToBytes());
    }

    private static double Logit(int k, ReadOnlySpan<float> x)
    {
        double sum = SmallModels.Noise(5, 7).Values[k];
        for (var i = 0; i < x.Length; i++)
        {
            sum += (double)Weight.Row(k)[i] * x[i];
        }

        return sum;
    }
}
