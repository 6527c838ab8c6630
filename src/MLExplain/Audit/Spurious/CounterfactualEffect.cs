using MLExplain.Evaluation;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>How far an intervention moved the predictions, beyond what its control moved them.</summary>
public sealed record CounterfactualEffect
{
    /// <summary>What was done.</summary>
    public required Intervention Intervention { get; init; }

    /// <summary>The images, by identifier.</summary>
    public required IReadOnlyList<CounterfactualRow> Rows { get; init; }

    /// <summary>By how much a property was changed; negative when it was lowered, null when a region was changed.</summary>
    public double? Amount { get; init; }

    /// <summary>Images whose region nobody knows, whose property cannot be changed so far, or whose scores are not finite.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Why there is no result, one sentence; empty when there is one.</summary>
    public required string Reason { get; init; }

    /// <summary>Number of the class whose probability moved the most beyond the control; null without a result.</summary>
    public int? Class { get; init; }

    /// <summary>Mean over the images of that class's probability after the intervention − after the control, −1 to 1, with its interval.</summary>
    public Bootstrap? Shift { get; init; }

    /// <summary>
    /// Mean over the images of that class's probability after the intervention − before, −1 to 1, with its interval: what the intervention does by itself. A shift
    /// without such a change is the control's doing. Null without a result.
    /// </summary>
    public Bootstrap? Change { get; init; }

    /// <summary>
    /// (1 + random signs with at least this shift) ÷ (1 + random signs), where each image's difference gets a random sign and the largest shift of any
    /// class counts: exact when intervention and control may be exchanged. Null without a result.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary>Images whose predicted class changed.</summary>
    public int Flips => Rows.Count(r => r.Flipped);

    /// <summary>Images whose predicted class changed under the control.</summary>
    public int ControlFlips => Rows.Count(r => r.ControlFlipped);

    internal static CounterfactualEffect Of(Intervention intervention, IReadOnlyList<CounterfactualRow> rows, int leftOut, string reason, CounterfactualOptions options)
    {
        var effect = new CounterfactualEffect { Intervention = intervention, Rows = rows, LeftOut = leftOut, Reason = reason };
        if (reason.Length > 0)
        {
            return effect;
        }

        double[][] shifts = [.. rows.Select(r => r.After.Zip(r.Control, (after, control) => (double)after - control).ToArray())];
        double[] means = Means(shifts, _ => 1);
        var moved = Enumerable.Range(0, means.Length).MaxBy(k => Math.Abs(means[k]));
        var seed = ContentSeed.Derive(options.Seed, $"{intervention}");
        var random = new SplitMix64(seed);
        var exceeding = Enumerable.Range(0, options.Resamples).Count(_ =>
            Means(shifts, _ => random.NextUniform() < 0.5 ? -1 : 1).Max(Math.Abs) >= Math.Abs(means[moved]) - 1e-12);
        return effect with
        {
            Class = moved, Shift = Bootstrap.Of([.. shifts.Select(s => s[moved])], unchecked((int)seed), options.Resamples),
            Change = Bootstrap.Of([.. rows.Select(r => (double)r.After[moved] - r.Before[moved])], unchecked((int)seed), options.Resamples),
            PValue = (1.0 + exceeding) / (1 + options.Resamples),
        };
    }

    private static double[] Means(double[][] shifts, Func<int, int> sign)
    {
        var means = new double[shifts[0].Length];
        for (var i = 0; i < shifts.Length; i++)
        {
            var factor = sign(i) / (double)shifts.Length;
            for (var k = 0; k < means.Length; k++)
            {
                means[k] += factor * shifts[i][k];
            }
        }

        return means;
    }
}
