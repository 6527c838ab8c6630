namespace MLExplain.Benchmarks.Networks;

/// <summary>Writes a network layer by layer and draws its weights.</summary>
/// <remarks>
/// Convolutions and linear layers follow He et al. 2015 (arXiv 1502.01852, eq. 10: variance 2 / fan-in), so signals keep their size through
/// ReLU; batch normalisation gets statistics of the size such layers produce. Speed does not depend on the values as long as none is
/// denormal, infinite or NaN; agreement of two float32 gradients does (see the agreement suite).
/// </remarks>
internal sealed class NetworkBuilder(string name, int seed)
{
    private readonly List<Layer> _layers = [];
    private readonly List<int> _channels = [Network.Channels];
    private readonly GaussianSource _random = new(seed);

    public int Convolution(int x, int channels, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = false)
    {
        var perGroup = _channels[x] / groups;
        var parameters = new List<Parameter> { He([channels, perGroup, kernel, kernel], perGroup * kernel * kernel) };
        if (bias)
        {
            parameters.Add(new Parameter([channels], _random.Array(channels, r => 0.1 * r.Next())));
        }

        return Append(channels, new Layer(LayerKind.Convolution, [x])
        {
            Parameters = [.. parameters], Kernel = kernel, Stride = stride, Padding = padding, Groups = groups,
        });
    }

    /// <param name="x">The value to normalise.</param>
    /// <param name="gain">Typical scale; trained residual branches end in a small one, which keeps a deep sum from growing.</param>
    public int BatchNormalization(int x, double gain = 1)
    {
        var channels = _channels[x];
        return Append(channels, new Layer(LayerKind.BatchNormalization, [x])
        {
            Parameters =
            [
                new Parameter([channels], _random.Array(channels, r => gain * r.Uniform(0.7, 1.3))),
                new Parameter([channels], _random.Array(channels, r => 0.3 * r.Next())),
                new Parameter([channels], _random.Array(channels, r => 0.3 * r.Next())),
                new Parameter([channels], _random.Array(channels, r => r.Uniform(0.7, 1.4))),
            ],
        });
    }

    public int Relu(int x) => Append(_channels[x], new Layer(LayerKind.Relu, [x]));

    public int Relu6(int x) => Append(_channels[x], new Layer(LayerKind.Relu6, [x]));

    public int MaxPool(int x, int kernel, int stride, int padding = 0, bool ceilMode = false) =>
        Append(_channels[x], new Layer(LayerKind.MaxPool, [x]) { Kernel = kernel, Stride = stride, Padding = padding, CeilMode = ceilMode });

    public int GlobalAveragePool(int x) => Append(_channels[x], new Layer(LayerKind.GlobalAveragePool, [x]));

    public int Linear(int x, int classes) => Append(classes, new Layer(LayerKind.Linear, [x])
    {
        Parameters = [He([classes, _channels[x]], _channels[x]), new Parameter([classes], _random.Array(classes, r => 0.1 * r.Next()))],
    });

    public int Add(int x, int y) => Append(_channels[x], new Layer(LayerKind.Add, [x, y]));

    public int Concat(int x, int y) => Append(_channels[x] + _channels[y], new Layer(LayerKind.Concat, [x, y]));

    public int ChannelsOf(int x) => _channels[x];

    public Network Build() => new(name, _layers);

    private Parameter He(int[] shape, int fanIn)
    {
        var scale = Math.Sqrt(2.0 / fanIn);
        return new Parameter(shape, _random.Array(shape.Aggregate(1, (a, b) => a * b), r => scale * r.Next()));
    }

    private int Append(int channels, Layer layer)
    {
        _layers.Add(layer);
        _channels.Add(channels);
        return _layers.Count;
    }
}
