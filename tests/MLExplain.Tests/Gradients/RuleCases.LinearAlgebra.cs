namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> LinearAlgebra =>
    [
        .. from transA in new[] { 0, 1 }
           from transB in new[] { 0, 1 }
           from c in new int[][] { [4], [1, 4], [3, 1], [3, 4], [] }
           where transA == 0 || c.Length == 1
           select new RuleCase("Gemm", $"transA={transA}, transB={transB}, C {string.Join('x', c)}")
           {
               Graph = (g, x) => g.Node("Gemm", x, ("alpha", 0.5f), ("beta", 2f), ("transA", transA), ("transB", transB)),
               Shapes = [transA == 0 ? [3, 5] : [5, 3], transB == 0 ? [5, 4] : [4, 5], c], Weights = transA == 0 && c.Length != 2 ? [1, 2] : [0, 1, 2], Tolerance = Smooth,
           },
        new("Gemm", "without C") { Graph = (g, x) => g.Node("Gemm", x), Shapes = [[3, 5], [5, 4]], Weights = [1], Tolerance = Smooth },
        MatMul("matrices", [3, 5], [5, 4], [1]),
        MatMul("batch of rows times a weight matrix", [2, 3, 5], [5, 4], [1]),
        MatMul("batch of images times a weight matrix", [2, 3, 4, 5], [5, 4], [1]),
        MatMul("attention: both vary", [2, 3, 4, 5], [2, 3, 5, 6], []),
        MatMul("batch axes broadcast", [2, 3, 4, 5], [1, 3, 5, 6], [1]),
        MatMul("batch axes broadcast both ways", [2, 1, 4, 5], [3, 5, 6], [1]),
        MatMul("weight matrix on the left", [6, 5], [2, 3, 5, 4], [0]),
        MatMul("vector on the left", [5], [2, 5, 4], [0]),
        MatMul("vector on the right", [2, 3, 5], [5], [1]),
        MatMul("two vectors", [5], [5], [0, 1]),
        Einsum("ij,jk->ik", [3, 5], [5, 4], [1]),
        Einsum("bhqd,bhkd->bhqk", [2, 3, 4, 5], [2, 3, 6, 5], []),
        Einsum("bhqk,bhkd->bhqd", [2, 3, 4, 6], [2, 3, 6, 5], []),
        Einsum("bij,jk", [2, 3, 5], [5, 4], [1]),
        Einsum("bi,bj->bij", [2, 3], [2, 5], []),
        Einsum("bi , bi -> b", [2, 3], [2, 3], []),
        new("Einsum", "transposition") { Graph = (g, x) => g.Node("Einsum", x, ("equation", "bij->bji")), Shapes = [[2, 3, 5]], Step = 0.5, Tolerance = Linear },
        new("Einsum", "three operands") { Graph = (g, x) => g.Node("Einsum", x, ("equation", "bi,ij,bj->b")), Shapes = [[2, 3], [3, 5], [2, 5]], Weights = [1], Tolerance = Smooth },
    ];

    private static RuleCase MatMul(string name, int[] a, int[] b, int[] weights) =>
        new("MatMul", name) { Graph = (g, x) => g.Node("MatMul", x), Shapes = [a, b], Weights = weights, Tolerance = Smooth };

    private static RuleCase Einsum(string equation, int[] a, int[] b, int[] weights) =>
        new("Einsum", equation) { Graph = (g, x) => g.Node("Einsum", x, ("equation", equation)), Shapes = [a, b], Weights = weights, Tolerance = Smooth };
}
