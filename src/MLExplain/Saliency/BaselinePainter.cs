using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Paints baselines in network space.</summary>
internal sealed class BaselinePainter
{
    private readonly Baseline _baseline;
    private readonly Preprocessing? _preprocessing;
    private readonly ImageShape _shape;
    private readonly int _seed;
    private readonly Tensor? _custom;

    /// <exception cref="ArgumentException">The baseline cannot be painted for this model.</exception>
    public BaselinePainter(string method, Baseline? baseline, Preprocessing? preprocessing, ImageShape shape, int seed)
    {
        (_preprocessing, _shape, _seed) = (preprocessing, shape, seed);
        _baseline = baseline ?? (preprocessing is null ? Baseline.Zero : Baseline.Black);
        if (_baseline.NeedsPreprocessing && preprocessing is null)
        {
            throw new ArgumentException(
                $"'{method}' cannot paint the baseline '{_baseline}' because it is in image units and no preprocessing is known: "
                + "give the preprocessing, or use zero, mean, blur or a file.");
        }

        if (_baseline.NeedsPreprocessing && preprocessing!.ChannelCount != shape.Channels)
        {
            throw new ArgumentException(
                $"'{method}' cannot paint the baseline '{_baseline}': the preprocessing gives {preprocessing.ChannelCount} channels but the model takes {shape.Channels}.");
        }

        _custom = _baseline.Picture is { } picture ? preprocessing!.Apply(picture) : _baseline.Image;
        if (_custom is { } image && !image.Shape.SequenceEqual([shape.Channels, shape.Height, shape.Width]))
        {
            throw new ArgumentException(
                $"'{method}' got a baseline {image}, but the model takes [{shape.Channels},{shape.Height},{shape.Width}].");
        }
    }

    /// <summary>How many different baselines there are when the caller asks for several draws.</summary>
    public int Samples(int requested) => _baseline.IsRandom ? requested : 1;

    /// <summary>The baseline of one image.</summary>
    /// <param name="image">The image, network space.</param>
    /// <param name="sample">Which draw, for random baselines.</param>
    public float[] Paint(ReadOnlySpan<float> image, int sample)
    {
        var result = image.ToArray();
        var random = new SplitMix64(_baseline.IsRandom ? ContentSeed.Derive(_seed, sample, image) : 0);
        var planeLength = _shape.Height * _shape.Width;
        for (var channel = 0; channel < _shape.Channels; channel++)
        {
            PaintPlane(channel, result.AsSpan(channel * planeLength, planeLength), ref random);
        }

        return result;
    }

    private void PaintPlane(int channel, Span<float> plane, ref SplitMix64 random)
    {
        switch (_baseline.Kind)
        {
            case BaselineKind.Black:
                plane.Fill(_preprocessing!.ToNetwork(channel, 0));
                break;
            case BaselineKind.White:
                plane.Fill(_preprocessing!.ToNetwork(channel, 255));
                break;
            case BaselineKind.Grey:
                plane.Fill(_preprocessing!.ToNetwork(channel, 127.5f));
                break;
            case BaselineKind.Zero:
                plane.Clear();
                break;
            case BaselineKind.Mean:
                plane.Fill((float)Statistics.Mean(plane));
                break;
            case BaselineKind.Noise:
                foreach (ref var value in plane)
                {
                    value = _preprocessing!.ToNetwork(channel, (float)(255 * random.NextUniform()));
                }

                break;
            case BaselineKind.GaussianNoise:
                foreach (ref var value in plane)
                {
                    var pixel = _preprocessing!.ToPixel(channel, value) + (_baseline.Sigma * random.NextGaussian());
                    value = _preprocessing.ToNetwork(channel, (float)Math.Clamp(pixel, 0, 255));
                }

                break;
            case BaselineKind.Custom:
                _custom!.Row(channel).CopyTo(plane);
                break;
            case BaselineKind.Blur:
                GaussianBlur.Apply(new Tensor([_shape.Height, _shape.Width], plane.ToArray()), _baseline.Sigma, BlurBorder.Reflect).Values.CopyTo(plane);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(channel), _baseline.Kind, "Unknown baseline.");
        }
    }
}
