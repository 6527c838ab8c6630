using System.Numerics;

namespace MLExplain.Saliency;

/// <summary>A list of samples, each saying which features (superpixels, or pairs of them) are present: one bit per feature.</summary>
internal sealed class Coalitions(int count, int features)
{
    /// <summary>The most samples that a method may draw: with 2048 superpixels each they still fit into memory.</summary>
    public const int Most = 100_000;

    private readonly int _words = (features + 63) / 64;
    private readonly ulong[] _bits = new ulong[count * ((features + 63) / 64)];

    public int Count => count;

    public int Features => features;

    public bool this[int sample, int feature]
    {
        get => (_bits[(sample * _words) + (feature >> 6)] >> (feature & 63) & 1) != 0;
        set
        {
            var mask = 1UL << (feature & 63);
            ref var word = ref _bits[(sample * _words) + (feature >> 6)];
            word = value ? word | mask : word & ~mask;
        }
    }

    /// <summary>Number of features present.</summary>
    public int Size(int sample)
    {
        var size = 0;
        for (var word = sample * _words; word < (sample + 1) * _words; word++)
        {
            size += BitOperations.PopCount(_bits[word]);
        }

        return size;
    }

    /// <summary>The features present, ascending, written into a buffer of at least <see cref="Features"/> numbers.</summary>
    public ReadOnlySpan<int> Present(int sample, int[] buffer)
    {
        var found = 0;
        for (var word = 0; word < _words; word++)
        {
            for (var bits = _bits[(sample * _words) + word]; bits != 0; bits &= bits - 1)
            {
                buffer[found++] = (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return buffer.AsSpan(0, found);
    }

    /// <summary>The same samples under some of the features only, in the order given.</summary>
    public Coalitions Select(IReadOnlyList<int> kept)
    {
        var selected = new Coalitions(count, kept.Count);
        for (var sample = 0; sample < count; sample++)
        {
            for (var feature = 0; feature < kept.Count; feature++)
            {
                selected[sample, feature] = this[sample, kept[feature]];
            }
        }

        return selected;
    }
}
