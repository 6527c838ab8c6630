using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Performance information curve: how soon the model recognises a blurred picture again as a map's pixels are revealed, most important first.</summary>
/// <remarks>
/// A. Kapishnikov, T. Bolukbasi, F. Viégas, M. Terry 2019 (XRAI), arXiv:1906.02825, §4.2, as in the code of Kapishnikov et al. 2021, arXiv:2106.09788. Known pixels are
/// those of the map's top share (<see cref="PicReveal"/>), 1 % random ones and the corners; the others are interpolated linearly over a Delaunay triangulation. A point of the curve is the
/// picture's entropy and the prediction, both as shares of the way from the fully blurred picture to the whole one; the value is the area under the curve
/// from (0, 0) to (1, 1), 0..1. The softmax curve (SIC) predicts the target's probability, the accuracy curve (AIC) whether the target ranks first.
/// As there, an image is left out when the model is not sure of it, or when the blurred picture says or scores as much as the whole one; here that is a status.
/// <para>
/// Differs from PAIR's code: the area is that of the straight lines between the points, without sampling them at 1001 places; points of equal entropy
/// are a step, where its interpolation divides by 0. The random pixels follow from the seed and the image.
/// </para>
/// </remarks>
public sealed class Pic : IMapMeasure
{
    /// <summary>Marks the whole and the blurred picture, which the maps of an image share.</summary>
    private const int Ends = -1;

    /// <summary>Maps whose pictures are kept at once: 30 MB at 224 x 224.</summary>
    private const int MapsAtOnce = 16;

    private readonly PicOptions _options;
    private readonly bool _accuracy;

    /// <summary>Makes the measure.</summary>
    /// <param name="accuracy">True for the accuracy curve, false for the softmax curve.</param>
    /// <param name="options">Shares, entropy and conditions; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Pic(bool accuracy, PicOptions? options = null)
    {
        (_accuracy, _options) = (accuracy, options ?? new PicOptions());
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => _accuracy ? "pic-aic" : "pic-sic";

    /// <summary>A picture on a curve: the model is asked of it, and the estimator was.</summary>
    private sealed record Shown(JudgedImage Image, int Map, RgbImage Picture, double Entropy);

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default)
    {
        var judged = JudgedMaps.Open(Name, model, maps);
        var shape = model.InputShape;
        if (_options.Preprocessing is not { } preprocessing || preprocessing.ChannelCount != shape.Channels
            || (preprocessing.Height, preprocessing.Width) != (shape.Height, shape.Width) || Math.Min(shape.Height, shape.Width) < 2)
        {
            return judged.Finish((_, _) => MeasureScore.NotApplicable($"'{Name}' measures pictures: it needs a preprocessing that makes the model's {shape} input from pixels."));
        }

        var curves = new Dictionary<(JudgedImage Image, int Map), List<(double Entropy, double Prediction)>>();
        judged.Score(
            Pictures(judged, preprocessing, cancellationToken),
            job => job.Image,
            ExplainedOutput.Probability,
            (job, row) => preprocessing.Normalize(job.Picture).Values.CopyTo(row),
            (job, probability, logits) =>
            {
                var key = (job.Image, job.Map);
                (curves.TryGetValue(key, out var curve) ? curve : curves[key] = []).Add((job.Entropy, Prediction(job.Image, probability, logits)));
            },
            cancellationToken);
        return judged.Finish((image, map) => Score(curves[(image, Ends)], curves[(image, map)]));
    }

    private double Prediction(JudgedImage image, double probability, ReadOnlySpan<float> logits) =>
        !_accuracy ? probability : System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits) == image.Image.Target ? 1 : 0;

    /// <summary>All pictures in order; those of some maps are drawn and weighed at once, on all cores.</summary>
    private IEnumerable<Shown> Pictures(JudgedMaps judged, Preprocessing preprocessing, CancellationToken cancellationToken)
    {
        var curves =
            from image in judged.Images
            let whole = Picture(image.Values, preprocessing)
            let pixels = whole.Width * whole.Height
            let random = new FeatureSubsets(pixels, ContentSeed.Derive(_options.Seed, sample: 0, image.Values)).Next((int)(pixels * _options.RandomShare)).Order().ToArray()
            from map in image.Maps
            select (Image: image, Map: map, Whole: whole, Random: random);
        foreach (var some in curves.Chunk(MapsAtOnce))
        {
            var pictures = new Shown[some.Length][];
            Parallel.For(0, some.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                var (image, map, whole, random) = some[i];
                pictures[i] = [.. map == image.Maps[0] ? Limits(image, whole, random) : [], .. Curve(image, map, judged[map].Map.Values, whole, random)];
            });
            foreach (var picture in pictures.SelectMany(picture => picture))
            {
                yield return picture;
            }
        }
    }

    private IEnumerable<Shown> Limits(JudgedImage image, RgbImage whole, int[] random)
    {
        yield return Show(image, Ends, whole);
        yield return Show(image, Ends, Start(whole, random).Draw());
    }

    private IEnumerable<Shown> Curve(JudgedImage image, int map, float[] values, RgbImage whole, int[] random)
    {
        var revealed = Start(whole, random);
        var sorted = values.Order().ToArray();
        foreach (var share in _options.Shares)
        {
            var threshold = _options.Reveal == PicReveal.Area ? AreaThreshold.OfSorted(sorted, share) : Quantiles.LinearOfSorted(sorted, 1 - share);
            revealed.Reveal(values, threshold);
            yield return Show(image, map, revealed.Draw());
        }
    }

    private Shown Show(JudgedImage image, int map, RgbImage picture) => new(image, map, picture, _options.Entropy.Estimate(picture));

    private static RevealedPicture Start(RgbImage whole, int[] random)
    {
        var picture = new RevealedPicture(whole);
        picture.Reveal(random);
        return picture;
    }

    private MeasureScore Score(List<(double Entropy, double Prediction)> ends, List<(double Entropy, double Prediction)> points)
    {
        var ((fullEntropy, full), (leastEntropy, least)) = (ends[0], ends[1]);
        if (full < (_accuracy ? 1 : _options.MinPrediction))
        {
            return MeasureScore.Undefined(_accuracy ? "The model does not rank the target first." : FormattableString.Invariant($"The model gives the target {full:0.###}, less than {_options.MinPrediction}."));
        }

        if (least >= full || leastEntropy >= fullEntropy)
        {
            return MeasureScore.Undefined(least >= full ? "The fully blurred picture scores as much as the whole one." : "The fully blurred picture says as much as the whole one.");
        }

        var (curve, largest) = (new List<CurvePoint> { new(0, 0) }, 0.0);
        foreach (var (entropy, prediction) in points)
        {
            var height = Math.Clamp((prediction - least) / (full - least), 0, 1);
            largest = Math.Max(largest, height);
            curve.Add(new(Math.Clamp((entropy - leastEntropy) / (fullEntropy - leastEntropy), 0, 1), _options.Monotone ? largest : height));
        }

        CurvePoint[] sorted = [.. curve.Append(new(1, 1)).OrderBy(point => point.X)];
        return MeasureScore.Of(sorted.Zip(sorted.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum(), sorted, $"Entropy: {_options.Entropy.Name}.");
    }

    /// <summary>The picture that the network's input was made from, in RGB.</summary>
    private static RgbImage Picture(ReadOnlySpan<float> image, Preprocessing preprocessing)
    {
        var plane = preprocessing.Height * preprocessing.Width;
        var pixels = new byte[3 * plane];
        for (var i = 0; i < pixels.Length; i++)
        {
            var channel = preprocessing.Channels switch { ChannelOrder.Gray => 0, ChannelOrder.Bgr => 2 - (i % 3), _ => i % 3 };
            pixels[i] = (byte)Math.Clamp(Math.Round(preprocessing.ToPixel(channel, image[(channel * plane) + (i / 3)])), 0, 255);
        }

        return new RgbImage(preprocessing.Width, preprocessing.Height, pixels);
    }
}
