using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>The candidates of XRAI's region growing: an image's segments on all levels, each dilated.</summary>
internal static class XraiSegments
{
    // The scales, the blur and the smallest size are meant for this size, on values from −1 to 1.
    private const int Side = 224;

    /// <summary>Pixel indices of every candidate, level by level.</summary>
    /// <param name="image"><c>[C,H,W]</c>, any range.</param>
    /// <param name="options">How to segment.</param>
    /// <param name="cancellationToken">Stops the cutting.</param>
    public static IReadOnlyList<int[]> Of(Tensor image, XraiOptions options, CancellationToken cancellationToken) =>
        [.. Maps(image, options, cancellationToken).SelectMany(map => SegmentDilation.ByDisk(map, options.Dilation))];

    /// <summary>The partitions whose segments compete, before dilation.</summary>
    public static IEnumerable<SegmentMap> Maps(Tensor image, XraiOptions options, CancellationToken cancellationToken)
    {
        if (options.Segmentation is { } segmentation)
        {
            var shape = new ImageShape(image.Shape[0], image.Shape[1], image.Shape[2]);
            yield return segmentation.Segment(SegmentationImage.Of(image.Values, shape, options.Preprocessing), cancellationToken);
            yield break;
        }

        var (height, width) = (image.Shape[1], image.Shape[2]);
        var graph = new PixelGraph(Resize(Stretch(image)), options.Sigma);
        foreach (var scale in options.Scales)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var map = FelzenszwalbSegmentation.Cut(graph, scale, options.MinSize, cancellationToken);
            yield return (height, width) == (Side, Side) ? map : Sample(map, height, width);
        }
    }

    // The image's range becomes −1 … 1; a constant image becomes −1.
    private static Tensor Stretch(Tensor image)
    {
        var (smallest, largest) = (TensorPrimitives.Min<float>(image.Values), TensorPrimitives.Max<float>(image.Values));
        var range = largest > smallest ? largest - smallest : 1;
        return new Tensor(image.Shape, Array.ConvertAll(image.Values, value => Math.Clamp(((value - smallest) / range * 2) - 1, -1, 1)));
    }

    private static Tensor Resize(Tensor image)
    {
        var (channels, height, width) = (image.Shape[0], image.Shape[1], image.Shape[2]);
        if ((height, width) == (Side, Side))
        {
            return image;
        }

        var resized = new Tensor(channels, Side, Side);
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = Array.ConvertAll(image.Row(channel).ToArray(), value => (double)value);
            Array.ConvertAll(SplineResize.Apply(plane, height, width, Side, Side), value => (float)value).CopyTo(resized.Row(channel));
        }

        return resized;
    }

    // The label at each pixel's centre. Segments between the centres vanish, as with scikit-image's resize of order 0.
    private static SegmentMap Sample(SegmentMap map, int height, int width)
    {
        var labels = new int[height * width];
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            var row = ((2 * (pixel / width)) + 1) * map.Height / (2 * height);
            var column = ((2 * (pixel % width)) + 1) * map.Width / (2 * width);
            labels[pixel] = map[row, column];
        }

        return SegmentMap.Of(height, width, labels);
    }
}
