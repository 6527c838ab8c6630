using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>CAM: the last feature maps weighted by the class's own weights in the linear layer behind their mean. Needs no gradient.</summary>
/// <remarks>
/// M = Σ_c w_c^k A_c. B. Zhou, A. Khosla, A. Lapedriza, A. Oliva, A. Torralba, "Learning deep features for discriminative localization",
/// CVPR 2016, arXiv:1512.04150, equation 2. Exists only where the logit is mean(M) + bias: feature maps, their spatial mean, a linear layer;
/// or a 1x1 convolution to class maps and their mean, with a Relu between them in SqueezeNet, where the logit is mean(ReLU(M + bias)).
/// The figure <c>logitOfMap</c> is that right-hand side, to be held against the score. The bias has no place and is left out of the map.
/// <para>
/// The map is <c>[H,W]</c>, or the layer's <c>[h,w]</c>, in units of the logit times the number of cells, and is not rescaled. It is h·w times the map
/// of <see cref="GradCam"/> before the ReLU. Like torch-cam it applies no ReLU unless told; that one stretches to 0..1.
/// </para>
/// </remarks>
public sealed class Cam : ISaliencyMethod
{
    private readonly CamOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">ReLU and size; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Cam(CamOptions? options = null)
    {
        _options = options ?? new CamOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "cam";

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model) => Maps(Head(model), model).OutputShape;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The scores are not linear in the spatial mean of feature maps; the message says what they are.</exception>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var (features, head) = (LayerChoice.Features(Name, model), Head(model));
        var maps = Maps(head, model);
        var results = new Attribution[batch.Count];
        batch.EachChunk(
            (first, chunk, _) =>
            {
                var (logits, activations) = features.Activate(chunk, head.Maps.Name, cancellationToken);
                for (var row = 0; row < chunk.Shape[0]; row++)
                {
                    var (image, warnings) = (first + row, new List<string>());
                    var score = batch.Finite(logits.Row(row)[targets[image]], image);
                    var raw = Map(head, batch.FiniteMaps(activations.Row(row), head.Maps.Name, image), targets[image]);
                    var logit = raw.Average(v => Rectified(head, v + head.Bias.Values[targets[image]]));
                    var values = maps.Finish([Array.ConvertAll(raw, v => (float)v)], warnings);
                    results[image] = batch.Attribution(image, values, score, gradientCalls: 0) with
                    {
                        Rule = maps.Rule, Warnings = warnings, Figures = [new("logitOfMap", logit)],
                    };
                }
            },
            cancellationToken);
        return results;
    }

    private static double[] Map(LinearHead head, ReadOnlySpan<float> activations, int target)
    {
        var map = new double[head.Maps.Height * head.Maps.Width];
        for (var channel = 0; channel < head.Maps.Channels; channel++)
        {
            ClassActivation.Add(map, head.Weights.Row(target)[channel], activations.Slice(channel * map.Length, map.Length));
        }

        return map;
    }

    private static double Rectified(LinearHead head, double value) => head.IsRectified ? Math.Max(0, value) : value;

    private LinearHead Head(IClassifier model)
    {
        var features = LayerChoice.Features(Name, model);
        return features.Head ?? throw new NotSupportedException(
            $"'{Name}' needs scores that are linear in the spatial mean of feature maps, but {features.HeadDescription}; grad-cam makes such a map for any head.");
    }

    private LayerMaps Maps(LinearHead head, IClassifier model) => new([head.Maps], _options.Relu, _options.Upsample, MapFusion.Mean, model.InputShape);
}
