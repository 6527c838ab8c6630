using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>
/// Where central differences say nothing: ties, denormals and values at a bound. Every formulation gives the very bits of the rule
/// (the gradients are small integers, so that sums are exact in any order).
/// </summary>
public sealed class ExactMaskTests
{
    /// <summary>Denormals, the smallest normal number, and numbers around them.</summary>
    private static readonly float[] Tiny = [-1e-30f, -float.Epsilon, 0, float.Epsilon, 3 * float.Epsilon, 1e-40f, 1.17549435e-38f, 1e-30f];

    public static TheoryData<int, int, int, int, int, int> Pools
    {
        get
        {
            var data = new TheoryData<int, int, int, int, int, int>();
            foreach (var (kernel, stride, dilation, pad, ceil) in new[] { (2, 2, 1, 0, 0), (3, 2, 1, 0, 0), (3, 2, 1, 1, 0), (3, 2, 1, 0, 1), (3, 1, 1, 1, 0), (2, 1, 2, 1, 0), (3, 3, 1, 1, 1), (5, 2, 1, 2, 0) })
            {
                data.Add(kernel, stride, dilation, pad, ceil, 16);
            }

            data.Add(3, 2, 1, 1, 0, 3);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void MaxPool_GivesTiesToTheFirstMaximumInRowMajorOrder(int kernel, int stride, int dilation, int pad, int ceil, int channels)
    {
        float[][] palettes = [[0], [0, 1], [-1, 0], [-2, -1], [0.1f, 0.1f + 1e-8f, 0.2f], [1000, 1000.0001f], [1e38f, 3e38f, -3e38f], Tiny];
        foreach (var (palette, seed) in palettes.Select((p, i) => (p, i)))
        {
            var x = Draw([2, channels, 10, 9], palette, seed);
            foreach (var lowering in Enum.GetValues<Lowering>())
            {
                var (y, dY, gradient) = Differentiate(x, lowering, (g, image) => g.Node(
                    "MaxPool", [image], ("kernel_shape", new long[] { kernel, kernel }), ("strides", new long[] { stride, stride }),
                    ("dilations", new long[] { dilation, dilation }), ("pads", new long[] { pad, pad, pad, pad }), ("ceil_mode", ceil)));

                var expected = FirstMaximum.Gradient(x, dY, [kernel, kernel], [stride, stride], [dilation, dilation], [pad, pad]);
                Assert.Equal(expected, gradient);
                Assert.Equal(y.Length, dY.Length);
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(3)]
    public void ReluBeforeMaxPool_PassesWhatReachesAPositiveMaximum(int channels)
    {
        foreach (var (palette, seed) in new float[][] { [-1, 0], [-1, 0, 1], [0, 1], Tiny }.Select((p, i) => (p, i)))
        {
            var x = Draw([2, channels, 10, 9], palette, seed);
            var rectified = new Tensor(x.Shape, [.. x.Values.Select(v => Math.Max(v, 0))]);
            foreach (var (lowering, kernel) in from l in Enum.GetValues<Lowering>() from k in new[] { 3, 5 } select (l, k))
            {
                var (_, dY, gradient) = Differentiate(x, lowering, (g, image) => g.Node(
                    "MaxPool", [g.Node("Relu", [image])], ("kernel_shape", new long[] { kernel, kernel }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 })));

                var arriving = FirstMaximum.Gradient(rectified, dY, [kernel, kernel], [2, 2], [1, 1], [1, 1]);
                Assert.Equal(arriving.Zip(x.Values, (d, v) => v > 0 ? d : 0), gradient);
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(3)]
    public void GlobalMaxPool_GivesTiesToTheFirstMaximum(int channels)
    {
        var x = Draw([2, channels, 5, 4], [0, 1], seed: 1);
        foreach (var lowering in Enum.GetValues<Lowering>())
        {
            var (_, dY, gradient) = Differentiate(x, lowering, (g, image) => g.Node("GlobalMaxPool", [image]));

            Assert.Equal(FirstMaximum.Gradient(x, dY, [5, 4], [1, 1], [1, 1], [0, 0]), gradient);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(3)]
    public void Relu_PassesEveryPositiveFloatAndNothingElse(int channels)
    {
        var x = Draw([2, channels, 5, 4], [.. Tiny, -1, 1, 1e30f, -1e30f, float.MaxValue], seed: 2);
        foreach (var lowering in Enum.GetValues<Lowering>())
        {
            var (_, dY, gradient) = Differentiate(x, lowering, (g, image) => g.Node("Relu", [image]));

            Assert.Equal(dY.Values.Zip(x.Values, (d, v) => v > 0 ? d : 0), gradient);
        }
    }

    [Theory]
    [InlineData(0f, 6f, 16)]
    [InlineData(-1f, 1f, 16)]
    [InlineData(-2.5f, -0.5f, 16)]
    [InlineData(-1f, 0f, 16)]
    [InlineData(2f, 2f, 16)]
    [InlineData(0f, float.PositiveInfinity, 16)]
    [InlineData(float.NegativeInfinity, 1f, 16)]
    [InlineData(0f, 6f, 3)]
    public void Clip_PassesAtItsBoundsAndNotBeyond(float low, float high, int channels)
    {
        var around = new[] { low, high }.Where(float.IsFinite).SelectMany(b => new[] { MathF.BitDecrement(b), b, MathF.BitIncrement(b), b - 1, b + 1 });
        var x = Draw([2, channels, 5, 4], [.. Tiny, .. around, -1e9f, 1e9f], seed: 3);
        foreach (var lowering in Enum.GetValues<Lowering>())
        {
            var (y, dY, gradient) = Differentiate(x, lowering, (g, image) => g.Node(
                "Clip", [image, float.IsFinite(low) ? g.Scalar(low) : "", float.IsFinite(high) ? g.Scalar(high) : ""]));

            Assert.Equal(dY.Values.Zip(x.Values, (d, v) => v >= low && v <= high ? d : 0), gradient);
            // Bounds may be moved outwards by one float, or by 2^-60 at 0.
            Assert.All(x.Values.Zip(y.Values), p => Assert.Equal(Math.Min(Math.Max(p.First, low), high), p.Second, Math.Abs(p.Second) * 2e-7 + 1e-18));
        }
    }

    private static Tensor Draw(int[] shape, float[] palette, int seed)
    {
        var random = new Random(seed);
        return new Tensor(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (p, d) => p * d)).Select(_ => palette[random.Next(palette.Length)])]);
    }

    /// <summary>The output, the seed (integers 1 to 9) and the gradient of one operator behind a convolution that changes nothing.</summary>
    private static (Tensor Y, Tensor Seed, float[] Gradient) Differentiate(Tensor x, Lowering lowering, Func<OnnxGraphBuilder, string, string> write)
    {
        var g = new OnnxGraphBuilder("mask");
        var channels = x.Shape[1];
        var one = g.Initializer("one", new Tensor([channels, 1, 1, 1], [.. Enumerable.Repeat(1f, channels)]));
        var image = g.Input("image", [-1, .. x.Shape[1..].ToArray().Select(d => (long)d)]);
        var output = write(g, g.Node("Conv", [image, one], ("group", channels)));
        var model = g.Build();
        model.Graph.Output.Add(new MLExplain.Onnx.Proto.ValueInfoProto { Name = output });
        var graph = GradientGraph.Differentiate(model, new GradientRequest { Target = output, WithRespectTo = ["image"], Lowering = lowering });
        using var forward = new OrtRun(model);
        using var backward = new OrtRun(graph.Model);
        var feeds = new Dictionary<string, Tensor> { ["image"] = x };
        var y = forward.Run(feeds, output)[0];
        var random = new Random(7);
        var seed = new Tensor(y.Shape, [.. y.Values.Select(_ => (float)random.Next(1, 10))]);
        feeds[graph.SeedName] = seed;
        var results = backward.Run(feeds, output, graph.Gradients["image"]);
        return (results[0], seed, results[1].Values);
    }
}
