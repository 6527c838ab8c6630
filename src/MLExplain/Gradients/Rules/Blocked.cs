using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>Steps written so that ONNX Runtime keeps them in its blocked CPU layout (NCHWc), which comparisons, Cast and Where leave.</summary>
/// <remarks>The runtime takes a convolution per channel with a constant weight, and fuses the activation behind it: one pass over the data.</remarks>
internal static class Blocked
{
    /// <summary>Channels per block: 16 with AVX-512 and on ARM, 8 with AVX2, which 16 fits too.</summary>
    private const int Channels = 16;

    /// <summary>2²⁴, the factor before the slope 2¹²⁷: together they lift the smallest denormal, 2⁻¹⁴⁹, above 1, and values up to 2¹⁰³ stay finite.</summary>
    public const float Lift = 16777216f;

    public const float Slope = 1.7014118346046923e38f;

    /// <summary>Whether a tensor is an image in whole blocks of channels, and this formulation is asked for.</summary>
    public static bool Holds(RuleContext r, TensorInfo info) =>
        r.Lowering == Lowering.CpuBlocked && info.Rank == 4 && info.Shape.Skip(1).All(d => !d.PerRow) && info.Shape[1].Size % Channels == 0;

    /// <summary>x·factor; enters the blocked layout when x comes from outside.</summary>
    public static string Scale(RuleContext r, string x, TensorInfo info, float factor) =>
        r.Op("Conv", [x, PerChannel(r, info, factor)], ("group", info.Shape[1].Size));

    /// <summary>x·factor + offset.</summary>
    public static string Affine(RuleContext r, string x, TensorInfo info, float factor, float offset)
    {
        var channels = (int)info.Shape[1].Size;
        var bias = r.G.Constant([channels], Enumerable.Repeat(offset, channels).ToArray());
        return offset == 0 ? Scale(r, x, info, factor) : r.Op("Conv", [x, PerChannel(r, info, factor), bias], ("group", channels));
    }

    /// <summary>x, brought into the blocked layout so that sums with it and what follows stay there.</summary>
    public static string Enter(RuleContext r, string x, TensorInfo info) => Holds(r, info) ? Scale(r, x, info, 1) : x;

    /// <summary>1 where x &gt; 0, else 0, exactly for every float: min(max(2¹²⁷·(2²⁴·x), 0), 1).</summary>
    public static string Positive(RuleContext r, string x, TensorInfo info) =>
        Holds(r, info) ? r.Op("HardSigmoid", [Scale(r, x, info, Lift)], ("alpha", Slope), ("beta", 0f)) : r.Positive(x);

    /// <summary>A convolution of each channel with one small kernel, given row-major.</summary>
    public static string Depthwise(RuleContext r, string x, TensorInfo info, Window window, float[] kernel)
    {
        var channels = (int)info.Shape[1].Size;
        var weight = r.G.Constant([channels, 1, .. window.Kernel], Enumerable.Repeat(kernel, channels).SelectMany(k => k).ToArray());
        return r.Op("Conv", [x, weight], [.. window.Attributes, ("group", channels)]);
    }

    private static string PerChannel(RuleContext r, TensorInfo info, float value)
    {
        var channels = (int)info.Shape[1].Size;
        return r.G.Constant([channels, 1, 1, 1], Enumerable.Repeat(value, channels).ToArray());
    }
}
