using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

/// <summary>The gradient checks of every row of the table, one list per rule family.</summary>
internal static partial class RuleCases
{
    /// <summary>Float32 rounding of two sums of a few hundred terms, divided by a large step: the operator is linear in each input.</summary>
    private const double Linear = 2e-5;

    /// <summary>Smooth operators at step 0.05: truncation near 1e-6 and rounding near 1e-7/0.05.</summary>
    private const double Smooth = 2e-4;

    public static IEnumerable<RuleCase> All =>
    [
        // Non-spatial
        .. Activations, .. SmoothActivations, .. MicrosoftActivations, .. Softmaxes, .. Arithmetic, .. Functions, .. LinearAlgebra, .. ShapeOps,
        .. Slicing, .. Indexing, .. Reductions, .. KnownZeros, .. RandomForms, .. Blocks,

        // Spatial
        .. Convolution, .. Pooling, .. Normalization, .. Resizing,
    ];

    private static int[] Image { get; } = [2, 3, 7, 6];

    /// <summary>Values at least 0.13 from every multiple of 0.5, where the kinks of these cases lie.</summary>
    private static double AwayFromHalves(Random random) =>
        (Math.Floor(random.NextDouble() * 4) * 0.5) - 0.75 + (0.24 * (random.NextDouble() - 0.5));

    private static string Axes(OnnxGraphBuilder g, params long[] axes) => g.Constant(axes);
}
