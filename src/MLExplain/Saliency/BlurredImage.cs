using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>One image under blurs of any width; zeros stand beyond its border, in network space.</summary>
internal sealed class BlurredImage
{
    private readonly double[] _image;
    private readonly ImageShape _shape;

    public BlurredImage(ReadOnlySpan<float> image, ImageShape shape)
    {
        (_image, _shape) = (new double[image.Length], shape);
        TensorPrimitives.ConvertChecked(image, _image);
    }

    /// <summary>Whether no blur changes it: the zeros beyond the border darken everything else.</summary>
    public bool IsZero => Array.TrueForAll(_image, value => value == 0);

    /// <summary>G(x, σ), [C,H,W] in float64; 0 is the image.</summary>
    public double[] At(double sigma)
    {
        var (blurred, plane) = (new double[_image.Length], _shape.Height * _shape.Width);

        // Channels are blurred apart, so that the result is the same on any number of cores; a blur takes as long as a gradient of a small network.
        Parallel.For(0, _shape.Channels, channel => GaussianBlur.Apply(
            _image.AsSpan(channel * plane, plane), _shape.Height, _shape.Width, sigma, BlurBorder.Constant, blurred.AsSpan(channel * plane, plane)));
        return blurred;
    }
}
