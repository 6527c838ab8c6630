using MLExplain.Gradients;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A classifier whose weights are optional inputs of its sessions: fed, they replace the file's; not fed, the file's are used.</summary>
/// <remarks>
/// Replacing initializers when a session is opened is silently ignored where the runtime has already folded them into others (normalisation
/// into convolutions, blocked layouts). It folds nothing that is an input.
/// </remarks>
internal sealed class OpenWeights : IDisposable
{
    public OpenWeights(ClassifierGraph graph, RunSettings settings)
    {
        Graph = ComputedWeights.Inline(graph, settings);
        Layers = WeightSearch.Run(Graph);
        var model = Graph.Model.Clone();
        foreach (var weight in Layers.SelectMany(l => l.Weights))
        {
            model.Graph.Input.Add(OnnxGraphBuilder.ValueInfo(weight.Name, new TensorInfo(TensorProto.Types.DataType.Float, [.. weight.Shape.Select(d => new Dim(d))])));
        }

        Sessions = new ClassifierSessions(Graph.With(model), settings, () => Lowering.Portable);
    }

    /// <summary>The classifier with every weight as an initializer.</summary>
    public ClassifierGraph Graph { get; }

    public IReadOnlyList<WeightLayer> Layers { get; }

    public ClassifierSessions Sessions { get; }

    /// <summary>The model with other values written in; tensors that stay are shared.</summary>
    public static OnnxModel Replace(OnnxModel model, IReadOnlyDictionary<string, Tensor> weights)
    {
        var replaced = model.Clone();
        foreach (var tensor in replaced.Graph.Initializer.Where(t => weights.ContainsKey(t.Name)))
        {
            var values = TensorData.OfFloats(tensor.Name, [.. tensor.Dims], weights[tensor.Name].Values);
            tensor.FloatData.Clear();
            tensor.RawData = values.RawData;
        }

        return replaced;
    }

    public void Dispose() => Sessions.Dispose();
}
