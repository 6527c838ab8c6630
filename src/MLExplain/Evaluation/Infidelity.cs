using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Infidelity: how far the map is from the drop of the score when a random square is removed, squared.</summary>
/// <remarks>
/// C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. Inouye, P. Ravikumar 2019, arXiv:1901.09392, definition 2.1 with square removal: the mean over squares S of
/// (Σ_{i∈S} R_i − (F(x) − F(x with S at the baseline)))², in squared units of the score; 0 is best and what a linear model's exact map has. R shares out the
/// score, as Integrated Gradients do; a plain gradient is in other units, which <see cref="InfidelityOptions.Scaled"/> forgives.
/// <para>
/// Every square is removed from the image itself and lies inside it: Quantus removes its patches one after another from the same image, and fails on sides
/// that are no multiple of the patch. Captum's default draws 10 samples.
/// </para>
/// </remarks>
public sealed class Infidelity : IMapMeasure
{
    // Occlusion's window.
    private const int SidesPerImage = 7;

    private readonly InfidelityOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Squares, baseline and score; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Infidelity(InfidelityOptions? options = null)
    {
        _options = options ?? new InfidelityOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "infidelity";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default)
    {
        var judged = JudgedMaps.Open(Name, model, maps);
        var shape = model.InputShape;
        var painter = new BaselinePainter(Name, _options.Baseline, _options.Preprocessing, shape, _options.Seed);
        var whole = new Dictionary<JudgedImage, double>();
        var drops = judged.Images.ToDictionary(image => image, _ => new List<double>());
        var sums = judged.Images.SelectMany(image => image.Maps).ToDictionary(map => map, _ => new List<double>());

        judged.Score(
            from image in judged.Images
            let baseline = painter.Paint(image.Values, sample: 0)
            from square in Squares(image, shape).Prepend([])
            select (Image: image, Baseline: baseline, Square: square),
            job => job.Image,
            _options.Output,
            (job, row) =>
            {
                job.Image.Values.CopyTo(row);
                PixelOrder.Replace(job.Square, job.Baseline, row, shape.Height * shape.Width);
            },
            (job, score, _) =>
            {
                if (job.Square.Length == 0)
                {
                    whole[job.Image] = score;
                    return;
                }

                drops[job.Image].Add(whole[job.Image] - score);
                job.Image.Maps.ForEach(map => sums[map].Add(job.Square.Sum(pixel => (double)maps[map].Map.Values[pixel])));
            },
            cancellationToken);
        return judged.Finish((image, map) => Score(sums[map], drops[image]));
    }

    private MeasureScore Score(List<double> sums, List<double> drops)
    {
        var squares = sums.Sum(sum => sum * sum);
        var factor = !_options.Scaled || squares == 0 ? 1 : sums.Zip(drops, (sum, drop) => sum * drop).Sum() / squares;
        return MeasureScore.Of(sums.Zip(drops, (sum, drop) => ((factor * sum) - drop) * ((factor * sum) - drop)).Average());
    }

    /// <summary>The pixels of random squares, all of one size, anywhere inside the image.</summary>
    private IEnumerable<int[]> Squares(JudgedImage image, ImageShape shape)
    {
        var shorter = Math.Min(shape.Height, shape.Width);
        var side = Math.Min(shorter, _options.Side ?? Math.Max(1, shorter / SidesPerImage));
        var random = new SplitMix64(ContentSeed.Derive(_options.Seed, sample: 0, image.Values));
        for (var sample = 0; sample < _options.Samples; sample++)
        {
            var top = (int)(random.NextUniform() * (shape.Height - side + 1));
            var left = (int)(random.NextUniform() * (shape.Width - side + 1));
            yield return [.. Enumerable.Range(0, side * side).Select(i => ((top + (i / side)) * shape.Width) + left + (i % side))];
        }
    }
}
