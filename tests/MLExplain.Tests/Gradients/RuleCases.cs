namespace MLExplain.Tests.Gradients;

/// <summary>The gradient checks of every row of the table, one list per rule family.</summary>
internal static partial class RuleCases
{
    /// <summary>Float32 rounding of two sums of a few hundred terms, divided by a large step: the operator is linear in each input.</summary>
    private const double Linear = 2e-5;

    /// <summary>Smooth operators at step 0.05: truncation near 1e-6 and rounding near 1e-7/0.05.</summary>
    private const double Smooth = 2e-4;

    public static IEnumerable<RuleCase> All => [.. Activations, .. Arithmetic, .. LinearAlgebra, .. Convolution, .. Pooling, .. Normalization, .. Resizing, .. ShapeOps];

    private static int[] Image { get; } = [2, 3, 7, 6];
}
