using MLExplain.Gradients;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <content>Feature maps, and backward passes by other rules.</content>
public sealed partial class OnnxClassifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FeatureLayer> FeatureLayers => _features.Value.Listed;

    /// <inheritdoc/>
    public LinearHead? Head => _head.Value.Head;

    /// <inheritdoc/>
    public string HeadDescription => _head.Value.Description;

    /// <inheritdoc/>
    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, BackwardRule rule, CancellationToken cancellationToken = default) =>
        Differentiate(inputs, seeds, RulesOf(rule), cancellationToken);

    /// <inheritdoc/>
    public FeatureLayer FindLayer(string name) => _features.Value.Find(name).Layer;

    /// <inheritdoc/>
    public (Tensor Logits, Tensor Maps) Activate(Tensor inputs, string layer, CancellationToken cancellationToken = default)
    {
        CheckImages(inputs);
        var view = _features.Value.Find(layer);
        var results = _sessions.Activations(view).Run([inputs], cancellationToken);
        return (results[0], view.ToMaps(results[1]));
    }

    /// <inheritdoc/>
    /// <exception cref="UnsupportedOperatorException">Operators between a layer and the score have no gradient rule; all of them are named.</exception>
    public LayerGradients DifferentiateLayers(Tensor inputs, Tensor seeds, IReadOnlyList<string> layers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfZero(layers.Count, nameof(layers));
        CheckImages(inputs);
        CheckSeeds(inputs, seeds);
        FeatureView[] views = [.. layers.Select(_features.Value.Find)];
        var results = _sessions.Layers(views).Run([inputs, seeds], cancellationToken);
        return new LayerGradients(results[0], [.. views.Select((view, i) => (view.ToMaps(results[(2 * i) + 1]), view.ToMaps(results[(2 * i) + 2])))]);
    }

    /// <inheritdoc/>
    /// <exception cref="UnsupportedOperatorException">Operators between the image and the layer have no rule, or the rule treats rectifiers and none is there.</exception>
    public Tensor Project(Tensor inputs, string layer, Tensor seeds, BackwardRule rule, CancellationToken cancellationToken = default)
    {
        CheckImages(inputs);
        ArgumentNullException.ThrowIfNull(seeds);
        var view = _features.Value.Find(layer);
        int[] expected = [inputs.Shape[0], view.Layer.Channels, view.Layer.Height, view.Layer.Width];
        if (!seeds.Shape.SequenceEqual(expected))
        {
            throw new ArgumentException($"Seeds for layer '{layer}' of '{Name}' are [{string.Join(',', expected)}], but {seeds} was given.", nameof(seeds));
        }

        return _sessions.Projection(view, RulesOf(rule)).Run([inputs, view.FromMaps(seeds)], cancellationToken)[0];
    }

    private static RuleSet RulesOf(BackwardRule rule) => rule switch
    {
        BackwardRule.Gradient => RuleSet.Standard,
        BackwardRule.GuidedBackprop => RuleSet.Guided,
        BackwardRule.Deconvnet => RuleSet.Deconvnet,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Unknown backward rule."),
    };
}
