using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>Brings features to mean 0 and standard deviation 1, so that one penalty suits all; without a bias in the layer, to root mean square 1.</summary>
/// <remarks>A feature that is the same for all images is left out: it can tell nothing that the bias could not.</remarks>
internal sealed class FeatureScale
{
    private readonly double[] _shift;
    private readonly double[] _factor;
    private readonly bool _hasBias;

    private FeatureScale(double[] shift, double[] factor, bool hasBias) => (_shift, _factor, _hasBias) = (shift, factor, hasBias);

    /// <summary>Standardised values per image.</summary>
    public int Width => _factor.Length + (_hasBias ? 1 : 0);

    public static FeatureScale Of(Tensor features, bool hasBias)
    {
        var (count, width) = (features.Shape[0], features.Shape[1]);
        var (shift, factor) = (new double[width], new double[width]);
        for (var c = 0; c < width; c++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(n => (double)features.Values[(n * width) + c])];
            shift[c] = hasBias ? column.Sum() / count : 0;
            var spread = Math.Sqrt(column.Sum(v => (v - shift[c]) * (v - shift[c])) / count);
            // Below float32's rounding of the feature itself there is no difference between images.
            factor[c] = spread > 1e-6 * column.Max(Math.Abs) ? 1 / spread : 0;
        }

        return new FeatureScale(shift, factor, hasBias);
    }

    public double[][] Apply(Tensor features) =>
    [
        .. Enumerable.Range(0, features.Shape[0]).Select(n =>
        {
            var row = new double[Width];
            for (var c = 0; c < _factor.Length; c++)
            {
                row[c] = (features.Row(n)[c] - _shift[c]) * _factor[c];
            }

            row.AsSpan(_factor.Length).Fill(1);
            return row;
        }),
    ];

    /// <summary>A layer with a change of it, given for standardised features.</summary>
    public RefittedLayer Add(RefittedLayer layer, double[] change)
    {
        var (weights, bias) = (new Tensor(layer.Weights.Shape), new Tensor(layer.Bias.Shape));
        for (var r = 0; r < bias.Length; r++)
        {
            var row = change.AsSpan(r * Width, Width);
            var moved = layer.Bias.Values[r] + (_hasBias ? row[^1] : 0);
            for (var c = 0; c < _factor.Length; c++)
            {
                weights.Row(r)[c] = (float)(layer.Weights.Row(r)[c] + (row[c] * _factor[c]));
                moved -= row[c] * _factor[c] * _shift[c];
            }

            bias.Values[r] = (float)moved;
        }

        return layer with { Weights = weights, Bias = bias };
    }
}
