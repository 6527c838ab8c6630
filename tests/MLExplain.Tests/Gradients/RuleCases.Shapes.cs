using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> ShapeOps =>
    [
        Moving("Identity", "image", (g, x) => g.Node("Identity", x)),
        Moving("Dropout", "inference", (g, x) => g.Node("Dropout", x)),
        Moving("Dropout", "inference, stated", DropoutWithFlag),
        Moving("Flatten", "axis 1", (g, x) => g.Node("Flatten", x)),
        Moving("Flatten", "axis 3", (g, x) => g.Node("Flatten", x, ("axis", 3))),
        Moving("Reshape", "to 2-D", (g, x) => g.Node("Reshape", [x[0], g.Constant(-1, 126)])),
        Moving("Reshape", "windows merged into the batch", (g, x) => g.Node("Reshape", [x[0], g.Constant(-1, 21, 2)])),
        Moving("Reshape", "zeros copy axes", (g, x) => g.Node("Reshape", [x[0], g.Constant(0, 0, -1)])),
        Moving("Squeeze", "stated axes", (g, x) => g.Node("Squeeze", [x[0], Axes(g, 1, -1)])) with { Shapes = [[2, 1, 5, 1]] },
        Moving("Squeeze", "all axes of length 1", (g, x) => g.Node("Squeeze", x)) with { Shapes = [[2, 1, 5, 1]] },
        Moving("Unsqueeze", "inside and at the end", (g, x) => g.Node("Unsqueeze", [x[0], Axes(g, 1, -1)])),
        Moving("Transpose", "to channels last", (g, x) => g.Node("Transpose", x, ("perm", new long[] { 0, 2, 3, 1 }))),
        Moving("Transpose", "axes reversed", (g, x) => g.Node("Transpose", x)),
        Moving("Expand", "over the map", (g, x) => g.Node("Expand", [x[0], g.Constant(1, 1, 4, 6)])) with { Shapes = [[2, 3, 1, 6]] },
        Moving("Expand", "of a weight to higher rank", (g, x) => g.Node("Add", [g.Node("Expand", [x[1], g.Constant(1, 3, 4)]), x[0]])) with { Shapes = [[2, 3, 4], [3, 1]], Weights = [1] },
        Moving("Tile", "channels and columns", (g, x) => g.Node("Tile", [x[0], g.Constant(1, 2, 1, 3)])),
        Moving("Tile", "a single element", (g, x) => g.Node("Tile", [x[0], g.Constant(1, 4, 2)])) with { Shapes = [[2, 1, 3]] },
        Moving("Trilu", "upper", (g, x) => g.Node("Trilu", x)),
        Moving("Trilu", "lower, shifted", (g, x) => g.Node("Trilu", [x[0], ScalarIndex(g, 1)], ("upper", 0))),
        .. from exclusive in new[] { 0, 1 }
           from reverse in new[] { 0, 1 }
           select Moving("CumSum", $"exclusive={exclusive}, reverse={reverse}", (g, x) => g.Node("CumSum", [x[0], g.Constant(2)], ("exclusive", exclusive), ("reverse", reverse))),
    ];

    private static IEnumerable<RuleCase> Slicing =>
    [
        Moving("Concat", "channels, all needed", (g, x) => g.Node("Concat", x, ("axis", 1))) with { Shapes = [Image, [2, 1, 7, 6], Image] },
        Moving("Concat", "negative axis, one needed", (g, x) => g.Node("Concat", [g.Node("Sign", x), x[0]], ("axis", -1))) with { Step = NearKinks, Draw = AwayFromHalves, Tolerance = Smooth },
        Moving("Concat", "one tensor twice", (g, x) => g.Node("Concat", [x[0], x[0]], ("axis", 2))),
        Moving("Split", "sizes", (g, x) => g.Node("Concat", [.. g.Nodes("Split", [x[0], g.Constant(1, 2, 4)], 3, ("axis", 2)).Reverse()], ("axis", 2))),
        Moving("Split", "equal parts, one unused", (g, x) => g.Nodes("Split", x, 3, ("axis", 1), ("num_outputs", 3))[1]),
        Moving("Split", "unequal last part", (g, x) => g.Nodes("Split", x, 2, ("axis", -2), ("num_outputs", 2))[1]),
        .. from s in new (string Name, long Start, long End, long Axis, long Step)[]
           {
               ("middle", 2, 5, 2, 1), ("negative bounds", -4, -1, -1, 1), ("past the end", 3, long.MaxValue, 2, 1), ("every second", 1, 7, 2, 2),
               ("every third", 0, 6, 3, 3), ("reversed", -1, long.MinValue, 2, -1), ("reversed by two", 5, 0, 2, -2), ("backwards from outside", 99, 1, 3, -2), ("one element", 4, 5, 2, 3),
           }
           select Moving("Slice", s.Name, (g, x) => g.Node("Slice", [x[0], g.Constant(s.Start), g.Constant(s.End), g.Constant(s.Axis), g.Constant(s.Step)])),
        Moving("Slice", "whole batch, some rows and columns", (g, x) => g.Node("Slice", [x[0], g.Constant(0, 1, 0), g.Constant(long.MaxValue, 6, 6), g.Constant(0, 2, 3), g.Constant(1, 2, 3)])),
        Moving("Slice", "all axes implied", (g, x) => g.Node("Slice", [x[0], g.Constant(0, 1), g.Constant(long.MaxValue, 3)])),
    ];

    private static IEnumerable<RuleCase> Indexing =>
    [
        Moving("Gather", "class token: one index", (g, x) => g.Node("Gather", [x[0], ScalarIndex(g, 0)], ("axis", 1))),
        Moving("Gather", "last index", (g, x) => g.Node("Gather", [x[0], ScalarIndex(g, -1)], ("axis", 2))),
        Moving("Gather", "run of rows", (g, x) => g.Node("Gather", [x[0], g.Constant(2, 3, 4)], ("axis", 2))),
        Moving("Gather", "repeated and out of order", (g, x) => g.Node("Gather", [x[0], g.Constant(4, 0, 4, -1)], ("axis", 2))),
        Moving("Gather", "table of indices", (g, x) => g.Node("Gather", [x[0], Table(g, [2, 3], 5, 0, 1, 1, 2, 5)], ("axis", -1))),
        Moving("Gather", "table of consecutive indices", (g, x) => g.Node("Gather", [x[0], Table(g, [2, 2], 1, 2, 3, 4)], ("axis", 2))),
        Moving("Gather", "rows of a weight", (g, x) => g.Node("Add", [g.Node("Gather", [x[1], g.Constant(3, 1, 3)]), x[0]])) with { Shapes = [[2, 3, 5], [4, 5]], Weights = [1] },
        Moving("GatherElements", "axis 1, repeated", (g, x) => g.Node("GatherElements", [x[0], Table(g, [2, 3], 0, 2, 2, 4, 4, 4)], ("axis", 1))) with { Shapes = [[2, 5]] },
        Moving("GatherND", "points of a weight", (g, x) => g.Node("Mul", [x[0], g.Node("GatherND", [x[1], Table(g, [3, 2], 0, 1, 2, 2, 0, 1)])])) with { Shapes = [[2, 3], [3, 4]], Weights = [1], Step = 0.05, Tolerance = Smooth },
        .. from reduction in new[] { "none", "add" }
           select Moving("ScatterElements", $"reduction {reduction}", (g, x) => g.Node(
               "ScatterElements", [x[0], Table(g, [2, 3], 0, 2, 3, 4, 1, 0), x[1]], ("axis", 1), ("reduction", reduction))) with { Shapes = [[2, 5], [2, 3]], Weights = [0, 1] },
        .. from reduction in new[] { "none", "add" }
           select Moving("ScatterND", $"rows of a weight, reduction {reduction}", (g, x) => g.Node("Mul", [x[0], g.Node(
               "ScatterND", [x[1], Table(g, [2, 1], 2, 0), x[2]], ("reduction", reduction))])) with { Shapes = [[2, 3, 4], [3, 4], [2, 4]], Weights = [1, 2], Step = 0.05, Tolerance = Smooth },
        // x/10 on top of levels 1 apart: the image does not change the ranking.
        new("TopK", "values") { Graph = (g, x) => g.Nodes("TopK", [g.Node("Add", [g.Node("Mul", [x[0], g.Scalar(0.1f)]), g.Constant([6], [0, 3, 1, 5, 4, 2])]), g.Constant(3)], 2)[0], Shapes = [[2, 6]], Step = 0.5, Tolerance = Linear },
    ];

    private static RuleCase Moving(string op, string name, Func<OnnxGraphBuilder, string[], string> graph) => new(op, name)
    {
        Graph = graph, Shapes = [Image], Step = 0.5, Tolerance = Linear,
    };

    private static string DropoutWithFlag(OnnxGraphBuilder g, string[] x)
    {
        g.Graph.Initializer.Add(TensorData.Create("off", MLExplain.Onnx.Proto.TensorProto.Types.DataType.Bool, [], [0]));
        return g.Nodes("Dropout", [x[0], g.Scalar(0.5f), "off"], 2)[0];
    }

    private static string ScalarIndex(OnnxGraphBuilder g, long index) => Table(g, [], index);

    private static string Table(OnnxGraphBuilder g, long[] dims, params long[] values)
    {
        var name = g.FreshName("table");
        g.Graph.Initializer.Add(TensorData.OfInts(name, dims, values));
        return name;
    }
}
