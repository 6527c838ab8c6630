using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

/// <summary>Building blocks of whole networks, where one tensor is read by several operators.</summary>
internal static partial class RuleCases
{
    private const int Tokens = 5;
    private const int Width = 6;
    private const int Heads = 2;

    private static IEnumerable<RuleCase> Blocks =>
    [
        new("MatMul", "a transformer block: LayerNormalization decomposed, attention, Gelu by Erf")
        {
            Graph = (g, x) => TransformerBlock(g, x, Normalized), Shapes = [[2, Tokens, Width], .. BlockWeights], Weights = [1, 2, 3, 4], Draw = RuleCase.Uniform, Step = 0.01, Tolerance = 1e-3,
        },
        new("LayerNormalization", "a transformer block around it")
        {
            Graph = (g, x) => TransformerBlock(g, x, Fused), Shapes = [[2, Tokens, Width], .. BlockWeights], Weights = [1, 2, 3, 4], Draw = RuleCase.Uniform, Step = 0.01, Tolerance = 1e-3,
        },
        new("HardSwish", "squeeze and excitation with HardSigmoid (MobileNetV3)")
        {
            Graph = (g, x) => Excited(g, g.Node("HardSwish", [x[0]]), x, "Relu", "HardSigmoid"),
            Shapes = [Image, .. ExcitationWeights], Weights = [1, 2], Draw = RuleCase.Uniform, Step = 0.005, Tolerance = 1e-3,
        },
        new("Sigmoid", "squeeze and excitation with SiLU (EfficientNet)")
        {
            Graph = (g, x) => Excited(g, g.Node("Mul", [x[0], g.Node("Sigmoid", [x[0]])]), x, "Softplus", "Sigmoid"),
            Shapes = [Image, .. ExcitationWeights], Weights = [1, 2], Draw = RuleCase.Uniform, Tolerance = Smooth,
        },
        new("Conv", "an inverted residual with squeeze and excitation (MobileNetV3, EfficientNet)")
        {
            Graph = InvertedResidual, Shapes = [[2, 4, 6, 5], [8, 4, 1, 1], [8, 1, 3, 3], [3, 8, 1, 1], [8, 3, 1, 1], [4, 8, 1, 1]], Weights = [1, 2, 3, 4, 5],
            Draw = RuleCase.Uniform, Step = 0.005, Tolerance = 1e-3,
        },
    ];

    /// <summary>qkv, projection, and the two matrices of the perceptron.</summary>
    private static int[][] BlockWeights { get; } = [[Width, 3 * Width], [Width, Width], [Width, 2 * Width], [2 * Width, Width]];

    private static int[][] ExcitationWeights { get; } = [[3, 4], [4, 3]];

    /// <summary>x + attention(norm(x)), then + perceptron(norm(·)), then the first token (Vaswani et al. 2017; Dosovitskiy et al. 2021).</summary>
    private static string TransformerBlock(OnnxGraphBuilder g, string[] x, Func<OnnxGraphBuilder, string, string> normalize)
    {
        var qkv = g.Node("MatMul", [normalize(g, x[0]), x[1]]);
        var parts = g.Nodes("Split", [qkv], 3, ("axis", -1), ("num_outputs", 3)).Select(part => g.Node(
            "Transpose", [g.Node("Reshape", [part, g.Constant(-1, Tokens, Heads, Width / Heads)])], ("perm", new long[] { 0, 2, 1, 3 }))).ToArray();
        var scores = g.Node("MatMul", [parts[0], g.Node("Transpose", [parts[1]], ("perm", new long[] { 0, 1, 3, 2 }))]);
        var attention = g.Node("Softmax", [g.Node("Div", [scores, g.Scalar(MathF.Sqrt(Width / Heads))])], ("axis", -1));
        var mixed = g.Node("Transpose", [g.Node("MatMul", [attention, parts[2]])], ("perm", new long[] { 0, 2, 1, 3 }));
        var attended = g.Node("Add", [x[0], g.Node("MatMul", [g.Node("Reshape", [mixed, g.Constant(-1, Tokens, Width)]), x[2]])]);
        var hidden = g.Node("MatMul", [normalize(g, attended), x[3]]);
        var gate = g.Node("Add", [g.Node("Erf", [g.Node("Div", [hidden, g.Scalar(MathF.Sqrt(2))])]), g.Scalar(1)]);
        var gelu = g.Node("Mul", [g.Node("Mul", [hidden, gate]), g.Scalar(0.5f)]);
        return g.Node("Gather", [g.Node("Add", [attended, g.Node("MatMul", [gelu, x[4]])]), ScalarIndex(g, 0)], ("axis", 1));
    }

    private static string Fused(OnnxGraphBuilder g, string x) => g.Node(
        "LayerNormalization", [x, g.Constant([Width], [1, 1.5f, 0.5f, -1, 2, 1]), g.Constant([Width], [0, 0.1f, 0, -0.2f, 0, 0.3f])], ("axis", -1), ("epsilon", 0.1f));

    private static string Normalized(OnnxGraphBuilder g, string x)
    {
        var centred = g.Node("Sub", [x, g.Node("ReduceMean", [x, g.Constant(-1)])]);
        var variance = g.Node("ReduceMean", [g.Node("Pow", [centred, g.Scalar(2)]), g.Constant(-1)]);
        return g.Node("Div", [centred, g.Node("Sqrt", [g.Node("Add", [variance, g.Scalar(0.1f)])])]);
    }

    /// <summary>features · gate(W₂ · inner(W₁ · mean over the map)) (Hu et al. 2018)</summary>
    private static string Excited(OnnxGraphBuilder g, string features, string[] x, string inner, string gate)
    {
        var squeezed = g.Node("ReduceMean", [features, g.Constant(2, 3)], ("keepdims", 0));
        var excitation = g.Node(gate, [g.Node("MatMul", [g.Node(inner, [g.Node("MatMul", [squeezed, x[1]])]), x[2]])]);
        return g.Node("Mul", [features, g.Node("Unsqueeze", [excitation, g.Constant(2, 3)])]);
    }

    /// <summary>x + project(excite(depthwise(expand(x)))) with HardSwish and SiLU (Howard et al. 2019; Tan and Le 2019)</summary>
    private static string InvertedResidual(OnnxGraphBuilder g, string[] x)
    {
        var expanded = g.Node("HardSwish", [g.Node("Conv", [x[0], x[1]])]);
        var depthwise = g.Node("Conv", [expanded, x[2]], ("group", 8), ("pads", new long[] { 1, 1, 1, 1 }));
        var features = g.Node("Mul", [depthwise, g.Node("Sigmoid", [depthwise])]);
        var squeezed = g.Node("Softplus", [g.Node("Conv", [g.Node("GlobalAveragePool", [features]), x[3]])]);
        var excited = g.Node("Mul", [features, g.Node("Sigmoid", [g.Node("Conv", [squeezed, x[4]])])]);
        return g.Node("Add", [x[0], g.Node("Conv", [excited, x[5]])]);
    }
}
