using MLExplain.Benchmarks.Networks;

namespace MLExplain.Benchmarks.Peers;

/// <summary>Noise images, normally distributed as a normalised photo is.</summary>
/// <remarks>
/// The gradient of a ReLU network jumps where a pre-activation crosses zero. In a deep network some unit of most images lies within one
/// rounding of zero, so two float32 libraries (libtorch with itself, too, once batch normalisation is folded) then differ by 1e-4 to 1e-2.
/// Agreement is therefore asserted on images whose float32 gradient is well defined: all variants of libtorch agree with float64 there.
/// The agreement suite finds such seeds, and shows how the others behave.
/// </remarks>
internal static class BenchmarkImages
{
    public const int Length = Network.Channels * Network.Size * Network.Size;

    private static readonly Dictionary<string, int[]> WellDefinedSeeds = new()
    {
        ["squeezenet1.1"] = [101, 102, 107, 108],
        ["resnet18"] = [102, 105, 107, 111],
        ["resnet50"] = [108],
        ["mobilenetv2"] = [104, 105, 106, 107],
    };

    public static float[] Draw(int seed) => new GaussianSource(seed).Array(Length, g => g.Next());

    /// <summary>Images with a well-defined gradient, repeated to fill the batch.</summary>
    public static float[] Batch(Network network, int count)
    {
        var seeds = WellDefinedSeeds[network.Name];
        var images = seeds.Take(count).Select(Draw).ToArray();
        return [.. Enumerable.Range(0, count).SelectMany(i => images[i % images.Length])];
    }

    /// <summary>One-hot rows.</summary>
    public static float[] Seeds(int count)
    {
        var seeds = new float[count * Network.ClassCount];
        for (var i = 0; i < count; i++)
        {
            seeds[(i * Network.ClassCount) + Target] = 1;
        }

        return seeds;
    }

    /// <summary>One class for all: the images were chosen for it.</summary>
    public const int Target = 17;
}
