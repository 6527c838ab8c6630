using MLExplain.Gradients.Rules;

namespace MLExplain.Gradients;

/// <summary>THE table: every operator that can stand between an image and a score, with the revisions its rule was checked against.</summary>
/// <remarks>
/// Models are brought to opset 18 or newer before they are differentiated, so older revisions need no row.
/// A new operator is one row here and one small method under Rules/; a row without a gradient check fails the build.
/// </remarks>
internal static class GradientRules
{
    public static RuleTable Standard { get; } = new()
    {
        // Activations
        ["Relu", 14] = Activations.Relu,

        // Arithmetic
        ["Add", 14] = Arithmetic.Add,
        ["Mul", 14] = Arithmetic.Mul,

        // Linear
        ["Gemm", 13] = Linear.Gemm,

        // Convolution
        ["Conv", 11, 22] = Convolution.Conv,
        ["ConvTranspose", 11, 22] = Convolution.ConvTranspose,

        // Pooling
        ["MaxPool", 12, 22] = Pooling.MaxPool,
        ["GlobalAveragePool", 1, 22] = Pooling.GlobalAveragePool,
        ["GlobalMaxPool", 1, 22] = Pooling.GlobalMaxPool,
        ["AveragePool", 11, 19, 22] = Pooling.AveragePool,
        ["LpPool", 18, 22] = Pooling.LpPool,

        // Normalisation
        ["BatchNormalization", 15] = Normalization.BatchNormalization,
        ["InstanceNormalization", 6, 22] = Normalization.InstanceNormalization,
        ["GroupNormalization", 21] = Normalization.GroupNormalization,
        ["LayerNormalization", 17] = Normalization.LayerNormalization,
        ["LRN", 13] = Normalization.LocalResponseNormalization,

        // Resizing
        ["Resize", 18, 19] = Resizing.Resize,
        ["Pad", 18, 19, 21, 23, 24, 25] = Padding.Pad,
        ["DepthToSpace", 13] = SpaceDepth.DepthToSpace,
        ["SpaceToDepth", 13] = SpaceDepth.SpaceToDepth,

        // Shapes
        ["Identity", 16, 19, 21, 23, 24, 25] = ShapeOps.Identity,
        ["Reshape", 14, 19, 21, 23, 24, 25] = ShapeOps.Reshaped,
        ["Flatten", 13, 21, 23, 24, 25] = ShapeOps.Reshaped,

        // Known zeros: what shape arithmetic and comparisons give does not vary with the image.
        ["Shape", 15, 19, 21, 23, 24, 25] = Zero,
    };

    /// <summary>Rows that Guided Backprop replaces.</summary>
    public static RuleTable Guided { get; } = new()
    {
        ["Relu", 14] = Activations.GuidedRelu,
    };

    /// <summary>Rows that DeconvNet replaces.</summary>
    public static RuleTable Deconvnet { get; } = new()
    {
        ["Relu", 14] = Activations.DeconvnetRelu,
    };

    /// <summary>The gradient is zero: nothing is contributed.</summary>
    private static void Zero(RuleContext r)
    {
    }
}
