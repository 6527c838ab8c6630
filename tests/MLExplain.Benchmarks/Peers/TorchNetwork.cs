using MLExplain.Benchmarks.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MLExplain.Benchmarks.Peers;

/// <summary>A network run by libtorch, eagerly, layer by layer, as torchvision's modules do in evaluation mode.</summary>
/// <remarks>
/// Weights do not require gradients, so autograd computes the input's gradient only. ReLU and residual sums work in place where
/// torchvision's do, and an intermediate is released after its last reader, as Python's reference counting does.
/// </remarks>
internal sealed class TorchNetwork : IDisposable
{
    private readonly Network _network;
    private readonly TorchVariant _variant;
    private readonly ScalarType _precision;
    private readonly int[] _lastReaders;
    private readonly Tensor?[][] _parameters;

    public TorchNetwork(Network network, TorchVariant variant = TorchVariant.Plain, ScalarType precision = ScalarType.Float32)
    {
        _network = variant.HasFlag(TorchVariant.Folded) ? BatchNormFolding.Fold(network) : network;
        (_variant, _precision) = (variant, precision);
        _lastReaders = _network.LastReaders();
        _parameters = [.. _network.Layers.Select(l => l.Parameters.Select(p => Place(p.Values, p.Shape)).ToArray())];
    }

    /// <summary>An array as a tensor in this network's memory format and precision.</summary>
    public Tensor Place(float[] values, params int[] shape)
    {
        using var scope = NewDisposeScope();
        var tensor = torch.tensor(values, [.. shape.Select(d => (long)d)]).to_type(_precision);
        if (_variant.HasFlag(TorchVariant.ChannelsLast) && shape.Length == 4)
        {
            tensor = tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        }

        return tensor.DetachFromDisposeScope();
    }

    /// <summary>Logits without gradient tracking.</summary>
    public void Score(Tensor images)
    {
        using var untracked = no_grad();
        Forward(images).Dispose();
    }

    /// <summary>Gradient of Σ seed · logits with respect to the images.</summary>
    public Tensor Differentiate(Tensor images, Tensor seeds)
    {
        using var leaf = images.detach().requires_grad_();
        using var logits = Forward(leaf);
        return autograd.grad([logits], [leaf], [seeds])[0];
    }

    /// <summary>Gradients as an array, row-major NCHW.</summary>
    public double[] Differentiate(float[] images, int batch, float[] seeds)
    {
        using var scope = NewDisposeScope();
        var x = Place(images, batch, Network.Channels, Network.Size, Network.Size);
        var gradient = Differentiate(x, Place(seeds, batch, Network.ClassCount));
        return gradient.contiguous().to_type(ScalarType.Float64).data<double>().ToArray();
    }

    public Tensor Forward(Tensor images)
    {
        var values = new Tensor?[_network.Layers.Count + 1];
        values[0] = images;
        for (var i = 0; i < _network.Layers.Count; i++)
        {
            var layer = _network.Layers[i];
            var result = Apply(layer, values, _parameters[i], overwrite: layer.Inputs[0] != 0 && _lastReaders[layer.Inputs[0]] == i);
            foreach (var input in layer.Inputs.Distinct().Where(v => v != 0 && _lastReaders[v] == i))
            {
                if (!ReferenceEquals(values[input], result))
                {
                    values[input]!.Dispose();
                }

                values[input] = null;
            }

            values[i + 1] = result;
        }

        return values[^1]!;
    }

    public void Dispose()
    {
        foreach (var parameter in _parameters.SelectMany(p => p))
        {
            parameter?.Dispose();
        }
    }

    private static Tensor Apply(Layer layer, Tensor?[] values, Tensor?[] parameters, bool overwrite)
    {
        var x = values[layer.Inputs[0]]!;
        switch (layer.Kind)
        {
            case LayerKind.Convolution:
                return nn.functional.conv2d(
                    x, parameters[0]!, parameters.Length > 1 ? parameters[1] : null,
                    [layer.Stride, layer.Stride], [layer.Padding, layer.Padding], [1, 1], layer.Groups);
            case LayerKind.BatchNormalization:
                return nn.functional.batch_norm(
                    x, parameters[2]!, parameters[3]!, parameters[0]!, parameters[1]!, training: false, eps: Network.BatchNormEpsilon);
            case LayerKind.Relu:
                return nn.functional.relu(x, inplace: overwrite);
            case LayerKind.Relu6:
                return nn.functional.relu6(x, inplace: overwrite);
            case LayerKind.MaxPool:
                return nn.functional.max_pool2d(x, layer.Kernel, layer.Stride, layer.Padding, ceil_mode: layer.CeilMode);
            case LayerKind.GlobalAveragePool:
                using (var pooled = nn.functional.adaptive_avg_pool2d(x, 1))
                {
                    return pooled.flatten(1);
                }

            case LayerKind.Linear:
                return nn.functional.linear(x, parameters[0]!, parameters[1]);
            case LayerKind.Add:
                return overwrite ? x.add_(values[layer.Inputs[1]]!) : x.add(values[layer.Inputs[1]]!);
            case LayerKind.Concat:
                return cat([x, values[layer.Inputs[1]]!], 1);
            default:
                throw new NotSupportedException($"The libtorch side has no layer {layer.Kind}.");
        }
    }
}
