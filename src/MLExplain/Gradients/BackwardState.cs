using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients;

/// <summary>The gradients collected so far on the walk from the target back to the sources.</summary>
internal sealed class BackwardState(
    OnnxGraphBuilder g, ShapeTable shapes, IReadOnlySet<string> path, IReadOnlyDictionary<string, TensorProto> initializers, IReadOnlySet<string> steps)
{
    private readonly Dictionary<string, List<string>> _contributions = [];

    /// <summary>Whether the target depends on the sources through this tensor.</summary>
    public bool IsOnPath(string tensor) => path.Contains(tensor);

    /// <summary>Whether a tensor's gradient is true and only a step to others, so that rules may pass over it.</summary>
    public bool IsStep(string tensor) => steps.Contains(tensor);

    public TensorProto? Initializer(string tensor) => initializers.GetValueOrDefault(tensor);

    public void Contribute(string tensor, string gradient)
    {
        if (!_contributions.TryGetValue(tensor, out var list))
        {
            _contributions[tensor] = list = [];
        }

        list.Add(gradient);
    }

    /// <summary>The sum of everything contributed to a tensor's gradient; null when nothing was.</summary>
    public string? GradientOf(string tensor)
    {
        if (!_contributions.TryGetValue(tensor, out var list))
        {
            return null;
        }

        if (list.Count > 1)
        {
            var sum = list.Skip(1).Aggregate(list[0], (total, next) => g.Node("Add", [total, next]));
            list.Clear();
            list.Add(sum);
        }

        // Declared shapes let the runtime see that residual sums have equal operands.
        if (g.DeclareShape(list[0], shapes[tensor]))
        {
            shapes[list[0]] = shapes[tensor];
        }

        return list[0];
    }
}
