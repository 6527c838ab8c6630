using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>The curve of scores while pixels change sides, most important first, from one image to another.</summary>
internal sealed class PixelCurve(string measure, PixelCurveOptions options, bool insert)
{
    /// <summary>Marks a point that all maps of an image share: its start or its end.</summary>
    private const int Shared = -1;

    private sealed record Walk(JudgedImage Image, float[] From, float[] To)
    {
        public double[] Ends { get; } = new double[2];
    }

    /// <param name="Walk">The image under way.</param>
    /// <param name="Map">Index of the map, or <see cref="Shared"/>.</param>
    /// <param name="Order">Its pixels, most important first.</param>
    /// <param name="Step">Steps done; for a shared point 0 is the start and 1 the end.</param>
    private sealed record Job(Walk Walk, int Map, int[] Order, int Step);

    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken)
    {
        var judged = JudgedMaps.Open(measure, model, maps);
        var plane = model.InputShape.Height * model.InputShape.Width;
        var step = options.StepPixels ?? (int)(((long)plane + options.Steps - 1) / options.Steps);
        var steps = (plane + step - 1) / step;
        var paint = Painter(model);
        var ends = new Dictionary<JudgedImage, double[]>();
        var inner = new double[maps.Count][];

        judged.Score(
            judged.Images.SelectMany(image => Jobs(judged, image, paint, steps)),
            job => job.Walk.Image,
            options.Output,
            (job, row) =>
            {
                var (from, to) = (job.Walk.From, job.Walk.To);
                (job.Map == Shared && job.Step == 1 ? to : from).CopyTo(row);
                PixelOrder.Replace(job.Order.AsSpan(0, Math.Min(plane, job.Map == Shared ? 0 : job.Step * step)), to, row, plane);
            },
            (job, score, _) =>
            {
                if (job.Map == Shared)
                {
                    job.Walk.Ends[job.Step] = score;
                    ends[job.Walk.Image] = job.Walk.Ends;
                }
                else
                {
                    (inner[job.Map] ??= new double[steps - 1])[job.Step - 1] = score;
                }
            },
            cancellationToken);
        return judged.Finish((image, map) => Score(plane, step, [ends[image][0], .. inner[map] ?? [], ends[image][1]]));
    }

    private IEnumerable<Job> Jobs(JudgedMaps judged, JudgedImage image, Func<JudgedImage, float[]> paint, int steps)
    {
        var (original, other) = (image.Image.Input.Values, paint(image));
        var walk = insert ? new Walk(image, other, original) : new Walk(image, original, other);
        yield return new Job(walk, Shared, [], 0);
        yield return new Job(walk, Shared, [], 1);
        foreach (var map in image.Maps)
        {
            var order = PixelOrder.Descending(judged[map].Map);
            for (var step = 1; step < steps; step++)
            {
                yield return new Job(walk, map, order, step);
            }
        }
    }

    private Func<JudgedImage, float[]> Painter(IClassifier model)
    {
        if ((options.Substrate ?? (insert ? PixelSubstrate.RiseBlur : PixelSubstrate.Baseline)) == PixelSubstrate.RiseBlur)
        {
            return image => RiseBlur.Apply(image.Values, model.InputShape);
        }

        var painter = new BaselinePainter(measure, options.Baseline, options.Preprocessing, model.InputShape, options.Seed);
        return image => painter.Paint(image.Values, sample: 0);
    }

    /// <summary>Area under the curve by the trapezoidal rule, over the share of the pixels that did change sides.</summary>
    private static MeasureScore Score(int plane, int step, double[] scores)
    {
        CurvePoint[] curve = [.. scores.Select((score, i) => new CurvePoint(Math.Min(1, (double)i * step / plane), score))];
        return MeasureScore.Of(curve.Zip(curve.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum(), curve);
    }
}
