using MLExplain.Onnx;

namespace MLExplain.Tests.Models;

/// <summary>A vision transformer in small: 3x8x12 images, 2x3 patches, a class token, two blocks of two heads, and a head that reads the class token.</summary>
internal static class SmallTransformer
{
    private const int Width = 8;

    public static OnnxModel Create()
    {
        var g = new OnnxGraphBuilder("transformer");
        var x = g.Input("image", -1, 3, 8, 12);
        var patches = g.Node("Conv", [x, g.Initializer("patch", SmallModels.Noise(1, Width, 3, 4, 4))], ("strides", new long[] { 4, 4 }));
        var rows = g.Node("Transpose", [g.Node("Reshape", [patches, g.Constant(0, Width, -1)])], ("perm", new long[] { 0, 2, 1 }));
        var batch = g.Node("Gather", [g.Node("Shape", [x]), g.Constant(0)]);
        var token = g.Node("Expand", [g.Initializer("class_token", SmallModels.Noise(2, 1, 1, Width)), g.Node("Concat", [batch, g.Constant(1, Width)], ("axis", 0))]);
        var tokens = g.Node("Concat", [token, rows], ("axis", 1));
        tokens = g.Node("Add", [tokens, g.Initializer("position", SmallModels.Noise(3, 1, 7, Width))]);
        for (var block = 0; block < 2; block++)
        {
            tokens = Block(g, tokens, block);
        }

        var first = g.Node("Squeeze", [g.Node("Slice", [Normalised(g, tokens, "last"), g.Constant(0), g.Constant(1), g.Constant(1)]), g.Constant(1)]);
        g.Output(g.Node("Gemm", [first, g.Initializer("head", SmallModels.Noise(4, 5, Width))], ("transB", 1)), "scores", -1, 5);
        return g.Build();
    }

    private static string Block(OnnxGraphBuilder g, string tokens, int block)
    {
        string Weight(string name, int rows, int columns) => g.Initializer($"{name}{block}", SmallModels.Noise((block * 10) + name.Length, rows, columns));
        var read = Normalised(g, tokens, $"attend{block}");
        var (q, k, v) = (g.Node("MatMul", [read, Weight("q", Width, Width)]), g.Node("MatMul", [read, Weight("kk", Width, Width)]), g.Node("MatMul", [read, Weight("vvv", Width, Width)]));
        string Heads(string rows, params long[] order) => g.Node("Transpose", [g.Node("Reshape", [rows, g.Constant(0, 0, 2, -1)])], ("perm", order));
        var weights = g.Node("Softmax", [g.Node("MatMul", [Heads(q, 0, 2, 1, 3), Heads(k, 0, 2, 3, 1)])], ("axis", -1));
        var seen = g.Node("Transpose", [g.Node("MatMul", [weights, Heads(v, 0, 2, 1, 3)])], ("perm", new long[] { 0, 2, 1, 3 }));
        tokens = g.Node("Add", [tokens, g.Node("Reshape", [seen, g.Constant(0, 0, -1)])]);
        var hidden = g.Node("Tanh", [g.Node("MatMul", [Normalised(g, tokens, $"think{block}"), Weight("up..", Width, 16)])]);
        return g.Node("Add", [tokens, g.Node("MatMul", [hidden, Weight("down.", 16, Width)])]);
    }

    private static string Normalised(OnnxGraphBuilder g, string tokens, string name)
    {
        var ones = g.Initializer($"{name}_scale", new MLExplain.Tensors.Tensor([Width], [.. Enumerable.Repeat(1f, Width)]));
        var normalised = g.Node("LayerNormalization", [tokens, ones]);
        g.Rename(normalised, name);
        return name;
    }
}
