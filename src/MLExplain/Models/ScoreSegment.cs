namespace MLExplain.Models;

/// <summary>How scores φ(t) = φ(x + t·v) change over −h..h, by their difference and by the integral of their gradient.</summary>
/// <param name="Slope">(φ(h) − φ(−h)) / 2h.</param>
/// <param name="Predicted">1/2h · ∫⟨∇(t), v⟩ dt by the midpoint rule.</param>
/// <param name="SlopeError">By how much the two may differ for a perfect gradient: rounding of the scores, and kinks within a piece of the rule.</param>
/// <param name="GradientNorm">Root mean square of ‖∇(t)‖.</param>
/// <param name="Step">h.</param>
/// <param name="IsFlat">Whether neither scores nor gradient showed any change.</param>
internal sealed record ScoreSegment(double Slope, double Predicted, double SlopeError, double GradientNorm, double Step, bool IsFlat)
{
    /// <summary>Pieces of the midpoint rule; the gradient is taken in the middle of each.</summary>
    private const int Pieces = 8;

    /// <summary>Rounding of a sum of scores: a few units in the last place of its largest part.</summary>
    private const double RelativeRounding = 4 * 1.2e-7;

    /// <summary>The share of the tolerance that rounding may take at the step chosen.</summary>
    private const double RoundingShare = 0.05;

    /// <summary>Steps h, as powers of two of the image's size, smallest first.</summary>
    private static readonly int[] Ladder = [-18, -16, -14, -12, -10, -8, -6, -5, -4, -3, -2];

    /// <summary>Rungs at which second differences are nothing but rounding.</summary>
    private const int RoundingRungs = 3;

    /// <summary>Whether a slope of this size, over the longest step, stands out of the rounding of the scores; costs one run.</summary>
    public static bool CanResolve(ScorePlace place, double slope, double tolerance, CancellationToken cancellationToken) =>
        Math.Sqrt(2) * RelativeRounding * place.Score(place.Image, cancellationToken).Largest <= tolerance * 2 * place.Size * Math.Pow(2, Ladder[^1]) * slope;

    /// <param name="place">The image and the weights of the scores.</param>
    /// <param name="direction">v.</param>
    /// <param name="unit">The slope that errors are relative to; null for the slope itself.</param>
    /// <param name="tolerance">The relative error to resolve: the smallest step that does is taken.</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    public static ScoreSegment Measure(ScorePlace place, float[] direction, double? unit, double tolerance, CancellationToken cancellationToken)
    {
        var (step, rounding) = ChooseStep(place, direction, unit, tolerance, cancellationToken);
        var ends = place.Moved(direction, [.. Enumerable.Range(0, Pieces + 1).Select(i => step * ((2.0 * i / Pieces) - 1))]);
        var middles = place.Moved(direction, [.. Enumerable.Range(0, Pieces).Select(i => step * ((((2.0 * i) + 1) / Pieces) - 1))]);
        var (scores, largest) = place.Score(ends, cancellationToken);
        var gradients = place.Gradients(middles, cancellationToken);
        var predicted = Enumerable.Range(0, Pieces).Sum(i => Change(gradients.Row(i), ends.Row(i + 1), ends.Row(i)));
        var difference = scores[^1] - scores[0];
        return new ScoreSegment(
            difference / (2 * step),
            predicted / (2 * step),
            Math.Sqrt((2 * rounding * rounding) + KinkVariance(scores, rounding)) / (2 * step),
            Math.Sqrt(gradients.Values.Sum(g => (double)g * g) / Pieces),
            step,
            Math.Max(Math.Abs(difference), Math.Abs(predicted)) <= RelativeRounding * largest);
    }

    /// <summary>The smallest step at which the rounding of the scores is a small share of what is to be resolved, and that rounding.</summary>
    private static (double Step, double Rounding) ChooseStep(ScorePlace place, float[] direction, double? unit, double tolerance, CancellationToken cancellationToken)
    {
        var (centre, largest) = place.Score(place.Image, cancellationToken);
        var (squares, rounding, step) = (0.0, 0.0, 0.0);
        for (var rung = 0; rung < Ladder.Length; rung++)
        {
            step = place.Size * Math.Pow(2, Ladder[rung]);
            var scores = place.Score(place.Moved(direction, step, -step), cancellationToken).Scores;
            if (rung < RoundingRungs)
            {
                // The second difference of three values of variance σ² has variance 6σ².
                // Steps too small to change any rounding show none, so the scores' own precision is the floor.
                squares += Math.Pow(scores[0] + scores[1] - (2 * centre[0]), 2) / 6 / RoundingRungs;
                rounding = Math.Max(Math.Sqrt(squares), RelativeRounding * largest);
            }
            else if (Math.Sqrt(2) * rounding <= RoundingShare * tolerance * (unit is { } u ? 2 * step * u : Math.Abs(scores[0] - scores[1])))
            {
                break;
            }
        }

        return (step, rounding);
    }

    /// <summary>Variance of the midpoint rule's error, from how much the scores' differences change from piece to piece.</summary>
    /// <remarks>
    /// Where the slope jumps by J somewhere inside a piece of length Δ, the middle sees one side of the jump only: an error evenly spread over
    /// ±JΔ/2, of variance (JΔ)²/12, and the differences of neighbouring pieces change by JΔ. A smooth bend costs less than that.
    /// </remarks>
    private static double KinkVariance(double[] scores, double rounding)
    {
        var bends = Enumerable.Range(1, scores.Length - 2).Sum(i => Math.Pow(scores[i + 1] + scores[i - 1] - (2 * scores[i]), 2) - (6 * rounding * rounding));
        return Math.Max(0, bends) / 12;
    }

    /// <summary>⟨∇, to − from⟩ for the images as float32 holds them, which is not exactly a multiple of v.</summary>
    private static double Change(ReadOnlySpan<float> gradient, ReadOnlySpan<float> to, ReadOnlySpan<float> from)
    {
        var sum = 0.0;
        for (var i = 0; i < gradient.Length; i++)
        {
            sum += gradient[i] * ((double)to[i] - from[i]);
        }

        return sum;
    }
}
