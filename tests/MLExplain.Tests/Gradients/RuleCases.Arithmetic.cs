namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> Activations =>
    [
        new("Relu", "both signs") { Graph = (g, x) => g.Node("Relu", x), Shapes = [Image], Step = 0.01, Tolerance = Smooth },
    ];

    private static IEnumerable<RuleCase> Arithmetic =>
        from op in new[] { "Add", "Mul" }
        from shape in new int[][] { Image, [2, 3, 1, 1], [2, 1, 7, 6], [1, 3, 1, 6] }
        select new RuleCase(op, $"second operand {string.Join('x', shape)}")
        {
            Graph = (g, x) => g.Node(op, x), Shapes = [Image, shape], Weights = shape[0] == 1 ? [1] : [], Step = 0.05, Tolerance = Smooth,
        };

    private static IEnumerable<RuleCase> LinearAlgebra =>
        from transB in new[] { 0, 1 }
        select new RuleCase("Gemm", $"transB={transB}")
        {
            Graph = (g, x) => g.Node("Gemm", x, ("alpha", 0.5f), ("beta", 2f), ("transB", transB)),
            Shapes = [[3, 5], transB == 0 ? [5, 4] : [4, 5], [4]], Weights = [1, 2], Tolerance = Smooth,
        };

    private static IEnumerable<RuleCase> ShapeOps =>
    [
        new("Identity", "image") { Graph = (g, x) => g.Node("Identity", x), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("Flatten", "axis 1") { Graph = (g, x) => g.Node("Flatten", x), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("Reshape", "to 2-D") { Graph = (g, x) => g.Node("Reshape", [x[0], g.Constant(-1, 126)]), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("Shape", "of a batch, used to reshape")
        {
            Graph = (g, x) => g.Node("Reshape", [x[0], g.Node("Shape", [x[0]])]), Shapes = [Image], Step = 0.5, Tolerance = Linear,
        },
    ];
}
