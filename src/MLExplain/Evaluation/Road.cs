using System.Collections.Concurrent;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>ROAD: how much more the score suffers when the most relevant pixels are removed than when the least relevant are, without traces of the removal.</summary>
/// <remarks>
/// Y. Rong, T. Leemann, V. Borisov, G. Kasneci, E. Kasneci 2022, arXiv:2202.00449: removed pixels are imputed from their neighbours by a linear system, plus
/// noise, so that the shape of what was removed does not betray the class. The value is the mean over the shares of the pixels removed of
/// (score without the least relevant − score without the most relevant) / 2, −0.5..0.5 for probabilities; <see cref="MeasureScore.Curve"/> has each share.
/// The paper plots accuracies over a data set for each order; the difference of the two for one image is pytorch-grad-cam's <c>ROADCombined</c>.
/// Both orders share the noise of each pixel, so that a map and its reverse have opposite values.
/// </remarks>
public sealed class Road : IMapMeasure
{
    private readonly RoadOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Shares, noise and score; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Road(RoadOptions? options = null)
    {
        _options = options ?? new RoadOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "road";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default)
    {
        var judged = JudgedMaps.Open(Name, model, maps);
        var differences = new double[maps.Count][];
        var shape = model.InputShape;
        var imputations = new ConcurrentBag<LinearImputation>();

        judged.Score(
            from image in judged.Images
            let noise = Noise(image, shape)
            from map in image.Maps.Where(map => !IsConstant(maps[map]))
            let order = PixelOrder.Descending(maps[map].Map)
            from share in Enumerable.Range(0, _options.Shares.Count)
            let count = Math.Clamp((int)Math.Round(_options.Shares[share] * order.Length), 1, order.Length - 1)
            from most in new[] { true, false }
            select (Image: image, Map: map, Noise: noise, Share: share, Most: most, Pixels: most ? order[..count] : order[^count..]),
            job => job.Image,
            _options.Output,
            (job, row) =>
            {
                var imputation = imputations.TryTake(out var free) ? free : new LinearImputation(shape.Height, shape.Width);
                imputation.Remove(job.Pixels);
                Impute(imputation, job.Image.Values, job.Pixels, job.Noise, row);
                imputations.Add(imputation);
            },
            (job, score, _) => (differences[job.Map] ??= new double[_options.Shares.Count])[job.Share] += (job.Most ? -0.5 : 0.5) * score,
            cancellationToken);
        return judged.Finish((_, map) => IsConstant(maps[map])
            ? MeasureScore.Undefined($"The map of '{maps[map].Source}' is constant: it has no most relevant pixels.")
            : MeasureScore.Of(differences[map].Average(), [.. differences[map].Select((difference, share) => new CurvePoint(_options.Shares[share], difference))]));
    }

    private static bool IsConstant(EvaluatedMap map) => Array.TrueForAll(map.Map.Values, value => value == map.Map.Values[0]);

    private static void Impute(LinearImputation imputation, ReadOnlySpan<float> image, int[] removed, float[] noise, Span<float> row)
    {
        image.CopyTo(row);
        var plane = imputation.Pixels;
        for (var start = 0; start < row.Length; start += plane)
        {
            imputation.Fill(row.Slice(start, plane));
            foreach (var pixel in removed)
            {
                row[start + pixel] += noise[start + pixel];
            }
        }
    }

    private float[] Noise(JudgedImage image, ImageShape shape)
    {
        var random = new SplitMix64(ContentSeed.Derive(_options.Seed, sample: 0, image.Values));
        var noise = new float[shape.Length];
        for (var i = 0; i < noise.Length; i++)
        {
            var channel = i / (shape.Height * shape.Width);
            var range = _options.Preprocessing is { } known ? (double)known.ToNetwork(channel, 255) - known.ToNetwork(channel, 0) : 1;
            noise[i] = (float)(_options.Noise * range * random.NextGaussian());
        }

        return noise;
    }
}
