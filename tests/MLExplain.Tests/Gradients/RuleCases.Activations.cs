using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    /// <summary>Steps of 0.02 stay within the 0.13 that values keep from the kinks.</summary>
    private const double NearKinks = 0.02;

    private static IEnumerable<RuleCase> Activations =>
    [
        Kinked("Relu", "both signs", (g, x) => g.Node("Relu", x)),
        Kinked("LeakyRelu", "default slope", (g, x) => g.Node("LeakyRelu", x)),
        Kinked("LeakyRelu", "slope 0.3", (g, x) => g.Node("LeakyRelu", x, ("alpha", 0.3f))),
        Kinked("PRelu", "slope per channel", (g, x) => g.Node("PRelu", x)) with { Shapes = [Image, [3, 1, 1]], Weights = [1] },
        Kinked("PRelu", "one slope", (g, x) => g.Node("PRelu", x)) with { Shapes = [Image, [1]], Weights = [1] },
        Kinked("PRelu", "slope per element, at run time", (g, x) => g.Node("PRelu", x)) with { Shapes = [Image, Image] },
        Kinked("ThresholdedRelu", "threshold 0.5", (g, x) => g.Node("ThresholdedRelu", x, ("alpha", 0.5f))),
        Kinked("ThresholdedRelu", "default threshold", (g, x) => g.Node("ThresholdedRelu", [g.Node("Mul", [x[0], g.Scalar(2)])])),
        Kinked("Clip", "both bounds", (g, x) => g.Node("Clip", [x[0], g.Scalar(-0.5f), g.Scalar(0.5f)])),
        Kinked("Clip", "Relu6", (g, x) => g.Node("Clip", [g.Node("Mul", [x[0], g.Scalar(12)]), g.Scalar(0), g.Scalar(6)])),
        Kinked("Clip", "lower bound only", (g, x) => g.Node("Clip", [x[0], g.Scalar(0)])),
        Kinked("Clip", "upper bound only", (g, x) => g.Node("Clip", [x[0], "", g.Scalar(0.5f)])),
        Kinked("Clip", "no bounds", (g, x) => g.Node("Clip", [x[0]])),
        Kinked("HardSigmoid", "default", (g, x) => g.Node("HardSigmoid", [g.Node("Mul", [x[0], g.Scalar(5)])])),
        Kinked("HardSigmoid", "slope 1", (g, x) => g.Node("HardSigmoid", x, ("alpha", 1f), ("beta", 0.5f))),
        Kinked("HardSwish", "across its three pieces", (g, x) => g.Node("HardSwish", [g.Node("Mul", [x[0], g.Scalar(6)])])),
    ];

    private static IEnumerable<RuleCase> SmoothActivations =>
    [
        .. from op in new[] { "Sigmoid", "Tanh", "Softplus", "Mish", "Erf" } select Curved(op, "both signs", (g, x) => g.Node(op, [Wide(g, x)])),
        .. from op in new[] { "Elu", "Selu", "Celu", "Softsign" } select Kinked(op, "default", (g, x) => g.Node(op, x)),
        Kinked("Elu", "alpha 0.7", (g, x) => g.Node("Elu", x, ("alpha", 0.7f))),
        Kinked("Celu", "alpha 0.7", (g, x) => g.Node("Celu", x, ("alpha", 0.7f))),
        Kinked("Selu", "alpha 1.2, gamma 0.8", (g, x) => g.Node("Selu", x, ("alpha", 1.2f), ("gamma", 0.8f))),
        Curved("Gelu", "exact", (g, x) => g.Node("Gelu", [Wide(g, x)])) with { Opset = 20 },
        Curved("Gelu", "tanh", (g, x) => g.Node("Gelu", [Wide(g, x)], ("approximate", "tanh"))) with { Opset = 21 },
        Curved("Swish", "default", (g, x) => g.Node("Swish", [Wide(g, x)])) with { Opset = 24 },
        Curved("Swish", "alpha 1.5", (g, x) => g.Node("Swish", [Wide(g, x)], ("alpha", 1.5f))) with { Opset = 24 },
        Curved("Mul", "SiLU: x times Sigmoid(x)", (g, x) => g.Node("Mul", [Wide(g, x), g.Node("Sigmoid", [Wide(g, x)])])),
        Curved("Erf", "the exact Gelu, decomposed", (g, x) => g.Node("Mul", [x[0], g.Node("Add", [g.Node("Erf", [g.Node("Mul", [x[0], g.Scalar(0.70710678f)])]), g.Scalar(1)])])),
    ];

    private static IEnumerable<RuleCase> MicrosoftActivations =>
    [
        Curved("com.microsoft:Gelu", "both signs", (g, x) => g.Node("com.microsoft:Gelu", [Wide(g, x)])),
        Curved("com.microsoft:QuickGelu", "default", (g, x) => g.Node("com.microsoft:QuickGelu", [Wide(g, x)])),
        Curved("com.microsoft:FastGelu", "without bias", (g, x) => g.Node("com.microsoft:FastGelu", [Wide(g, x)])),
        Curved("com.microsoft:FastGelu", "with bias", (g, x) => g.Node("com.microsoft:FastGelu", x)) with { Shapes = [[2, 5, 6], [6]], Weights = [1] },
        Curved("com.microsoft:BiasGelu", "with bias", (g, x) => g.Node("com.microsoft:BiasGelu", x)) with { Shapes = [[2, 5, 6], [6]], Weights = [1] },
    ];

    private static IEnumerable<RuleCase> Softmaxes =>
        from op in new[] { "Softmax", "LogSoftmax" }
        from axis in new[] { 1, 2, -1 }
        select Curved(op, $"axis {axis}", (g, x) => g.Node(op, [Wide(g, x)], ("axis", axis)));

    private static RuleCase Kinked(string op, string name, Func<OnnxGraphBuilder, string[], string> graph) => new(op, name)
    {
        Graph = graph, Shapes = [Image], Step = NearKinks, Draw = AwayFromHalves, Tolerance = Smooth,
    };

    private static RuleCase Curved(string op, string name, Func<OnnxGraphBuilder, string[], string> graph) => new(op, name)
    {
        Graph = graph, Shapes = [Image], Draw = RuleCase.Uniform, Tolerance = Smooth,
    };

    /// <summary>Values in −2..2, where these functions bend.</summary>
    private static string Wide(OnnxGraphBuilder g, string[] x) => g.Node("Mul", [x[0], g.Scalar(2)]);
}
