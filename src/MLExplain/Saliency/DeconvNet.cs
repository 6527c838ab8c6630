using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>DeconvNet: the score, or the strongest activations of a layer, brought down to the image through rectifiers that pass only what is positive.</summary>
/// <remarks>
/// At a Relu with gradient R from above, R · [R &gt; 0] passes on, whatever the Relu's input was; pooling sends it to where the maximum was, and
/// convolutions are transposed. M. Zeiler, R. Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, arXiv:1311.2901,
/// §2.1. <c>[C,H,W]</c>, signed, no unit.
/// <para>
/// Without <see cref="DeconvNetOptions.Layer"/> the target's logit is brought down, as Captum's <c>Deconvolution</c> does. With it the paper's own
/// experiment is done: of one feature map the strongest activations are kept with their values, all else in the layer is set to 0, and
/// the projection shows what in the picture made them. The target plays no part then, which a warning says. Rectifiers are those of
/// <see cref="GuidedBackprop"/>; where none lies on the way the method refuses, since the result would be the plain gradient.
/// </para>
/// </remarks>
public sealed class DeconvNet : ISaliencyMethod
{
    private readonly DeconvNetOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">What is brought down; null for the class's score.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public DeconvNet(DeconvNetOptions? options = null)
    {
        _options = options ?? new DeconvNetOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "deconvnet";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
        _options.Layer is { } layer
            ? Project(layer, ExplainedBatch.Open(Name, model, inputs, targets), model, cancellationToken)
            : RectifiedGradient.Attribute(Name, BackwardRule.Deconvnet, model, inputs, targets, cancellationToken);

    private Attribution[] Project(string name, ExplainedBatch batch, IClassifier model, CancellationToken cancellationToken)
    {
        var (features, layer) = (LayerChoice.Features(Name, model), LayerChoice.Of(Name, model, name)[0]);
        if (_options.Channel >= layer.Channels)
        {
            throw new ArgumentException($"'{Name}' option 'channel' is {_options.Channel}, but layer '{layer.Name}' has {layer.Channels} channels, counted from 0.");
        }

        var results = new Attribution[batch.Count];
        batch.EachChunk(
            (first, chunk, _) =>
            {
                var (logits, maps) = features.Activate(chunk, layer.Name, cancellationToken);
                var seeds = new Tensor(maps.Shape);
                var kept = Enumerable.Range(0, chunk.Shape[0]).Select(row => Keep(maps.Row(row), seeds.Row(row), layer)).ToList();
                var projected = features.Project(chunk, layer.Name, seeds, BackwardRule.Deconvnet, cancellationToken);
                for (var row = 0; row < kept.Count; row++)
                {
                    var image = first + row;
                    var score = batch.Finite(logits.Row(row)[batch.Target(image)], image);
                    results[image] = Describe(batch.Attribution(image, projected.Row(row).ToArray(), score, gradientCalls: 1), layer, kept[row]);
                }
            },
            cancellationToken);
        return results;
    }

    /// <summary>Copies the strongest activations of one channel; gives the channel and what was kept, strongest first.</summary>
    private (int Channel, float[] Activations) Keep(ReadOnlySpan<float> maps, Span<float> seeds, FeatureLayer layer)
    {
        var cells = layer.Height * layer.Width;
        var channel = _options.Channel ?? System.Numerics.Tensors.TensorPrimitives.IndexOfMax(maps) / cells;
        var map = maps.Slice(channel * cells, cells).ToArray();
        int[] strongest = [.. Enumerable.Range(0, cells).Where(cell => map[cell] > 0).OrderByDescending(cell => map[cell]).Take(_options.Activations)];
        foreach (var cell in strongest)
        {
            seeds[(channel * cells) + cell] = map[cell];
        }

        return (channel, [.. strongest.Select(cell => map[cell])]);
    }

    private static Attribution Describe(Attribution attribution, FeatureLayer layer, (int Channel, float[] Activations) kept)
    {
        var none = kept.Activations.Length == 0;
        return attribution with
        {
            Rule = $"{LayerChoice.Describe(layer)}, channel {kept.Channel}, {(kept.Activations.Length == 1 ? "the strongest activation" : $"the {kept.Activations.Length} strongest activations")}",
            Figures = [new("channel", kept.Channel), new("activation", none ? 0 : kept.Activations[0])],
            Warnings =
            [
                none
                    ? $"Channel {kept.Channel} of layer '{layer.Name}' has no positive activation at this image, so the map is 0 everywhere."
                    : $"The map shows what in the image made channel {kept.Channel} of layer '{layer.Name}' active; it is the same for every class.",
            ],
        };
    }
}
