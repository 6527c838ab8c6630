using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>A small convolutional network drawn from a seed: convolutions of all kinds, normalisation, rectifiers, pooling, residuals, concatenation.</summary>
/// <param name="g">Where it is written.</param>
/// <param name="seed">Decides architecture and weights.</param>
/// <param name="isSmooth">Whether smooth activations and means take the places of rectifiers and maxima.</param>
internal sealed class RandomNetwork(OnnxGraphBuilder g, int seed, bool isSmooth)
{
    private readonly Random _random = new(seed);
    private int _weights;

    public string Write(string image)
    {
        var x = Rectified(Convolution(image, 3, 16, kernel: 3, stride: _random.Next(1, 3)));
        var channels = 16;
        for (var i = 0; i < 4; i++)
        {
            (x, channels) = Block(x, channels, _random.Next(7));
        }

        var features = g.Node("Flatten", [g.Node("GlobalAveragePool", [x])]);
        return g.Node("Gemm", [features, Weight(5, channels), Weight(5)], ("transB", 1));
    }

    private (string X, int Channels) Block(string x, int channels, int kind) => kind switch
    {
        0 => (Rectified(Normalized(Convolution(x, channels, 32, kernel: 3, stride: 1), 32)), 32),
        1 => (g.Node(isSmooth ? "AveragePool" : "MaxPool", [x], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 })), channels),
        2 => (g.Node("AveragePool", [x], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 1, 1 }), ("pads", new long[] { 1, 1, 1, 1 })), channels),
        3 => (Residual(x, channels), channels),
        4 => (Fire(x, channels), 32),
        5 => (InvertedResidual(x, channels), 16),
        _ => (Rectified(Normalized(x, channels)), channels),
    };

    private string Residual(string x, int channels)
    {
        var stride = _random.Next(1, 3);
        var branch = Normalized(Convolution(Rectified(Convolution(x, channels, 16, 3, stride)), 16, channels, 3, 1), channels);
        return Rectified(g.Node("Add", [branch, stride == 1 ? x : Normalized(Convolution(x, channels, channels, 1, stride), channels)]));
    }

    private string Fire(string x, int channels)
    {
        var squeezed = Rectified(Convolution(x, channels, 16, 1, 1));
        return g.Node("Concat", [Rectified(Convolution(squeezed, 16, 16, 1, 1)), Rectified(Convolution(squeezed, 16, 16, 3, 1))], ("axis", 1));
    }

    private string InvertedResidual(string x, int channels)
    {
        var expanded = Clipped(Normalized(Convolution(x, channels, 48, 1, 1), 48));
        var spatial = g.Node(
            "Conv", [expanded, Weight(48, 1, 3, 3)], ("group", 48), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }));
        return Convolution(Clipped(Normalized(spatial, 48)), 48, 16, 1, 1);
    }

    private string Convolution(string x, int from, int to, int kernel, int stride) => g.Node(
        "Conv", [x, Weight(to, from, kernel, kernel), Weight(to)],
        ("strides", new long[] { stride, stride }), ("pads", Enumerable.Repeat((long)kernel / 2, 4).ToArray()));

    private string Normalized(string x, int channels) =>
        g.Node("BatchNormalization", [x, Weight(channels), Weight(channels), Weight(channels), Positive(channels)]);

    private string Rectified(string x) => isSmooth ? Smooth(x) : g.Node("Relu", [x]);

    private string Clipped(string x) => isSmooth ? Smooth(x) : g.Node("Clip", [x, g.Scalar(0), g.Scalar(6)]);

    private string Smooth(string x) => _random.Next(3) switch
    {
        0 => g.Node("Tanh", [x]),
        1 => g.Node("Softplus", [x]),
        _ => g.Node("Mul", [x, g.Node("Sigmoid", [x])]),
    };

    /// <summary>Normally distributed, as He et al. 2015 (arXiv:1502.01852, eq. 10), so that signals keep their size; vectors around 0.5.</summary>
    private string Weight(params int[] shape)
    {
        var fanIn = shape.Skip(1).Aggregate(1, (p, d) => p * d);
        return Add(shape, () => shape.Length == 1 ? 0.2 + (0.6 * _random.NextDouble()) : Math.Sqrt(6.0 / fanIn) * RuleCase.Uniform(_random));
    }

    private string Positive(int channels) => Add([channels], () => 0.5 + _random.NextDouble());

    private string Add(int[] shape, Func<double> draw) => g.Initializer(
        $"weight{_weights++}", new Tensor(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (p, d) => p * d)).Select(_ => (float)draw())]));
}
