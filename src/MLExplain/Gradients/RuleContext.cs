using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients;

/// <summary>What a rule sees of the node it differentiates. X are inputs, Y outputs, dX and dY the score's gradients with respect to them.</summary>
internal sealed class RuleContext(NodeProto node, int opset, OnnxGraphBuilder g, ShapeTable shapes, BackwardState state, Lowering lowering)
{
    public NodeProto Node => node;

    /// <summary>Version of the default operator set of the model.</summary>
    public int Opset => opset;

    /// <summary>Writes nodes of the backward pass.</summary>
    public OnnxGraphBuilder G => g;

    public Lowering Lowering => lowering;

    public int InputCount => node.Input.Count;

    public int OutputCount => node.Output.Count;

    /// <summary>Name of input <paramref name="i"/>; empty when the optional input is left out.</summary>
    public string X(int i = 0) => i < node.Input.Count ? node.Input[i] : "";

    public string Y(int i = 0) => node.Output[i];

    public TensorInfo XInfo(int i = 0) => shapes[X(i)];

    public TensorInfo YInfo(int i = 0) => shapes[Y(i)];

    public bool HasX(int i) => X(i).Length > 0;

    /// <summary>Whether the gradient of input <paramref name="i"/> is asked for.</summary>
    public bool Needs(int i = 0) => HasX(i) && state.IsOnPath(X(i));

    /// <summary>The gradient of output <paramref name="i"/>; null when the score does not depend on it.</summary>
    public string? TryDY(int i) => i < node.Output.Count ? state.GradientOf(node.Output[i]) : null;

    /// <summary>The gradient of output <paramref name="i"/>; zeros when the score does not depend on it.</summary>
    public string DY(int i = 0) => TryDY(i) ?? Zeros(Y(i));

    /// <summary>The Relu that input <paramref name="i"/> comes from, when this node alone reads it and nobody asks for its gradient.</summary>
    public NodeProto? OnlyReluBefore(int i = 0)
    {
        var relu = g.Graph.Node.FirstOrDefault(n => n.Output.Contains(X(i)));
        return relu is { OpType: "Relu", Domain.Length: 0 } && state.IsStep(X(i)) && g.Graph.Node.Count(n => GraphWalk.Reads(n).Contains(X(i))) == 1 ? relu : null;
    }

    /// <summary>Adds to the gradient of a tensor further up, passing over the nodes between.</summary>
    public void GiveTo(string tensor, string gradient) => state.Contribute(tensor, gradient);

    /// <summary>Adds to the gradient of input <paramref name="i"/>; <paramref name="gradient"/> has the input's shape.</summary>
    public void Give(int i, string gradient) => state.Contribute(X(i), gradient);

    /// <summary>Adds to the gradient of input <paramref name="i"/> one that has the shape of output 0; broadcast axes are summed.</summary>
    public void GiveBroadcast(int i, string gradient) => Give(i, gradient, YInfo().Shape);

    /// <summary>Adds to the gradient of input <paramref name="i"/> one of shape <paramref name="from"/>; broadcast axes are summed.</summary>
    public void Give(int i, string gradient, IReadOnlyList<Dim> from) => Give(i, Broadcasting.SumTo(g, gradient, from, XInfo(i)));

    /// <summary>A one-output node of the backward pass.</summary>
    public string Op(string @operator, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        g.Node(@operator, inputs, attributes);

    public string Mul(string a, string b) => g.Node("Mul", [a, b]);

    public string Add(string a, string b) => g.Node("Add", [a, b]);

    public string Sub(string a, string b) => g.Node("Sub", [a, b]);

    public string Div(string a, string b) => g.Node("Div", [a, b]);

    public string Neg(string a) => g.Node("Neg", [a]);

    public string Scale(string a, float factor) => factor == 1 ? a : Mul(a, g.Scalar(factor));

    /// <summary>A float 0/1 tensor from a boolean one.</summary>
    public string AsFloat(string condition) => g.Node("Cast", [condition], ("to", (int)TensorProto.Types.DataType.Float));

    /// <summary>1 where <paramref name="a"/> &gt; 0, else 0.</summary>
    public string Positive(string a) => AsFloat(g.Node("Greater", [a, g.Scalar(0)]));

    public string Zeros(string like) => g.Node("Expand", [g.Scalar(0), g.Node("Shape", [like])]);

    /// <summary>Reshapes to a tensor's shape, whatever the batch size.</summary>
    public string ReshapeTo(string a, TensorInfo target, string like) => target.ReshapeTarget is { } dims
        ? g.Node("Reshape", [a, g.Constant(dims)], ("allowzero", 1))
        : g.Node("Reshape", [a, g.Node("Shape", [like])]);

    /// <summary>The initializer behind input <paramref name="i"/>; null when it is computed at run time.</summary>
    public TensorProto? Constant(int i) => HasX(i) ? state.Initializer(X(i)) : null;

    /// <summary>The integers of constant input <paramref name="i"/>; refuses the node when they are computed at run time.</summary>
    public long[] ConstantInts(int i) => Constant(i) is { } tensor
        ? TensorData.Ints(tensor)
        : throw new RuleRefusedException($"input {i} ('{X(i)}') must be a constant");

    public float[] ConstantFloats(int i) => Constant(i) is { } tensor
        ? TensorData.Floats(tensor)
        : throw new RuleRefusedException($"input {i} ('{X(i)}') must be a constant");

    public long Int(string name, long @default) => node.Int(name, @default);

    public float Float(string name, float @default) => node.Float(name, @default);

    public string Text(string name, string @default) => node.Text(name, @default);

    public long[]? Ints(string name) => node.Ints(name);

    /// <summary>Axis counted from the front.</summary>
    public static int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);
}
