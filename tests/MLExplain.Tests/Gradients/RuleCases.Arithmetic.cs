using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    /// <summary>Second operands: equal, repeated over the map, over the channels, over the batch (weights), of lower rank, a scalar.</summary>
    private static int[][] Operands => [Image, [2, 3, 1, 1], [2, 1, 7, 6], [1, 3, 1, 6], [7, 1], [3, 1, 1], []];

    private static IEnumerable<RuleCase> Arithmetic =>
    [
        .. from op in new[] { "Add", "Sub", "Mul", "Div" }
           from shape in Operands
           select Binary(op, shape, first: false),
        .. from op in new[] { "Sub", "Div" }
           from shape in new int[][] { [2, 1, 7, 6], [1, 3, 1, 6] }
           select Binary(op, shape, first: true),
        new("Add", "of a branch that alone reads a weight") { Graph = BesideABranch, Shapes = [Image], Step = 0.5, Tolerance = Linear },
        .. from op in new[] { "Sum", "Mean" }
           from count in new[] { 1, 2, 3 }
           select new RuleCase(op, $"{count} operands")
           {
               Graph = (g, x) => g.Node(op, x), Shapes = [.. Shrinking.Take(count)], Weights = count == 3 ? [2] : [], Step = 0.5, Tolerance = Linear,
           },
        .. from op in new[] { "Max", "Min" }
           from count in new[] { 1, 2, 3 }
           select new RuleCase(op, $"{count} operands")
           {
               // The second and third operand keep to ±0.1 around 0 and 0.5, 0.03 from every value of the first: steps of 0.005 do not make them meet.
               Graph = (g, x) => g.Node(op, [.. x.Select((operand, i) => i == 0 ? operand : Narrow(g, operand, i == 1 ? 0 : 0.5f))]),
               Shapes = [.. Shrinking.Take(count)], Weights = count == 3 ? [2] : [], Draw = AwayFromHalves, Step = 0.005, Tolerance = 1e-3,
           },
        .. from exponent in new[] { 0f, 1f, 2f, 3f, 0.5f, -1.5f }
           select new RuleCase("Pow", FormattableString.Invariant($"constant exponent {exponent}"))
           {
               Graph = (g, x) => g.Node("Pow", [x[0], g.Scalar(exponent)]), Shapes = [Image], Draw = OneToTwo, Tolerance = Smooth,
           },
        new("Pow", "integer exponent of a negative base")
        {
            Graph = (g, x) => g.Node("Pow", [x[0], g.Constant(3)]), Shapes = [Image], Draw = RuleCase.Uniform, Tolerance = Smooth,
        },
        new("Pow", "both operands vary, broadcast") { Graph = (g, x) => g.Node("Pow", x), Shapes = [Image, [2, 1, 7, 1]], Draw = OneToTwo, Tolerance = Smooth },
        new("Where", "both branches, broadcast")
        {
            Graph = (g, x) => g.Node("Where", [g.Node("Greater", [x[2], g.Scalar(0)]), x[0], x[1]]), Shapes = [Image, [2, 1, 7, 1], Image],
            Step = NearKinks, Draw = AwayFromHalves, Tolerance = Smooth,
        },
        new("Cast", "to double and back")
        {
            Graph = (g, x) => g.Node("Cast", [g.Node("Identity", [g.Node("Cast", x, ("to", 11))])], ("to", 1)), Shapes = [Image], Step = 0.5, Tolerance = Linear,
        },
        new("Cast", "to an integer, beside a smooth path") { Graph = (g, x) => Beside(g, x[0], g.Node("Cast", x, ("to", 7))), Shapes = [Image], Tolerance = Smooth, Step = NearKinks, Draw = AwayFromHalves },
    ];

    private static IEnumerable<RuleCase> Functions =>
    [
        .. from op in new[] { "Neg", "Sin", "Cos", "Tan", "Sinh", "Cosh", "Atan", "Asinh", "Exp" } select Curved(op, "both signs", (g, x) => g.Node(op, x)),
        .. from op in new[] { "Asin", "Acos", "Atanh" }
           select Curved(op, "inside −0.7..0.7", (g, x) => g.Node(op, [g.Node("Mul", [x[0], g.Scalar(0.7f)])])),
        .. from op in new[] { "Sqrt", "Log", "Reciprocal" } select Curved(op, "positive", (g, x) => g.Node(op, x)) with { Draw = OneToTwo },
        Curved("Acosh", "above 1", (g, x) => g.Node("Acosh", [g.Node("Add", [x[0], g.Scalar(1)])])) with { Draw = OneToTwo },
        Kinked("Abs", "both signs", (g, x) => g.Node("Abs", x)),
    ];

    private static int[][] Shrinking => [Image, [2, 3, 1, 6], [7, 1]];

    private static string Narrow(OnnxGraphBuilder g, string x, float centre) => g.Node("Add", [g.Node("Mul", [x, g.Scalar(0.1f)]), g.Scalar(centre)]);

    private static double OneToTwo(Random random) => 1 + random.NextDouble();

    /// <summary>x + (yes ? −weight : weight), the weight captured by the branches of an If that does not depend on x.</summary>
    private static string BesideABranch(OnnxGraphBuilder g, string[] x)
    {
        g.Initializer("captured", new Tensor([1], [0.25f]));
        g.Graph.Initializer.Add(TensorData.Create("yes", TensorProto.Types.DataType.Bool, [], [1]));
        var added = g.Node("If", ["yes"]);
        g.Graph.Node[^1].Attribute.Add(Branch("then_branch", new NodeProto { OpType = "Neg", Input = { "captured" }, Output = { "then" } }));
        g.Graph.Node[^1].Attribute.Add(Branch("else_branch", new NodeProto { OpType = "Identity", Input = { "captured" }, Output = { "else" } }));
        return g.Node("Add", [x[0], added]);
    }

    private static AttributeProto Branch(string name, NodeProto node) => new()
    {
        Name = name,
        Type = AttributeProto.Types.AttributeType.Graph,
        G = new GraphProto { Name = name, Node = { node }, Output = { new ValueInfoProto { Name = node.Output[0] } } },
    };

    private static RuleCase Binary(string op, int[] shape, bool first) => new(op, $"{(first ? "first" : "second")} operand {string.Join('x', shape)}")
    {
        Graph = (g, x) => g.Node(op, first ? [x[1], x[0]] : x), Shapes = [Image, shape], Weights = shape.Length == 0 || shape[0] != 2 ? [1] : [],
        Draw = op == "Div" ? OneToTwo : RuleCase.AwayFromZero, Tolerance = Smooth,
    };
}
