using MLExplain.Models;
using MLExplain.Saliency;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Evaluation;

/// <summary>Scores of images of which only the part that a map shows is left: b + m · (x − b), m = max(R, 0) / max R.</summary>
internal static class ShownPart
{
    /// <summary>Marks the image itself among its maps.</summary>
    private const int WholeImage = -1;

    /// <param name="measure">Name, for messages.</param>
    /// <param name="options">Baseline and score.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="maps">The maps.</param>
    /// <param name="judge">The measure's score, from the score of the whole image and that of the part.</param>
    /// <param name="cancellationToken">Stops between model calls.</param>
    public static IReadOnlyList<MeasureScore> Measure(
        string measure, ConfidenceOptions options, IClassifier model, IReadOnlyList<EvaluatedMap> maps, Func<double, double, MeasureScore> judge, CancellationToken cancellationToken)
    {
        var judged = JudgedMaps.Open(measure, model, maps);
        var painter = new BaselinePainter(measure, options.Baseline, options.Preprocessing, model.InputShape, options.Seed);
        var whole = new Dictionary<JudgedImage, double>();
        var part = new double?[maps.Count];

        judged.Score(
            from image in judged.Images
            let baseline = painter.Paint(image.Values, sample: 0)
            from map in image.Maps.Where(map => TensorPrimitives.Max<float>(maps[map].Map.Values) > 0).Prepend(WholeImage)
            select (Image: image, Baseline: baseline, Map: map),
            job => job.Image,
            options.Output,
            (job, row) =>
            {
                job.Image.Values.CopyTo(row);
                if (job.Map != WholeImage)
                {
                    Show(maps[job.Map].Map.Values, job.Baseline, row);
                }
            },
            (job, score, _) =>
            {
                if (job.Map == WholeImage)
                {
                    whole[job.Image] = score;
                }
                else
                {
                    part[job.Map] = score;
                }
            },
            cancellationToken);
        return judged.Finish((image, map) => part[map] is { } score
            ? judge(whole[image], score)
            : MeasureScore.Undefined($"The map of '{maps[map].Source}' has no positive value, so that it shows nothing."));
    }

    private static void Show(float[] map, float[] baseline, Span<float> row)
    {
        double largest = TensorPrimitives.Max<float>(map);
        var shares = Array.ConvertAll(map, value => Math.Max(0, value) / largest);
        for (var start = 0; start < row.Length; start += shares.Length)
        {
            var from = baseline.AsSpan(start, shares.Length);
            var to = row.Slice(start, shares.Length);
            for (var i = 0; i < shares.Length; i++)
            {
                to[i] = (float)(from[i] + (shares[i] * ((double)to[i] - from[i])));
            }
        }
    }
}
