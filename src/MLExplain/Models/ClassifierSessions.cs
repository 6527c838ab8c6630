using MLExplain.Gradients;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>The sessions of one classifier: each opened when first needed, kept until the classifier is closed, shared by all threads.</summary>
/// <remarks>A session holds its own copy of the weights it needs: a run that asks for few rules and layers opens few.</remarks>
internal sealed class ClassifierSessions(ClassifierGraph graph, RunSettings settings, Func<Lowering> lowering) : IDisposable
{
    private readonly (ClassifierSessions Owner, IReadOnlyDictionary<string, Tensor> Weights)? _borrowed;
    private readonly Lock _opening = new();
    private readonly Dictionary<string, GraphSession> _open = [];
    private bool _disposed;

    private ClassifierSessions(ClassifierSessions owner, ClassifierGraph graph, RunSettings settings, Func<Lowering> lowering, IReadOnlyDictionary<string, Tensor> weights)
        : this(graph, settings, lowering) => _borrowed = (owner, weights);

    /// <summary>The same sessions, fed with other values of weights that the graph lists as inputs; closed with their owner only.</summary>
    public ClassifierSessions With(IReadOnlyDictionary<string, Tensor> weights) => new(this, graph, settings, lowering, weights);

    /// <summary>Image → logits.</summary>
    public GraphSession Forward() => Get("scores", () => new GraphSession(graph.Model, [Logits], settings));

    /// <summary>Image, seed → logits, gradient at the image.</summary>
    public GraphSession Backward(RuleSet rules) => Get($"image {rules.Name}", () =>
        Differentiated(graph.Logits, rules, g => [Logits, (g[graph.Input], Image)]));

    /// <summary>Image → logits, maps.</summary>
    public GraphSession Activations(FeatureView layer) => Activations(layer.Layer.Name);

    /// <summary>Image → logits, the tensor.</summary>
    public GraphSession Activations(string tensor) => Get($"maps {tensor}", () =>
    {
        var model = graph.Model.Clone();
        model.Graph.Output.Add(Onnx.OnnxGraphBuilder.ValueInfo(tensor, graph.Shapes[tensor]));
        return new GraphSession(model, [Logits, (tensor, [.. graph.Shapes[tensor].Shape.Skip(1).Select(d => checked((int)d.Size))])], settings);
    });

    /// <summary>Image, seed → logits, then maps and gradient of each layer.</summary>
    public GraphSession Layers(IReadOnlyList<FeatureView> layers) => Get($"layers {string.Join(' ', layers.Select(l => l.Layer.Name))}", () =>
    {
        string[] names = [.. layers.Select(l => l.Layer.Name)];
        var request = new GradientRequest { Target = graph.Logits, WithRespectTo = names, AlsoOutput = names, Lowering = lowering() };
        var differentiated = ReverseMode.Differentiate(graph.Model, request, graph.Shapes);
        return new GraphSession(
            differentiated.Model, [Logits, .. layers.SelectMany(l => new[] { (l.Layer.Name, l.RowShape), (differentiated.Gradients[l.Layer.Name], l.RowShape) })], settings);
    });

    /// <summary>Image, seed of the layer's shape → what the rules bring down to the image.</summary>
    public GraphSession Projection(FeatureView layer, RuleSet rules) => Get($"projection {rules.Name} {layer.Layer.Name}", () =>
        Differentiated(layer.Layer.Name, rules, g => [(g[graph.Input], Image)]));

    public void Dispose()
    {
        lock (_opening)
        {
            _disposed = true;
            foreach (var session in _open.Values)
            {
                session.Dispose();
            }

            _open.Clear();
        }
    }

    private (string, int[]) Logits => (graph.Logits, [graph.Classes]);

    private int[] Image => [graph.Image.Shape.Channels, graph.Image.Shape.Height, graph.Image.Shape.Width];

    private GraphSession Differentiated(
        string target, RuleSet rules, Func<IReadOnlyDictionary<string, string>, (string, int[])[]> outputs)
    {
        var request = new GradientRequest { Target = target, WithRespectTo = [graph.Input], Rules = rules, Lowering = lowering() };
        var differentiated = ReverseMode.Differentiate(graph.Model, request, graph.Shapes);
        return new GraphSession(differentiated.Model, outputs(differentiated.Gradients), settings);
    }

    private GraphSession Get(string key, Func<GraphSession> open)
    {
        if (_borrowed is var (owner, weights))
        {
            return owner.Get(key, open).With(weights);
        }

        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(OnnxClassifier));
            if (!_open.TryGetValue(key, out var session))
            {
                _open[key] = session = open();
                SessionFactory.ReleaseMemory(graph.Model);
            }

            return session;
        }
    }
}
