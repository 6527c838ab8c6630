using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>
/// Finds the head that CAM needs: maps → spatial mean → linear layer, or maps → 1x1 convolution to one map per class → (Relu) → spatial mean.
/// </summary>
/// <param name="Head">The head; null when the scores are made in another way.</param>
/// <param name="Description">What the head is, one sentence.</param>
internal sealed record LinearHeadSearch(LinearHead? Head, string Description)
{
    private static readonly string[] Reshapers = ["Identity", "Dropout", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze"];

    public static LinearHeadSearch Run(ClassifierGraph graph, FeatureViews views) => new Walk(graph, views).Run();

    private sealed class Walk(ClassifierGraph graph, FeatureViews views)
    {
        private readonly Dictionary<string, NodeProto> _producers =
            graph.Model.Graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).Where(p => p.o.Length > 0).ToDictionary(p => p.o, p => p.n);

        private readonly Dictionary<string, TensorProto> _constants = graph.Model.Graph.Initializer.ToDictionary(t => t.Name);

        public LinearHeadSearch Run()
        {
            var scores = Skip(graph.Head.Logits);
            return Pooled(scores) is { } classMaps ? OfClassMaps(scores, classMaps) : OfLinearLayer(scores);
        }

        /// <summary>Maps → 1x1 convolution → (Relu) → spatial mean = scores.</summary>
        private LinearHeadSearch OfClassMaps(string scores, string classMaps)
        {
            var tensor = Skip(classMaps);
            var isRectified = Producer(tensor)?.OpType == "Relu";
            tensor = isRectified ? Skip(Producer(tensor)!.Input[0]) : tensor;
            if (Linear(tensor) is not { } linear || Producer(tensor)!.OpType != "Conv")
            {
                return new(null, $"the scores are the spatial mean of '{classMaps}', made by {Maker(tensor)}: expected a 1x1 convolution of feature maps");
            }

            return Found(linear, isRectified, $"a 1x1 convolution to class maps{(isRectified ? ", Relu" : "")}, then their spatial mean '{scores}'", linear.Input);
        }

        /// <summary>Maps → spatial mean → linear layer = scores.</summary>
        private LinearHeadSearch OfLinearLayer(string scores)
        {
            if (Linear(scores) is not { } linear)
            {
                return new(null, $"the scores '{scores}' are made by {Maker(scores)}: expected a linear layer on the spatial mean of feature maps");
            }

            var pooled = Skip(linear.Input);
            return Pooled(pooled) is { } maps
                ? Found(linear, false, $"the spatial mean of feature maps, then a linear layer '{scores}'", maps)
                : new(null, $"the linear layer '{scores}' reads '{pooled}', made by {Maker(pooled)}: expected the spatial mean of feature maps");
        }

        private LinearHeadSearch Found((string Input, float[] Weights, float[] Bias) linear, bool isRectified, string what, string maps)
        {
            var view = views.TryFind(Same(maps));
            if (view is null || linear.Weights.Length != (long)linear.Bias.Length * view.Layer.Channels || view.Skipped > 0)
            {
                return new(null, $"{what}, but '{maps}' is not maps with one weight each");
            }

            var (weights, bias) = graph.IsBinary ? (TwoClasses(linear.Weights), TwoClasses(linear.Bias)) : (linear.Weights, linear.Bias);
            return new(
                new LinearHead(view.Layer, new Tensor([bias.Length, view.Layer.Channels], weights), new Tensor([bias.Length], bias), isRectified && !graph.IsBinary),
                isRectified && graph.IsBinary ? $"{what}, of one score only" : what);
        }

        /// <summary>The two classes of one score z are −z and z.</summary>
        private static float[] TwoClasses(float[] one) => [.. one.Select(v => -v), .. one];

        /// <summary>The weights [K,C] and bias [K] of a linear layer on one value per channel.</summary>
        private (string Input, float[] Weights, float[] Bias)? Linear(string tensor)
        {
            var node = Producer(tensor);
            if (node?.OpType == "Add" && node.Input.FirstOrDefault(_constants.ContainsKey) is { } shift)
            {
                var product = node.Input.Single(i => i != shift);
                return Linear(Skip(product)) is { } inner && TensorData.Floats(_constants[shift]) is var more && more.Length == inner.Bias.Length
                    ? inner with { Bias = [.. inner.Bias.Zip(more, (a, b) => a + b)] }
                    : null;
            }

            if (node is null || node.Input.Count < 2 || !_constants.TryGetValue(node.Input[1], out var weight))
            {
                return null;
            }

            int[] dims = [.. weight.Dims.Select(d => (int)d)];
            var values = TensorData.Floats(weight);
            var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? _constants.TryGetValue(node.Input[2], out var b) ? TensorData.Floats(b) : null : [];
            return (node.OpType, dims) switch
            {
                ("Gemm", [_, _]) when bias is not null && node.Int("transA", 0) == 0 => Layer(
                    node, node.Int("transB", 0) != 0 ? values : Transposed(values, dims[1]), dims[node.Int("transB", 0) != 0 ? 0 : 1], bias, node.Float("alpha", 1), node.Float("beta", 1)),
                ("MatMul", [_, var k]) => Layer(node, Transposed(values, k), k, [], 1, 1),
                ("Conv", [var k, _, 1, 1]) when bias is not null && node.Int("group", 1) == 1 && IsPlain(node) => Layer(node, values, k, bias, 1, 1),
                _ => null,
            };
        }

        private static (string Input, float[] Weights, float[] Bias)? Layer(NodeProto node, float[] weights, int classes, float[] bias, float alpha, float beta)
        {
            float[] shifts = bias.Length switch { 0 => new float[classes], 1 => [.. Enumerable.Repeat(bias[0], classes)], _ => bias };
            return shifts.Length != classes ? null : (node.Input[0], [.. weights.Select(w => alpha * w)], [.. shifts.Select(s => beta * s)]);
        }

        private static bool IsPlain(NodeProto convolution) =>
            (convolution.Ints("strides") ?? []).All(s => s == 1) && (convolution.Ints("pads") ?? []).All(p => p == 0);

        private static float[] Transposed(float[] values, int columns)
        {
            var rows = values.Length / columns;
            return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % rows * columns) + (i / rows)])];
        }

        /// <summary>The maps whose spatial mean a tensor is; null when it is none.</summary>
        private string? Pooled(string tensor)
        {
            if (Producer(tensor) is not { } node || !graph.Shapes.Contains(node.Input[0]) || views.TryFind(node.Input[0]) is not { Skipped: 0 } view)
            {
                return null;
            }

            var rank = view.RowShape.Length + 1;
            long[] spatial = rank == 3 ? [1] : view.IsChannelsLast ? [1, 2] : [2, 3];
            var isMean = node.OpType switch
            {
                "GlobalAveragePool" => rank == 4 && !view.IsChannelsLast,
                "AveragePool" => !view.IsChannelsLast && (node.Ints("kernel_shape") ?? []).SequenceEqual([view.Layer.Height, view.Layer.Width]) && (node.Ints("pads") ?? []).All(p => p == 0),
                "ReduceMean" => Axes(node) is { } axes && axes.Select(a => a < 0 ? a + rank : a).Order().SequenceEqual(spatial),
                _ => false,
            };
            return isMean ? node.Input[0] : null;
        }

        private long[]? Axes(NodeProto node) =>
            node.Ints("axes") ?? (node.Input.Count > 1 && _constants.TryGetValue(node.Input[1], out var axes) ? TensorData.Ints(axes) : null);

        /// <summary>The tensor before nodes that only reshape.</summary>
        private string Skip(string tensor)
        {
            while (Producer(tensor) is { } node && Reshapers.Contains(node.OpType))
            {
                tensor = node.Input[0];
            }

            return tensor;
        }

        /// <summary>The maps before nodes that give what they read.</summary>
        private string Same(string tensor)
        {
            while (Producer(tensor) is { OpType: "Identity" or "Dropout" } node)
            {
                tensor = node.Input[0];
            }

            return tensor;
        }

        private NodeProto? Producer(string tensor) => _producers.GetValueOrDefault(tensor);

        private string Maker(string tensor) => Producer(tensor) is { } node ? node.OpType : "no operator";
    }
}
