using MathNet.Numerics.Statistics;
using MLExplain.Evaluation;
using MLExplain.Tensors;

namespace MLExplain.Audit.Attention;

/// <summary>One figure of the images of a slice, by group.</summary>
internal sealed class ComparedSlice
{
    /// <summary>Coverage of intervals.</summary>
    private const double Level = 0.95;

    private readonly AttentionSlice _slice;
    private readonly AttentionOptions _options;
    private readonly ulong _seed;

    public ComparedSlice(AttentionSlice slice, AttentionRecord[] records, AttentionOptions options)
    {
        (_slice, _options) = (slice, options);
        _seed = ContentSeed.Derive(options.Seed, string.Join('\0', slice.Method, slice.Figure, slice.Class, slice.Correctness, slice.Attribute));
        Groups = [.. records.GroupBy(r => AttentionByGroup.GroupOf(r, slice.Attribute)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Group(g.Key, [.. g]))];
        Values = [.. records.GroupBy(r => AttentionByGroup.GroupOf(r, slice.Attribute)).Where(g => Groups.Any(c => c.Group == g.Key && c.Status == "ok"))
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Defined([.. g])))];
    }

    public IReadOnlyList<AttentionGroup> Groups { get; }

    private (string Group, double[] Values)[] Values { get; }

    public AttentionDisparity Disparity()
    {
        if (Values.Length < 2)
        {
            return new AttentionDisparity(_slice, "", null, "", null, null, null, null, null, "fewer_than_two_groups");
        }

        double[] means = [.. Values.Select(g => g.Values.Average())];
        var (low, high) = (Array.IndexOf(means, means.Min()), Array.IndexOf(means, means.Max()));
        var random = new SplitMix64(_seed);
        double[] differences = [.. Enumerable.Range(0, _options.Resamples).Select(_ => Resampled(Values[high].Values, ref random) - Resampled(Values[low].Values, ref random))];
        var exceeding = Exceeding(means[high] - means[low], ref random);
        return new AttentionDisparity(
            _slice, Values[low].Group, means[low], Values[high].Group, means[high], differences.QuantileCustom((1 - Level) / 2, QuantileDefinition.R7),
            differences.QuantileCustom((1 + Level) / 2, QuantileDefinition.R7), (1.0 + exceeding) / (1 + _options.Resamples), null, "ok");
    }

    private AttentionGroup Group(string name, AttentionRecord[] records)
    {
        var defined = Defined(records);
        var status = name == AttentionByGroup.Missing ? "missing_attribute" : defined.Length < _options.Minimum ? "below_min_n" : "ok";
        var mean = status == "ok" ? Bootstrap.Of(defined, unchecked((int)_seed), _options.Resamples, Level) : new Bootstrap(null, null, null, defined.Length);
        return new AttentionGroup(_slice, name, defined.Length, records.Length - defined.Length, mean, status);
    }

    private double[] Defined(AttentionRecord[] records) => [.. records.Select(r => r.Figures.FirstOrDefault(f => f.Key == _slice.Figure).Value).OfType<double>()];

    private static double Resampled(double[] values, ref SplitMix64 random)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[(int)(random.NextUniform() * values.Length)];
        }

        return sum / values.Length;
    }

    /// <summary>Permutations of the images over groups of these sizes whose largest difference of means is at least the one found.</summary>
    private int Exceeding(double found, ref SplitMix64 random)
    {
        double[] pooled = [.. Values.SelectMany(g => g.Values)];
        int[] order = [.. Enumerable.Range(0, pooled.Length)];
        var exceeding = 0;
        for (var permutation = 0; permutation < _options.Resamples; permutation++)
        {
            random.Shuffle(order);
            var (start, least, most) = (0, double.PositiveInfinity, double.NegativeInfinity);
            foreach (var (_, values) in Values)
            {
                var sum = 0.0;
                for (var i = start; i < start + values.Length; i++)
                {
                    sum += pooled[order[i]];
                }

                (start, least, most) = (start + values.Length, Math.Min(least, sum / values.Length), Math.Max(most, sum / values.Length));
            }

            exceeding += most - least >= found - 1e-12 ? 1 : 0;
        }

        return exceeding;
    }
}
