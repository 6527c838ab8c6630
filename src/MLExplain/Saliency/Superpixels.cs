using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>An image whose superpixels can be hidden one by one.</summary>
internal sealed class Superpixels
{
    private readonly float[] _image;
    private readonly float[] _hidden;
    private readonly int _plane;
    private readonly (int Start, int Length, int Label)[] _runs;

    /// <param name="image">[C,H,W], network space.</param>
    /// <param name="segments">Its partition.</param>
    /// <param name="replacement">The picture that shows where superpixels are hidden; null for each superpixel's own mean colour.</param>
    public Superpixels(float[] image, SegmentMap segments, float[]? replacement)
    {
        _image = image;
        Segments = segments;
        _plane = segments.Labels.Length;
        _hidden = replacement ?? OwnMeans(image, segments);
        _runs = [.. Runs(segments)];
    }

    public SegmentMap Segments { get; }

    public int Count => Segments.Count;

    /// <summary>Writes the image with only some superpixels showing.</summary>
    /// <remarks>Neighbouring pixels of a superpixel are copied together: a few thousand runs at 224x224, a hundredth of a small network's work.</remarks>
    public void Fill(Coalitions samples, int sample, Span<float> row)
    {
        _image.CopyTo(row);
        foreach (var (start, length, label) in _runs)
        {
            if (!samples[sample, label])
            {
                for (var from = start; from < row.Length; from += _plane)
                {
                    _hidden.AsSpan(from, length).CopyTo(row[from..]);
                }
            }
        }
    }

    /// <summary>A map [H,W] with one value per superpixel.</summary>
    public Tensor Paint(ReadOnlySpan<double> values)
    {
        var map = new Tensor(Segments.Height, Segments.Width);
        for (var pixel = 0; pixel < _plane; pixel++)
        {
            map.Values[pixel] = (float)values[Segments.Labels[pixel]];
        }

        return map;
    }

    // Means in float64, in the order of the pixels.
    private static float[] OwnMeans(float[] image, SegmentMap segments)
    {
        var plane = segments.Labels.Length;
        var sizes = segments.Sizes();
        var hidden = new float[image.Length];
        for (var start = 0; start < image.Length; start += plane)
        {
            var sums = new double[segments.Count];
            for (var pixel = 0; pixel < plane; pixel++)
            {
                sums[segments.Labels[pixel]] += image[start + pixel];
            }

            for (var pixel = 0; pixel < plane; pixel++)
            {
                var label = segments.Labels[pixel];
                hidden[start + pixel] = (float)(sums[label] / sizes[label]);
            }
        }

        return hidden;
    }

    // Runs may go over the end of a row of pixels: memory does too.
    private static IEnumerable<(int Start, int Length, int Label)> Runs(SegmentMap segments)
    {
        var start = 0;
        for (var pixel = 1; pixel <= segments.Labels.Length; pixel++)
        {
            if (pixel == segments.Labels.Length || segments.Labels[pixel] != segments.Labels[start])
            {
                yield return (start, pixel - start, segments.Labels[start]);
                start = pixel;
            }
        }
    }
}
