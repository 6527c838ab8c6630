using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> Reductions =>
    [
        .. from op in new[] { "ReduceSum", "ReduceMean", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp" }
           from axes in ReducedAxes
           from keep in new[] { 0, 1 }
           select new RuleCase(op, $"axes {string.Join(' ', axes)}, keepdims={keep}")
           {
               Graph = (g, x) => g.Node(op, [x[0], g.Constant(axes)], ("keepdims", keep)), Shapes = [Image],
               Step = NearKinks, Tolerance = Smooth, Draw = op == "ReduceLogSum" ? OneToTwo : AwayFromHalves,
           },
        .. from op in new[] { "ReduceMax", "ReduceMin" }
           from axes in ReducedAxes
           from keep in new[] { 0, 1 }
           select new RuleCase(op, $"axes {string.Join(' ', axes)}, keepdims={keep}")
           {
               Graph = (g, x) => g.Node(op, [Apart(g, x[0]), g.Constant(axes)], ("keepdims", keep)), Shapes = [Image], Step = 0.5, Tolerance = Smooth,
           },
        new("ReduceSum", "everything") { Graph = (g, x) => g.Node("ReduceSum", x, ("keepdims", 0)), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("ReduceMean", "nothing: empty axes stay") { Graph = (g, x) => g.Node("ReduceMean", x, ("noop_with_empty_axes", 1)), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("ReduceMax", "nothing: empty axes stay") { Graph = (g, x) => g.Node("ReduceMax", x, ("noop_with_empty_axes", 1)), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("ReduceMax", "at opset 20") { Graph = (g, x) => g.Node("ReduceMax", [Apart(g, x[0]), g.Constant(1)]), Shapes = [Image], Step = 0.5, Tolerance = Smooth, Opset = 20 },
    ];

    private static long[][] ReducedAxes { get; } = [[2, 3], [1], [-1, 1]];

    /// <summary>x/10 on top of 126 levels 0.5 apart in a scattered order: the image never changes which element is the largest.</summary>
    private static string Apart(OnnxGraphBuilder g, string x) => g.Node(
        "Add", [g.Node("Mul", [x, g.Scalar(0.1f)]), g.Constant([3, 7, 6], [.. Enumerable.Range(0, 126).Select(i => i * 37 % 126 * 0.5f)])]);
}
