using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Draws new values of weights.</summary>
internal static class WeightDraws
{
    /// <summary>Seed of one weight: no two weights, and no two draws of one, share their values. First 8 bytes of SHA-256(seed, draw, UTF-8 name), little-endian.</summary>
    public static ulong SeedOf(int seed, int draw, string name)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), draw);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(8));
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
    }

    /// <summary>New values of a trained weight; for a normalisation's statistics those of a network that has seen no data.</summary>
    public static Tensor Draw(WeightTensor weight, Tensor current, WeightRedraw redraw, ulong seed)
    {
        var random = new SplitMix64(seed);
        return (redraw, weight.Role) switch
        {
            (_, WeightRole.Mean) => Filled(current, 0),
            (_, WeightRole.Variance) => Filled(current, 1),
            (WeightRedraw.Permuted, _) => Permuted(current, random),
            (WeightRedraw.Uniform, _) => Uniform(current, current.Values.Min(), current.Values.Max(), random),
            (_, WeightRole.Kernel) when Math.Sqrt(6.0 / (weight.FanIn + weight.FanOut)) is var bound => Uniform(current, -bound, bound, random),
            (_, WeightRole.Scale) => Filled(current, 1),
            (_, WeightRole.Slope) => Filled(current, 0.25f),
            _ => Filled(current, 0),
        };
    }

    private static Tensor Filled(Tensor like, float value)
    {
        var drawn = new Tensor(like.Shape);
        drawn.Values.AsSpan().Fill(value);
        return drawn;
    }

    private static Tensor Uniform(Tensor like, double lowest, double highest, SplitMix64 random)
    {
        var drawn = new Tensor(like.Shape);
        var (middle, half) = ((lowest + highest) / 2, (highest - lowest) / 2);
        foreach (ref var value in drawn.Values.AsSpan())
        {
            // 24 bits, as many as a float32 holds.
            var u = (random.NextBits() >> 40) / (double)(1 << 24);
            value = (float)(middle + (((2 * u) - 1) * half));
        }

        return drawn;
    }

    /// <summary>R. Fisher, F. Yates 1938, in R. Durstenfeld's form of 1964.</summary>
    private static Tensor Permuted(Tensor current, SplitMix64 random)
    {
        var drawn = new Tensor(current.Shape, [.. current.Values]);
        for (var i = drawn.Length - 1; i > 0; i--)
        {
            var j = (int)(random.NextUniform() * (i + 1));
            (drawn.Values[i], drawn.Values[j]) = (drawn.Values[j], drawn.Values[i]);
        }

        return drawn;
    }
}
