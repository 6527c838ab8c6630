using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Sensitivity-n: whether subsets of n features change the score as much as their share of the map says.</summary>
/// <remarks>
/// M. Ancona, E. Ceolini, C. Öztireli, M. Gross 2018, arXiv:1711.06104, definition 2 and §3.3. For each n, random subsets S of exactly n
/// features (pixels with all their channels, or superpixels) are set to a baseline, and Pearson's correlation of Σ_{i∈S} R_i with F(x) − F(x_S) is taken over the
/// subsets of one image. The value is the mean over n, −1..1; <see cref="MeasureScore.Curve"/> has the correlation of each n.
/// A linear model and its exact map w · (x − baseline) give 1 for every n below the number of features. An n whose drops or sums do not
/// vary has no correlation and is left out of curve and mean; an image where no n has one is undefined.
/// <para>
/// Differs from Quantus' <c>SensitivityN</c>, which removes features cumulatively by rank, pairs the cumulative drop with the last step's sum
/// and correlates across images (its <c>FaithfulnessCorrelation</c> is this measure at one n); differs from Xplique's <c>MuFidelity</c>,
/// whose subsets vary in size and whose correlation is of ranks.
/// </para>
/// </remarks>
public sealed class SensitivityN : IMapMeasure
{
    private const int SizeCount = 8;
    private const double LargestShare = 0.8;

    /// <summary>Marks the image itself among its subsets.</summary>
    private const int WholeImage = -1;

    private readonly SensitivityNOptions _options;
    private readonly Func<JudgedImage, int, Func<int[]>>? _given;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Sizes, subsets and baseline; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public SensitivityN(SensitivityNOptions? options = null)
        : this(options ?? new SensitivityNOptions(), given: null)
    {
    }

    /// <summary>With subsets that somebody else drew.</summary>
    internal SensitivityN(SensitivityNOptions options, Func<JudgedImage, int, Func<int[]>>? given)
    {
        OptionErrors.Refuse(Name, options.Errors());
        (_options, _given) = (options, given);
    }

    /// <inheritdoc/>
    public string Name => "sensitivity-n";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default)
    {
        var (judged, drops) = Remove(model, maps, cancellationToken);
        var bySize = drops.ToLookup(d => d.Image);
        return judged.Finish((image, map) => Score(image, map, bySize[image]));
    }

    /// <summary>Removes every subset of every image; maps of one image share its drops.</summary>
    internal (JudgedMaps Judged, List<SubsetDrops> Drops) Remove(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken)
    {
        var judged = JudgedMaps.Open(Name, model, maps);
        var painter = new BaselinePainter(Name, _options.Baseline, _options.Preprocessing, model.InputShape, _options.Seed);
        var plane = model.InputShape.Height * model.InputShape.Width;
        var all = new List<SubsetDrops>();
        var scores = new Dictionary<JudgedImage, double>();

        var jobs =
            from image in judged.Images
            let baseline = painter.Paint(image.Values, sample: 0)
            let features = Features(image, model.InputShape, cancellationToken)
            from size in Sizes(features?.Length ?? plane).Prepend(0)
            let next = size == 0 ? () => [] : Subsets(image, size, features, plane)
            let drops = size == 0 ? null : new SubsetDrops(image, size, new double[_options.Subsets])
            from subset in size == 0 ? [WholeImage] : Enumerable.Range(0, _options.Subsets)
            select (Image: image, Drops: drops, Baseline: baseline, Subset: subset, Pixels: next());

        judged.Score(
            jobs,
            job => job.Image,
            _options.Output,
            (job, row) =>
            {
                job.Image.Values.CopyTo(row);
                PixelOrder.Replace(job.Pixels, job.Baseline, row, plane);
            },
            (job, score, _) =>
            {
                if (job.Drops is not { } drops)
                {
                    scores[job.Image] = score;
                    return;
                }

                drops.Drops[job.Subset] = scores[job.Image] - score;
                drops.Scale = Math.Max(drops.Scale, Math.Max(Math.Abs(score), Math.Abs(scores[job.Image])));
                foreach (var (map, sums) in drops.Sums)
                {
                    sums[job.Subset] = Sum(judged[map].Map.Values, job.Pixels);
                }

                if (job.Subset == _options.Subsets - 1)
                {
                    all.Add(drops);
                }
            },
            cancellationToken);
        return (judged, all);
    }

    private static MeasureScore Score(JudgedImage image, int map, IEnumerable<SubsetDrops> bySize)
    {
        CurvePoint[] curve = [.. bySize.Select(d => (d.Size, Value: d.Correlation(map))).Where(c => c.Value is not null).Select(c => new CurvePoint(c.Size, c.Value!.Value))];
        return curve.Length > 0
            ? MeasureScore.Of(curve.Average(point => point.Y), curve)
            : MeasureScore.Undefined($"No number of removed features gives a correlation for '{image.Image.Id}': the map, or what removing features does to the score, does not vary.");
    }

    private int[] Sizes(int features)
    {
        var wanted = _options.Sizes ?? Enumerable.Range(0, SizeCount).Select(i => (int)Math.Round(Math.Pow(LargestShare * features, i / (SizeCount - 1.0))));
        return [.. wanted.Where(size => size >= 1 && size < features).Distinct().Order()];
    }

    // A size's subsets follow from the seed, the image and the size alone: other sizes in the list change nothing.
    private Func<int[]> Subsets(JudgedImage image, int size, int[][]? features, int plane)
    {
        if (_given is not null)
        {
            return _given(image, size);
        }

        var stream = new FeatureSubsets(features?.Length ?? plane, ContentSeed.Derive(_options.Seed, size, image.Values));
        return features is null ? () => stream.Next(size) : () => [.. stream.Next(size).SelectMany(feature => features[feature])];
    }

    /// <summary>The pixels of every superpixel; null when each pixel is a feature.</summary>
    private int[][]? Features(JudgedImage image, ImageShape shape, CancellationToken cancellationToken)
    {
        if (_options.Segmentation is not { } segmentation)
        {
            return null;
        }

        var labels = segmentation.Segment(SegmentationImage.Of(image.Values, shape, _options.Preprocessing), cancellationToken).Labels.ToArray();
        return [.. Enumerable.Range(0, labels.Length).GroupBy(pixel => labels[pixel]).Select(segment => segment.ToArray())];
    }

    private static double Sum(float[] map, int[] pixels)
    {
        var sum = 0.0;
        foreach (var pixel in pixels)
        {
            sum += map[pixel];
        }

        return sum;
    }
}
