using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>A formula as a model of which everything can be asked: its only layer is the image itself, and it has no rectifier that a rule could change.</summary>
/// <param name="inner">The formula.</param>
/// <param name="maps">What the layer gives instead; null for the image.</param>
internal sealed class ClosedFormFeatures(ClosedFormClassifier inner, Tensor? maps = null) : IRectifiedClassifier, IFeatureClassifier
{
    private readonly FeatureLayer _image = new("image", "Input", inner.InputShape.Channels, inner.InputShape.Height, inner.InputShape.Width);

    public ImageShape InputShape => inner.InputShape;

    public int ClassCount => inner.ClassCount;

    public ScoreLink Link => inner.Link;

    public int PreferredRows => inner.PreferredRows;

    public IReadOnlyList<FeatureLayer> FeatureLayers => [_image];

    public LinearHead? Head => new(_image, new Tensor(2, _image.Channels), new Tensor(2), IsRectified: false);

    public string HeadDescription => "the image itself";

    public FeatureLayer FindLayer(string name) => _image;

    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default) => inner.Score(inputs, cancellationToken);

    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default) => inner.Differentiate(inputs, seeds, cancellationToken);

    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, BackwardRule rule, CancellationToken cancellationToken = default) => Differentiate(inputs, seeds, cancellationToken);

    public (Tensor Logits, Tensor Maps) Activate(Tensor inputs, string layer, CancellationToken cancellationToken = default) => (Score(inputs, cancellationToken), maps ?? inputs);

    public LayerGradients DifferentiateLayers(Tensor inputs, Tensor seeds, IReadOnlyList<string> layers, CancellationToken cancellationToken = default)
    {
        var result = Differentiate(inputs, seeds, cancellationToken);
        return new LayerGradients(result.Logits, [.. layers.Select(_ => (maps ?? inputs, result.Gradients))]);
    }

    public Tensor Project(Tensor inputs, string layer, Tensor seeds, BackwardRule rule, CancellationToken cancellationToken = default) => seeds;
}
