using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <content>Other weights.</content>
public sealed partial class OnnxClassifier : IRandomizableClassifier
{
    private readonly Lazy<OpenWeights> _weights;
    private readonly bool _isVariant;
    private readonly IReadOnlyDictionary<string, Tensor> _changed = new Dictionary<string, Tensor>();

    /// <summary>A variant: its own values, its original's sessions.</summary>
    private OnnxClassifier(OnnxClassifier original, IReadOnlyDictionary<string, Tensor> weights)
    {
        Name = original.Name;
        (_isVariant, _changed) = (true, new Dictionary<string, Tensor>(original._changed.Where(c => !weights.ContainsKey(c.Key)).Concat(weights)));
        _weights = original._weights;
        _settings = original._settings;
        _lowering = original._lowering;
        _graph = original.Weighted.With(OpenWeights.Replace(original.Weighted.Model, weights));
        _sessions = _weights.Value.Sessions.With(_changed);
        _features = original._features;
        _head = new Lazy<LinearHeadSearch>(() => new LinearHeadSearch(_graph, _features.Value));
        _last = original._last;
        _open = new Lazy<OpenBatch?>(() => _graph.Image.FixedBatch is null ? null : OpenBatch.Try(_graph, _settings));
        _summarise = () => original.Summary;
    }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayer> WeightLayers => _weights.Value.Layers;

    private ClassifierGraph Weighted => _isVariant ? _graph : _weights.Value.Graph;

    /// <inheritdoc/>
    public Tensor ReadWeight(string name)
    {
        var weight = FindWeight(name);
        return new Tensor([.. weight.Shape], TensorData.Floats(Weighted.Model.Graph.Initializer.Single(t => t.Name == name)));
    }

    /// <inheritdoc/>
    public IRandomizableClassifier WithWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (name, values) in weights)
        {
            var weight = FindWeight(name);
            if (!values.Shape.SequenceEqual([.. weight.Shape]))
            {
                throw new ArgumentException($"Weight '{name}' of '{Name}' has shape [{string.Join(',', weight.Shape)}], but {values} was given.", nameof(weights));
            }

            if (values.Values.Any(v => !float.IsFinite(v)))
            {
                throw new ArgumentException($"The values given for weight '{name}' of '{Name}' hold NaN or infinity; expected finite numbers.", nameof(weights));
            }
        }

        return new OnnxClassifier(this, weights);
    }

    private WeightTensor FindWeight(string name)
    {
        var all = WeightLayers.SelectMany(l => l.Weights).ToList();
        return all.Find(w => w.Name == name) ?? throw new ArgumentException(all.Count == 0
            ? $"'{Name}' has no weights that can be changed: no Conv, ConvTranspose, Gemm, MatMul or normalisation with float32 initializers stands between the image and the scores."
            : $"'{Name}' has no weight '{name}'; the one nearest to its logits is '{all[0].Name}'.");
    }
}
