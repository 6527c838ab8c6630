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
        ["LeakyRelu", 16] = Activations.LeakyRelu,
        ["PRelu", 16] = Activations.PRelu,
        ["ThresholdedRelu", 10, 22] = Activations.ThresholdedRelu,
        ["Clip", 13] = Activations.Clip,
        ["Sigmoid", 13] = SmoothActivations.Sigmoid,
        ["Tanh", 13] = SmoothActivations.Tanh,
        ["HardSigmoid", 6, 22] = SmoothActivations.HardSigmoid,
        ["HardSwish", 14, 22] = SmoothActivations.HardSwish,
        ["Elu", 6, 22] = SmoothActivations.Elu,
        ["Selu", 6, 22] = SmoothActivations.Selu,
        ["Celu", 12] = SmoothActivations.Celu,
        ["Softplus", 1, 22] = SmoothActivations.Softplus,
        ["Softsign", 1, 22] = SmoothActivations.Softsign,
        ["Mish", 18, 22] = SmoothActivations.Mish,
        ["Swish", 24] = SmoothActivations.Swish,
        ["Gelu", 20] = SmoothActivations.Gelu,
        ["Erf", 13] = SmoothActivations.Erf,
        ["com.microsoft:Gelu", 1] = SmoothActivations.Gelu,
        ["com.microsoft:BiasGelu", 1] = SmoothActivations.BiasGelu,
        ["com.microsoft:FastGelu", 1] = SmoothActivations.FastGelu,
        ["com.microsoft:QuickGelu", 1] = SmoothActivations.QuickGelu,
        ["Softmax", 13] = Softmaxes.Softmax,
        ["LogSoftmax", 13] = Softmaxes.LogSoftmax,

        // Arithmetic
        ["Add", 14] = Arithmetic.Add,
        ["Sub", 14] = Arithmetic.Sub,
        ["Mul", 14] = Arithmetic.Mul,
        ["Div", 14] = Arithmetic.Div,
        ["Sum", 13] = Arithmetic.Sum,
        ["Mean", 13] = Arithmetic.Mean,
        ["Max", 13] = Arithmetic.Extreme,
        ["Min", 13] = Arithmetic.Extreme,
        ["Pow", 15] = Arithmetic.Pow,
        ["Where", 16] = Arithmetic.Where,
        ["Cast", 13, 19, 21, 23, 24, 25] = Arithmetic.Cast,

        // Functions of one variable
        ["Neg", 13] = Functions.Neg,
        ["Abs", 13] = Functions.Abs,
        ["Sqrt", 13] = Functions.Sqrt,
        ["Exp", 13] = Functions.Exp,
        ["Log", 13] = Functions.Log,
        ["Reciprocal", 13] = Functions.Reciprocal,
        ["Sin", 7, 22] = Functions.Sin,
        ["Cos", 7, 22] = Functions.Cos,
        ["Tan", 7, 22] = Functions.Tan,
        ["Sinh", 9, 22] = Functions.Sinh,
        ["Cosh", 9, 22] = Functions.Cosh,
        ["Asin", 7, 22] = Functions.Asin,
        ["Acos", 7, 22] = Functions.Acos,
        ["Atan", 7, 22] = Functions.Atan,
        ["Asinh", 9, 22] = Functions.Asinh,
        ["Acosh", 9, 22] = Functions.Acosh,
        ["Atanh", 9, 22] = Functions.Atanh,

        // Linear
        ["Gemm", 13] = Linear.Gemm,
        ["MatMul", 13] = Linear.MatMul,
        ["Einsum", 12] = Einsum.Gradient,

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
        ["Dropout", 13, 22] = ShapeOps.Dropout,
        ["Reshape", 14, 19, 21, 23, 24, 25] = ShapeOps.Reshaped,
        ["Flatten", 13, 21, 23, 24, 25] = ShapeOps.Reshaped,
        ["Squeeze", 13, 21, 23, 24, 25] = ShapeOps.Reshaped,
        ["Unsqueeze", 13, 21, 23, 24, 25] = ShapeOps.Reshaped,
        ["Transpose", 13, 21, 23, 24, 25] = ShapeOps.Transpose,
        ["Expand", 13] = ShapeOps.Expand,
        ["Tile", 13] = ShapeOps.Tile,
        ["Trilu", 14] = ShapeOps.Trilu,
        ["CumSum", 14] = ShapeOps.CumSum,
        ["Concat", 13] = Slicing.Concat,
        ["Split", 18] = Slicing.Split,
        ["Slice", 13] = Slicing.Slice,
        ["Gather", 13] = Indexing.Gather,
        ["GatherElements", 13] = Indexing.GatherElements,
        ["GatherND", 13] = Indexing.GatherND,
        ["ScatterElements", 18] = Indexing.ScatterElements,
        ["ScatterND", 18] = Indexing.ScatterND,
        ["TopK", 11, 24] = Indexing.TopK,

        // Reductions
        ["ReduceSum", 13] = Reductions.Sum,
        ["ReduceMean", 18] = Reductions.Mean,
        ["ReduceMax", 18, 20] = Reductions.Max,
        ["ReduceMin", 18, 20] = Reductions.Min,
        ["ReduceL1", 18] = Reductions.L1,
        ["ReduceL2", 18] = Reductions.L2,
        ["ReduceSumSquare", 18] = Reductions.SumSquare,
        ["ReduceLogSum", 18] = Reductions.LogSum,
        ["ReduceLogSumExp", 18] = Reductions.LogSumExp,

        // Known zeros: what shape arithmetic, comparisons, roundings and indices give does not vary with the image, or only in jumps.
        ["Shape", 15, 19, 21, 23, 24, 25] = Zero,
        ["Size", 13, 19, 21, 23, 24, 25] = Zero,
        ["ConstantOfShape", 9, 20, 21, 23, 24, 25] = Zero,
        ["Range", 11] = Zero,
        ["EyeLike", 9, 22] = Zero,
        ["NonZero", 13] = Zero,
        ["ArgMax", 13] = Zero,
        ["ArgMin", 13] = Zero,
        ["OneHot", 11] = Zero,
        ["Hardmax", 13] = Zero,
        ["Sign", 13] = Zero,
        ["Floor", 13] = Zero,
        ["Ceil", 13] = Zero,
        ["Round", 11, 22] = Zero,
        ["Equal", 13, 19] = Zero,
        ["Greater", 13] = Zero,
        ["GreaterOrEqual", 16] = Zero,
        ["Less", 13] = Zero,
        ["LessOrEqual", 16] = Zero,
        ["Not", 1] = Zero,
        ["And", 7] = Zero,
        ["Or", 7] = Zero,
        ["Xor", 7] = Zero,
        ["IsNaN", 13, 20] = Zero,
        ["IsInf", 10, 20] = Zero,
    };

    /// <summary>Rows that Guided Backprop replaces: the rectifiers.</summary>
    public static RuleTable Guided { get; } = new()
    {
        ["Relu", 14] = Activations.GuidedRelu,
        ["LeakyRelu", 16] = Activations.GuidedLeakyRelu,
        ["PRelu", 16] = Activations.GuidedPRelu,
        ["ThresholdedRelu", 10, 22] = Activations.GuidedThresholdedRelu,
        ["Clip", 13] = Activations.GuidedClip,
    };

    /// <summary>Rows that DeconvNet replaces: the rectifiers.</summary>
    public static RuleTable Deconvnet { get; } = new()
    {
        ["Relu", 14] = Activations.DeconvnetRelu,
        ["LeakyRelu", 16] = Activations.DeconvnetRelu,
        ["PRelu", 16] = Activations.DeconvnetRelu,
        ["ThresholdedRelu", 10, 22] = Activations.DeconvnetRelu,
        ["Clip", 13] = Activations.DeconvnetClip,
    };

    /// <summary>The gradient is zero: the walk stops here, and what lies before needs no rule.</summary>
    public static void Zero(RuleContext r)
    {
    }
}
