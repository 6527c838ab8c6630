using MLExplain.Gradients;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Whether the fast CPU formulations of gradients give the portable ones' values on this processor and runtime.</summary>
/// <remarks>
/// They rely on how the CPU provider's kernels add and clip. One small network with every form of layer they treat (strided, depthwise and
/// pointwise convolutions, overlapping pooling over ties, clipping, concatenation) is differentiated both ways, once per process.
/// </remarks>
internal static class LoweringCheck
{
    /// <summary>Two float32 evaluations of a network of this depth differ by rounding, some 1e-6.</summary>
    private const double Tolerance = 1e-4;

    private const int Classes = 5;
    private const int Side = 21;

    private static readonly Lazy<string?> OnThisMachine = new(Compare);

    /// <summary>Null when they agree, else how they differ.</summary>
    public static string? Failure => OnThisMachine.Value;

    private static string? Compare()
    {
        var model = Network();
        var shapes = ShapeProbe.Run(model);
        var settings = new RunSettings(new ExecutionDevice(true, "cpu"), Threads: 1, Workers: 1, new SemaphoreSlim(1));
        var portable = Gradient(model, shapes, Lowering.Portable, settings);
        var blocked = Gradient(model, shapes, Lowering.CpuBlocked, settings);
        var error = Math.Sqrt(portable.Values.Zip(blocked.Values, (p, b) => ((double)p - b) * ((double)p - b)).Sum() / portable.Values.Sum(p => (double)p * p));
        return error <= Tolerance ? null : FormattableString.Invariant($"on this processor they differ by {error:0.0e+0} (relative L2) from the portable ones");
    }

    private static Tensor Gradient(OnnxModel model, ShapeTable shapes, Lowering lowering, RunSettings settings)
    {
        var request = new GradientRequest { Target = "logits", WithRespectTo = ["image"], Lowering = lowering };
        var differentiated = ReverseMode.Differentiate(model, request, shapes);
        using var session = new GraphSession(differentiated.Model, [(differentiated.Gradients["image"], [3, Side, Side])], settings);
        var image = new Tensor(1, 3, Side, Side);
        for (var i = 0; i < image.Length; i++)
        {
            // Flat areas and repeated values: ties in every pooling window.
            image.Values[i] = (i / 5 % 3) * 0.5f;
        }

        return session.Run([image, Noise(9, 1, Classes)], CancellationToken.None)[0];
    }

    private static OnnxModel Network()
    {
        var g = new OnnxGraphBuilder("lowering check");
        var x = g.Input("image", -1, 3, Side, Side);
        var stem = g.Node("Relu", [Convolution(g, x, 3, 16, kernel: 3, stride: 2)]);
        var pooled = g.Node("MaxPool", [stem], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }));
        var narrow = g.Node("Relu", [Convolution(g, pooled, 16, 8, kernel: 1, stride: 1)]);
        var wide = g.Node("Relu", [Convolution(g, pooled, 16, 8, kernel: 3, stride: 1)]);
        var joined = g.Node("Concat", [narrow, wide], ("axis", 1));
        var residual = g.Node("Relu", [g.Node("Add", [joined, Convolution(g, joined, 16, 16, kernel: 3, stride: 1)])]);
        var depthwise = Convolution(g, residual, 16, 16, kernel: 3, stride: 2, group: 16);
        var clipped = g.Node("Clip", [depthwise, g.Scalar(0), g.Scalar(6)]);
        var halved = g.Node("Relu", [Convolution(g, clipped, 16, 16, kernel: 1, stride: 2)]);
        var last = g.Node("MaxPool", [halved], ("kernel_shape", new long[] { 2, 2 }));
        var features = g.Node("Flatten", [g.Node("GlobalAveragePool", [last])], ("axis", 1));
        g.Output(g.Node("Gemm", [features, g.Initializer("classifier", Noise(7, Classes, 16))], ("transB", 1)), "logits", -1, Classes);
        return g.Build();
    }

    private static string Convolution(OnnxGraphBuilder g, string x, int from, int to, int kernel, int stride, int group = 1)
    {
        var weight = Noise((ulong)(from + (31 * to) + (17 * kernel) + stride), to, from / group, kernel, kernel);
        var name = g.Initializer(g.FreshName("weight"), weight);
        var pad = (long)kernel / 2;
        return g.Node("Conv", [x, name], ("pads", new long[] { pad, pad, pad, pad }), ("strides", new long[] { stride, stride }), ("group", group));
    }

    private static Tensor Noise(ulong seed, params ReadOnlySpan<int> shape)
    {
        var random = new SplitMix64(seed);
        var tensor = new Tensor(shape);
        for (var i = 0; i < tensor.Length; i++)
        {
            tensor.Values[i] = (float)((2 * random.NextUniform()) - 1);
        }

        return tensor;
    }
}
