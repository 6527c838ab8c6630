using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>The pooling rule may pass over a Relu before it only where nobody can tell: not when its gradient is asked for or something else reads it.</summary>
public sealed class ReluBeforePoolingTests
{
    private const int Channels = 16;

    private static readonly Tensor Image = Draw();

    private static Tensor Rectified => new(Image.Shape, [.. Image.Values.Select(v => Math.Max(v, 0))]);

    public static TheoryData<Lowering> Lowerings => [.. Enum.GetValues<Lowering>()];

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void ItsOwnGradientIsThePoolings_TiesAtZeroIncluded(Lowering lowering)
    {
        var (dY, ofImage, ofRelu) = Differentiate(lowering, askRelu: true, (g, relu) => Pool(g, relu));

        var pooling = FirstMaximum.Gradient(Rectified, dY, [3, 3], [2, 2], [1, 1], [1, 1]);
        Assert.Equal(pooling, ofRelu);
        Assert.Equal(Gated(pooling), ofImage);
    }

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void ItsOtherReadersGradientsAreAdded(Lowering lowering)
    {
        var (dY, ofImage, _) = Differentiate(lowering, askRelu: false, (g, relu) => g.Node("Add", [Pool(g, relu), g.Node("AveragePool", [relu], Every(2))]));

        var pooling = FirstMaximum.Gradient(Rectified, dY, [3, 3], [2, 2], [1, 1], [1, 1]);
        var mean = Enumerable.Range(0, pooling.Length).Select(i => dY.Values[(i / 64 * 16) + (i % 64 / 16 * 4) + (i % 8 / 2)] / 4);
        Assert.Equal(Gated(pooling.Zip(mean, (a, b) => a + b)), ofImage);
    }

    private static IEnumerable<float> Gated(IEnumerable<float> gradient) => gradient.Zip(Image.Values, (d, v) => v > 0 ? d : 0);

    private static string Pool(OnnxGraphBuilder g, string x) =>
        g.Node("MaxPool", [x], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }));

    private static (string, object)[] Every(long side) => [("kernel_shape", new[] { side, side }), ("strides", new[] { side, side })];

    private static Tensor Draw()
    {
        var random = new Random(11);
        return new Tensor([2, Channels, 8, 8], [.. Enumerable.Range(0, 2 * Channels * 64).Select(_ => (float)random.Next(-2, 2))]);
    }

    private static (Tensor Seed, float[] OfImage, float[]? OfRelu) Differentiate(Lowering lowering, bool askRelu, Func<OnnxGraphBuilder, string, string> write)
    {
        var g = new OnnxGraphBuilder("relu before pooling");
        var one = g.Initializer("one", new Tensor([Channels, 1, 1, 1], [.. Enumerable.Repeat(1f, Channels)]));
        var relu = g.Node("Relu", [g.Node("Conv", [g.Input("image", -1, Channels, 8, 8), one], ("group", Channels))]);
        var output = write(g, relu);
        var model = g.Build();
        model.Graph.Output.Add(new MLExplain.Onnx.Proto.ValueInfoProto { Name = output });
        var graph = GradientGraph.Differentiate(
            model, new GradientRequest { Target = output, WithRespectTo = askRelu ? ["image", relu] : ["image"], Lowering = lowering });
        var random = new Random(7);
        // Multiples of 4: means over 2 x 2 and all sums are exact.
        var seed = new Tensor([2, Channels, 4, 4], [.. Enumerable.Range(0, 2 * Channels * 16).Select(_ => 4f * random.Next(1, 10))]);
        var feeds = new Dictionary<string, Tensor> { ["image"] = Image, [graph.SeedName] = seed };
        using var run = new OrtRun(graph.Model);
        var gradients = run.Run(feeds, [.. graph.Gradients.Values]);
        return (seed, gradients[0].Values, askRelu ? gradients[1].Values : null);
    }
}
