using MLExplain.Tensors;

namespace MLExplain.Models;

/// <content>The last linear layer.</content>
public sealed partial class OnnxClassifier : ILastLayerClassifier
{
    private readonly Lazy<LastLayerSearch> _last;

    /// <inheritdoc/>
    public LastLayer LastLayer => _last.Value.Layer ?? throw new NotSupportedException(_last.Value.Problem);

    /// <inheritdoc/>
    public Tensor Features(Tensor inputs, CancellationToken cancellationToken = default)
    {
        CheckImages(inputs);
        var layer = LastLayer;
        // The sessions that variants use too, so that the features have the same bits in all of them.
        var tapped = _weights.Value.Sessions.Activations(layer.Input).Run([inputs], cancellationToken)[1];
        return layer.IsPooled ? SpatialMean(_features.Value.Find(layer.Input).ToMaps(tapped)) : tapped.Reshape([inputs.Shape[0], layer.Features]);
    }

    private static Tensor SpatialMean(Tensor maps)
    {
        var (rows, channels) = (maps.Shape[0], maps.Shape[1]);
        var (mean, cells) = (new Tensor(rows, channels), maps.Length / (rows * channels));
        for (var i = 0; i < mean.Length; i++)
        {
            var sum = 0.0;
            foreach (var value in maps.Values.AsSpan(i * cells, cells))
            {
                sum += value;
            }

            mean.Values[i] = (float)(sum / cells);
        }

        return mean;
    }
}
