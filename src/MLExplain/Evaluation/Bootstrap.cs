using MathNet.Numerics.Statistics;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>How sure the mean of a measure over images is.</summary>
/// <param name="Mean">The mean; null without values.</param>
/// <param name="Lower">Lower end of the interval; null with fewer than two values.</param>
/// <param name="Upper">Upper end of the interval; null with fewer than two values.</param>
/// <param name="Count">Number of values.</param>
public sealed record Bootstrap(double? Mean, double? Lower, double? Upper, int Count)
{
    /// <summary>Mean and percentile interval.</summary>
    /// <param name="values">One finite value per image.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamples">Number of resamples; at least 100.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <remarks>B. Efron 1979: the interval between the (1 ∓ level)/2 quantiles of the means of samples drawn with replacement.</remarks>
    public static Bootstrap Of(IReadOnlyList<double> values, int seed, int resamples = 2000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (!(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The coverage of an interval must lie between 0 and 1.");
        }

        if (values.Count < 2)
        {
            return new Bootstrap(values.Count == 0 ? null : values[0], null, null, values.Count);
        }

        var random = new SplitMix64((ulong)seed);
        var means = new double[resamples];
        for (var resample = 0; resample < resamples; resample++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
            {
                sum += values[(int)(random.NextUniform() * values.Count)];
            }

            means[resample] = sum / values.Count;
        }

        return new Bootstrap(
            values.Average(), means.QuantileCustom((1 - level) / 2, QuantileDefinition.R7), means.QuantileCustom((1 + level) / 2, QuantileDefinition.R7), values.Count);
    }
}
