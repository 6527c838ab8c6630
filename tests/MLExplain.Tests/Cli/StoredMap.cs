using MLExplain.Tensors;

namespace MLExplain.Tests.Cli;

/// <summary>A map of the goldens: value = scale · stored number, and a number stored as float16 stands for all that round to it.</summary>
internal sealed class StoredMap(Tensor stored, double scale, bool isHalf)
{
    private readonly float[] _values = [.. stored.Values.Select(v => (float)(v * scale))];

    /// <summary>Half a unit in the last place of each stored number.</summary>
    private readonly double[] _rounding = [.. stored.Values.Select(v => isHalf ? scale * HalfUnit((Half)Math.Abs(v)) : 0)];

    public double Norm => Math.Sqrt(_values.Sum(v => (double)v * v));

    public float[] Less(Tensor actual) => [.. _values.Zip(actual.Values, (a, b) => a - b)];

    /// <summary>Relative L2 of what storage does not account for: the distance to the nearest map that would have been stored so.</summary>
    public double Excess(float[] difference) =>
        Math.Sqrt(difference.Zip(_rounding, (d, r) => Math.Pow(Math.Max(0, Math.Abs((double)d) - r), 2)).Sum()) / Norm;

    public double Relative(float[] difference) => Math.Sqrt(difference.Sum(d => (double)d * d)) / Norm;

    private static double HalfUnit(Half value) => ((double)Half.BitIncrement(value) - (double)value) / 2;
}
