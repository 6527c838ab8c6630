namespace MLExplain.Benchmarks.Networks;

/// <summary>The four architectures as torchvision defines them (224 × 224 images, 1000 classes).</summary>
internal static class Architectures
{
    private const int Seed = 2026;

    /// <summary>Gain of the last batch normalisation of a residual branch.</summary>
    private const double ResidualGain = 0.3;

    public static IReadOnlyDictionary<string, Func<Network>> All { get; } = new Dictionary<string, Func<Network>>
    {
        ["squeezenet1.1"] = SqueezeNet11,
        ["resnet18"] = () => ResNet("resnet18", [2, 2, 2, 2], bottleneck: false),
        ["resnet50"] = () => ResNet("resnet50", [3, 4, 6, 3], bottleneck: true),
        ["mobilenetv2"] = MobileNetV2,
    };

    private static Network SqueezeNet11()
    {
        var net = new NetworkBuilder("squeezenet1.1", Seed);
        var x = net.Relu(net.Convolution(0, 64, kernel: 3, stride: 2, bias: true));
        x = net.MaxPool(x, kernel: 3, stride: 2, ceilMode: true);
        x = Fire(net, Fire(net, x, 16, 64), 16, 64);
        x = net.MaxPool(x, kernel: 3, stride: 2, ceilMode: true);
        x = Fire(net, Fire(net, x, 32, 128), 32, 128);
        x = net.MaxPool(x, kernel: 3, stride: 2, ceilMode: true);
        x = Fire(net, Fire(net, x, 48, 192), 48, 192);
        x = Fire(net, Fire(net, x, 64, 256), 64, 256);
        net.GlobalAveragePool(net.Relu(net.Convolution(x, Network.ClassCount, kernel: 1, bias: true)));
        return net.Build();
    }

    private static int Fire(NetworkBuilder net, int x, int squeeze, int expand)
    {
        var squeezed = net.Relu(net.Convolution(x, squeeze, kernel: 1, bias: true));
        var pointwise = net.Relu(net.Convolution(squeezed, expand, kernel: 1, bias: true));
        var spatial = net.Relu(net.Convolution(squeezed, expand, kernel: 3, padding: 1, bias: true));
        return net.Concat(pointwise, spatial);
    }

    private static Network ResNet(string name, int[] blocks, bool bottleneck)
    {
        var net = new NetworkBuilder(name, Seed);
        var x = net.Relu(net.BatchNormalization(net.Convolution(0, 64, kernel: 7, stride: 2, padding: 3)));
        x = net.MaxPool(x, kernel: 3, stride: 2, padding: 1);
        for (var stage = 0; stage < blocks.Length; stage++)
        {
            for (var block = 0; block < blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                x = bottleneck ? Bottleneck(net, x, 64 << stage, stride) : BasicBlock(net, x, 64 << stage, stride);
            }
        }

        net.Linear(net.GlobalAveragePool(x), Network.ClassCount);
        return net.Build();
    }

    private static int BasicBlock(NetworkBuilder net, int x, int width, int stride)
    {
        var y = net.Relu(net.BatchNormalization(net.Convolution(x, width, kernel: 3, stride: stride, padding: 1)));
        y = net.BatchNormalization(net.Convolution(y, width, kernel: 3, padding: 1), ResidualGain);
        return net.Relu(net.Add(y, Shortcut(net, x, width, stride)));
    }

    private static int Bottleneck(NetworkBuilder net, int x, int width, int stride)
    {
        var y = net.Relu(net.BatchNormalization(net.Convolution(x, width, kernel: 1)));
        y = net.Relu(net.BatchNormalization(net.Convolution(y, width, kernel: 3, stride: stride, padding: 1)));
        y = net.BatchNormalization(net.Convolution(y, 4 * width, kernel: 1), ResidualGain);
        return net.Relu(net.Add(y, Shortcut(net, x, 4 * width, stride)));
    }

    private static int Shortcut(NetworkBuilder net, int x, int channels, int stride) =>
        stride == 1 && net.ChannelsOf(x) == channels ? x : net.BatchNormalization(net.Convolution(x, channels, kernel: 1, stride: stride));

    private static Network MobileNetV2()
    {
        var net = new NetworkBuilder("mobilenetv2", Seed);
        var x = net.Relu6(net.BatchNormalization(net.Convolution(0, 32, kernel: 3, stride: 2, padding: 1)));
        (int Expansion, int Channels, int Repeats, int Stride)[] stages =
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];
        foreach (var (expansion, channels, repeats, stride) in stages)
        {
            for (var i = 0; i < repeats; i++)
            {
                x = InvertedResidual(net, x, expansion, channels, i == 0 ? stride : 1);
            }
        }

        x = net.Relu6(net.BatchNormalization(net.Convolution(x, 1280, kernel: 1)));
        net.Linear(net.GlobalAveragePool(x), Network.ClassCount);
        return net.Build();
    }

    private static int InvertedResidual(NetworkBuilder net, int x, int expansion, int channels, int stride)
    {
        var hidden = net.ChannelsOf(x) * expansion;
        var residual = stride == 1 && net.ChannelsOf(x) == channels;
        var y = expansion == 1 ? x : net.Relu6(net.BatchNormalization(net.Convolution(x, hidden, kernel: 1)));
        y = net.Relu6(net.BatchNormalization(net.Convolution(y, hidden, kernel: 3, stride: stride, padding: 1, groups: hidden)));
        y = net.BatchNormalization(net.Convolution(y, channels, kernel: 1), residual ? ResidualGain : 1);
        return residual ? net.Add(y, x) : y;
    }
}
