using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>The picture that is cut into superpixels: what the network sees, brought back to values in [0, 1].</summary>
internal static class SegmentationImage
{
    /// <summary>
    /// Undoes the preprocessing, pixel / 255, channels in RGB order; where it is not known, or is for another number of channels, the
    /// values are scaled from their smallest and largest to 0 and 1 (a constant image becomes zeros). More than four channels are averaged.
    /// </summary>
    /// <param name="image">[C,H,W], network space.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="preprocessing">How it was made from pixels, if known.</param>
    public static Tensor Of(ReadOnlySpan<float> image, ImageShape shape, Preprocessing? preprocessing)
    {
        var picture = preprocessing?.ChannelCount == shape.Channels ? Pixels(image, shape, preprocessing) : Scaled(image, shape);
        return shape.Channels <= 4 ? picture : Averaged(picture);
    }

    private static Tensor Pixels(ReadOnlySpan<float> image, ImageShape shape, Preprocessing preprocessing)
    {
        var picture = new Tensor(shape.Channels, shape.Height, shape.Width);
        var plane = shape.Height * shape.Width;
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var from = preprocessing.Channels == ChannelOrder.Bgr ? shape.Channels - 1 - channel : channel;
            var row = picture.Row(channel);
            for (var i = 0; i < plane; i++)
            {
                row[i] = Math.Clamp(preprocessing.ToPixel(from, image[(from * plane) + i]) / 255, 0, 1);
            }
        }

        return picture;
    }

    private static Tensor Scaled(ReadOnlySpan<float> image, ImageShape shape)
    {
        var picture = new Tensor(shape.Channels, shape.Height, shape.Width);
        double smallest = TensorPrimitives.Min(image);
        var range = TensorPrimitives.Max(image) - smallest;
        for (var i = 0; range > 0 && i < image.Length; i++)
        {
            picture.Values[i] = (float)Math.Clamp((image[i] - smallest) / range, 0, 1);
        }

        return picture;
    }

    private static Tensor Averaged(Tensor picture)
    {
        var average = new Tensor(1, picture.Shape[1], picture.Shape[2]);
        for (var channel = 0; channel < picture.Shape[0]; channel++)
        {
            TensorPrimitives.MultiplyAdd(picture.Row(channel), 1f / picture.Shape[0], average.Values, average.Values);
        }

        // The weights of 1/C may add up to a little more than 1.
        TensorPrimitives.Min(average.Values, 1f, average.Values);
        return average;
    }
}
