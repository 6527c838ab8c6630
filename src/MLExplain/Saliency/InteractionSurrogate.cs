namespace MLExplain.Saliency;

/// <summary>A second surrogate with products of pairs of superpixels: what a linear one cannot say, such as "both or neither".</summary>
internal static class InteractionSurrogate
{
    // A pair counts when noise alone would bring forth one like it, among all pairs, in fewer than one image of twenty.
    private const double FalsePositives = 0.05;

    /// <summary>The pairs that the linear surrogate's residual depends on beyond noise, most significant first.</summary>
    /// <remarks>
    /// With s = ±1 for present and absent, and residual r, z_ij = Σ w r s_i s_j / √(Σ w² r²) is about standard normal where r does not depend
    /// on the pair. By the union bound over the P pairs and P(|z| > t) ≤ 2 e^(−t²/2), chance stays below t = √(2 ln(2 P / 0.05)). All
    /// pairs are looked at, not only those of superpixels with large coefficients: in an exclusive or both coefficients are 0.
    /// </remarks>
    public static IReadOnlyList<(int First, int Second)> Pairs(Coalitions samples, double[] scores, double[] weights, SurrogateFit linear, int atMost)
    {
        var features = samples.Features;
        var sums = new double[features, features];
        var signs = new double[features];
        var squares = 0.0;
        for (var sample = 0; sample < samples.Count; sample++)
        {
            var residual = weights[sample] * (scores[sample] - linear.Predict(samples, sample));
            squares += residual * residual;
            for (var i = 0; i < features; i++)
            {
                signs[i] = samples[sample, i] ? 1 : -1;
                var signed = residual * signs[i];
                for (var j = 0; j < i; j++)
                {
                    sums[i, j] += signed * signs[j];
                }
            }
        }

        var pairs = features * (features - 1) / 2;
        var least = Math.Sqrt(2 * Math.Log(2 * pairs / FalsePositives) * squares);
        return
        [
            .. (from i in Enumerable.Range(0, features)
                from j in Enumerable.Range(0, i)
                where Math.Abs(sums[i, j]) > least
                orderby Math.Abs(sums[i, j]) descending
                select (j, i)).Take(atMost),
        ];
    }

    /// <summary>Ridge regression on the kept superpixels, those of the pairs, and the pairs' products.</summary>
    /// <returns>The pairs with their coefficients, largest first, and the fit's weighted R²; nothing and null without pairs.</returns>
    public static (IReadOnlyList<SuperpixelInteraction> Pairs, double? WeightedR2) Fit(
        Coalitions samples, double[] scores, double[] weights, double alpha, int[] kept, IReadOnlyList<(int First, int Second)> pairs)
    {
        if (pairs.Count == 0)
        {
            return ([], null);
        }

        var singles = kept.Concat(pairs.SelectMany(pair => new[] { pair.First, pair.Second })).Distinct().Order().ToArray();
        var extended = new Coalitions(samples.Count, singles.Length + pairs.Count);
        for (var sample = 0; sample < samples.Count; sample++)
        {
            for (var i = 0; i < singles.Length; i++)
            {
                extended[sample, i] = samples[sample, singles[i]];
            }

            for (var i = 0; i < pairs.Count; i++)
            {
                extended[sample, singles.Length + i] = samples[sample, pairs[i].First] && samples[sample, pairs[i].Second];
            }
        }

        var fit = new NormalEquations(extended, scores, weights).Ridge(alpha);
        var interactions = pairs.Select((pair, i) => new SuperpixelInteraction(pair.First, pair.Second, fit.Coefficients[singles.Length + i]));
        return ([.. interactions.OrderByDescending(interaction => Math.Abs(interaction.Coefficient))], fit.WeightedR2);
    }
}
