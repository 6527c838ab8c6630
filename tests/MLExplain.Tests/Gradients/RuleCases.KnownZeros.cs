using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    /// <summary>Each known zero beside a smooth path of the same input: only the smooth path may contribute.</summary>
    private static IEnumerable<RuleCase> KnownZeros =>
    [
        .. from op in new[] { "Sign", "Floor", "Ceil" } select ZeroBeside(op, (g, x) => g.Node(op, [x])),
        ZeroBeside("Hardmax", (g, x) => g.Node("Hardmax", [Ranked(g, x)], ("axis", 1))),
        ZeroBeside("Round", (g, x) => g.Node("Round", [g.Node("Mul", [x, g.Scalar(3)])])) with { Draw = ThirdsAwayFromHalves },
        .. from op in new[] { "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual" } select ZeroBeside(op, (g, x) => g.Node(op, [x, g.Scalar(0.5f)])),
        .. from op in new[] { "And", "Or", "Xor" }
           select ZeroBeside(op, (g, x) => g.Node(op, [g.Node("Greater", [x, g.Scalar(0)]), g.Node("Less", [x, g.Scalar(0.5f)])])),
        ZeroBeside("Not", (g, x) => g.Node("Not", [g.Node("Greater", [x, g.Scalar(0)])])),
        ZeroBeside("IsNaN", (g, x) => g.Node("IsNaN", [x])),
        ZeroBeside("IsInf", (g, x) => g.Node("IsInf", [x])),
        .. from op in new[] { "ArgMax", "ArgMin" } select ZeroBeside(op, (g, x) => g.Node(op, [Ranked(g, x)], ("axis", 1))),
        ZeroBeside("OneHot", (g, x) => g.Node("OneHot", [g.Node("ArgMax", [Ranked(g, x)], ("axis", 1), ("keepdims", 0)), g.Constant(3), g.Constant([2], [0, 1])], ("axis", 1))),
        ZeroBeside("Shape", (g, x) => g.Node("ReduceSum", [g.Node("Shape", [x])])),
        ZeroBeside("Size", (g, x) => Small(g, g.Node("Size", [x]))),
        ZeroBeside("Range", (g, x) => Small(g, g.Node("ReduceSum", [g.Node("Range", [ScalarIndex(g, 0), g.Node("Size", [x]), ScalarIndex(g, 1)])]))),
        ZeroBeside("ConstantOfShape", (g, x) => g.Node("ConstantOfShape", [g.Node("Shape", [x])])),
        ZeroBeside("NonZero", (g, x) => Small(g, g.Node("ReduceSum", [g.Node("NonZero", [x])]))),
        ZeroBeside("EyeLike", (g, x) => g.Node("EyeLike", [x])) with { Shapes = [[2, 5]] },
        new("Shape", "of a batch, used to reshape")
        {
            Graph = (g, x) => g.Node("Reshape", [x[0], g.Node("Shape", [x[0]])]), Shapes = [Image], Step = 0.5, Tolerance = Linear,
        },
        new("Shape", "arithmetic on shapes needs no rules")
        {
            Graph = (g, x) => g.Node("Reshape", [x[0], g.Node("Mod", [g.Node("Concat", [g.Node("Shape", [x[0]], ("end", 1)), g.Constant(126)], ("axis", 0)), g.Constant(1000)])]),
            Shapes = [Image], Step = 0.5, Tolerance = Linear,
        },
    ];

    private static RuleCase ZeroBeside(string op, Func<OnnxGraphBuilder, string, string> graph) => new(op, "beside a smooth path")
    {
        Graph = (g, x) => Beside(g, x[0], graph(g, x[0])), Shapes = [Image], Step = NearKinks, Draw = AwayFromHalves, Tolerance = Smooth,
    };

    /// <summary>The order of the channels does not change with the image.</summary>
    private static string Ranked(OnnxGraphBuilder g, string x) => g.Node("Add", [x, g.Constant([3, 1, 1], [0, 9, 5])]);

    private static double ThirdsAwayFromHalves(Random random) => AwayFromHalves(random) / 3;

    /// <summary>Counts in the thousands would leave float32 no digits for the smooth path.</summary>
    private static string Small(OnnxGraphBuilder g, string count) => g.Node("Mul", [g.Node("Cast", [count], ("to", 1)), g.Scalar(1e-5f)]);

    /// <summary>x² + the other path</summary>
    private static string Beside(OnnxGraphBuilder g, string x, string other) =>
        g.Node("Add", [g.Node("Mul", [x, x]), g.Node("Cast", [other], ("to", 1))]);
}
