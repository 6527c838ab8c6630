using MLExplain.Gradients;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Tests.Gradients;

/// <summary>The table with one wrong row: what a check must notice to be worth its name.</summary>
internal sealed class WrongRule
{
    private readonly RuleRow _right;
    private readonly string _mistake;

    /// <param name="operator">The row.</param>
    /// <param name="mistake"><c>scaled</c>: each gradient 5 % too large; <c>one input</c>: only the first gets its gradient; <c>ungated</c>: dX = dY; <c>reversed</c>: the kernel turned round.</param>
    public WrongRule(string @operator, string mistake)
    {
        (_right, _mistake) = (GradientRules.Standard.Find(@operator)!, mistake);
        Rules = new RuleSet($"{mistake} {@operator}", new RuleTable { [@operator, [.. _right.Revisions]] = Apply });
    }

    public RuleSet Rules { get; }

    /// <summary>Whether a network met the mistake; where the true rule would have given the same, it did not.</summary>
    public bool IsMet { get; private set; }

    private void Apply(RuleContext r)
    {
        var needed = Enumerable.Range(0, r.InputCount).Where(r.Needs).ToArray();
        var (kernel, node) = (r.Constant(1), r.Node);
        var reversed = _mistake == "reversed" && kernel!.Dims.Skip(2).Any(size => size > 1);
        IsMet |= _mistake is "scaled" or "ungated" || reversed || (_mistake == "one input" && needed.Length > 1);
        if (_mistake == "ungated")
        {
            r.Give(0, r.DY());
            return;
        }

        if (reversed)
        {
            kernel = Reversed(r, kernel!);
            node = node.Clone();
            node.Input[1] = kernel.Name;
        }

        var gradients = Gradients(r, node, kernel);
        foreach (var i in _mistake == "one input" ? needed.Take(1) : needed)
        {
            r.Give(i, _mistake == "scaled" ? r.Scale(gradients[i], 1.05f) : gradients[i]);
        }
    }

    /// <summary>What the right rule gives, kept apart from the walk.</summary>
    private Dictionary<int, string> Gradients(RuleContext r, NodeProto node, TensorProto? kernel)
    {
        var constants = Enumerable.Range(0, r.InputCount).Select(i => i == 1 ? kernel : r.Constant(i)).OfType<TensorProto>().ToDictionary(t => t.Name);
        var shapes = new ShapeTable(new GraphProto());
        foreach (var i in Enumerable.Range(0, r.InputCount).Where(r.HasX))
        {
            shapes[node.Input[i]] = r.XInfo(i);
        }

        shapes[r.Y()] = r.YInfo();
        var needed = Enumerable.Range(0, r.InputCount).Where(r.Needs).ToList();
        var state = new BackwardState(r.G, shapes, needed.Select(i => r.X(i)).ToHashSet(), constants, new HashSet<string>());
        state.Contribute(r.Y(), r.DY());
        _right.Rule(new RuleContext(node, r.Opset, r.G, shapes, state, r.Lowering));
        return needed.ToDictionary(i => i, i => state.GradientOf(r.X(i))!);
    }

    private static TensorProto Reversed(RuleContext r, TensorProto kernel)
    {
        var area = (int)kernel.Dims.Skip(2).Aggregate(1L, (p, d) => p * d);
        var values = TensorData.Floats(kernel).Chunk(area).SelectMany(k => k.Reverse()).ToArray();
        var reversed = TensorData.OfFloats(r.G.FreshName("reversed"), [.. kernel.Dims], values);
        r.G.Graph.Initializer.Add(reversed);
        return reversed;
    }
}
