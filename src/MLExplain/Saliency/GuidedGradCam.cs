using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>Guided Grad-CAM: Guided Backprop where Grad-CAM sees the class, so that fine detail belongs to the class explained.</summary>
/// <remarks>
/// The product of <see cref="GuidedBackprop"/> and the ReLU'd <see cref="GradCam"/> brought to the image's size. R. Selvaraju et al.,
/// "Grad-CAM", ICCV 2017, arXiv:1610.02391, §3.2. <c>[C,H,W]</c>, signed, no unit. Like Captum it enlarges by the nearest cell unless told;
/// unlike Captum a size that does not fit is refused, not answered with an empty tensor.
/// </remarks>
public sealed class GuidedGradCam : ISaliencyMethod
{
    private readonly ClassActivation _gradCam;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Layer and size; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public GuidedGradCam(GuidedGradCamOptions? options = null)
    {
        options ??= new GuidedGradCamOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _gradCam = new ClassActivation(Name, new LayerMapOptions { Layer = options.Layer, Upsample = options.Upsample }, GradCam.Map);
    }

    /// <inheritdoc/>
    public string Name => "guided-grad-cam";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var maps = _gradCam.Attribute(model, inputs, targets, cancellationToken);
        var guided = RectifiedGradient.Attribute(Name, BackwardRule.GuidedBackprop, model, inputs, targets, cancellationToken);
        return [.. maps.Zip(guided, (map, gradient) => (map, gradient)).Select((pair, image) => Product(batch, image, pair.map, pair.gradient))];
    }

    private static Attribution Product(ExplainedBatch batch, int image, Attribution map, Attribution gradient)
    {
        var values = gradient.Values.Clone();
        for (var channel = 0; channel < batch.Shape.Channels; channel++)
        {
            TensorPrimitives.Multiply(values.Row(channel), map.Values.Values, values.Row(channel));
        }

        return batch.Attribution(image, values, gradient.Score, gradientCalls: 2) with { Rule = map.Rule, Warnings = map.Warnings };
    }
}
