using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Models;
using MLExplain.Tensors;
using TorchSharp;

namespace MLExplain.Benchmarks.Peers;

/// <summary>One network in both libraries, with the same number of threads.</summary>
internal sealed class Subject : IDisposable
{
    private readonly Dictionary<TorchVariant, TorchNetwork> _torch = [];

    public Subject(string name, int threads)
    {
        torch.set_num_threads(threads);
        (Network, Threads) = (Architectures.All[name](), threads);
        Model = OnnxNetwork.Export(Network).ToBytes();
        Ours = OurClassifier.Open(Model, threads);
        HasBatchNormalization = Network.Layers.Any(l => l.Kind == LayerKind.BatchNormalization);
    }

    public Network Network { get; }

    public int Threads { get; }

    public byte[] Model { get; }

    public bool HasBatchNormalization { get; }

    public OnnxClassifier Ours { get; }

    /// <summary>The variants of libtorch that differ on this network.</summary>
    public IReadOnlyList<TorchVariant> Variants => HasBatchNormalization
        ? [TorchVariant.Plain, TorchVariant.Folded, TorchVariant.ChannelsLast, TorchVariant.Folded | TorchVariant.ChannelsLast]
        : [TorchVariant.Plain, TorchVariant.ChannelsLast];

    /// <summary>The variant helped most.</summary>
    public TorchVariant Tuned => Variants[^1];

    public TorchNetwork Torch(TorchVariant variant)
    {
        if (!_torch.TryGetValue(variant, out var network))
        {
            _torch[variant] = network = new TorchNetwork(Network, variant);
        }

        return network;
    }

    public static Tensor Images(float[] values) =>
        new([values.Length / BenchmarkImages.Length, Network.Channels, Network.Size, Network.Size], values);

    public static Tensor Seeds(float[] values) => new([values.Length / Network.ClassCount, Network.ClassCount], values);

    /// <summary>Holds each row of our batch against plain autograd of that image alone (libtorch rounds differently in another batch).</summary>
    /// <returns>The largest relative L2 distance of a row.</returns>
    public double RequireAgreement(int batch)
    {
        var (images, seeds) = (BenchmarkImages.Batch(Network, batch), BenchmarkImages.Seeds(batch));
        var ours = Ours.Differentiate(Images(images), Seeds(seeds)).Gradients.Values;
        var theirs = images.Chunk(BenchmarkImages.Length)
            .SelectMany(image => Torch(TorchVariant.Plain).Differentiate(image, 1, BenchmarkImages.Seeds(1))).ToArray();
        return Agreement.Require($"Gradient of {Network.Name}, batch {batch}", ours, theirs, batch);
    }

    public void Dispose()
    {
        Ours.Dispose();
        foreach (var network in _torch.Values)
        {
            network.Dispose();
        }
    }
}
