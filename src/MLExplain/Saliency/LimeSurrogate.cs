using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>LIME's linear surrogate: which samples, how they are weighted, which superpixels keep a coefficient, and the fit.</summary>
internal static class LimeSurrogate
{
    // As in the reference implementation.
    private const int ForwardAtMost = 6;
    private const double SelectionAlpha = 0.01;

    /// <summary>Samples with each superpixel present with probability ½; the first is the whole image.</summary>
    public static Coalitions Draw(int count, int superpixels, ulong seed)
    {
        var random = new SplitMix64(seed);
        var samples = new Coalitions(count, superpixels);
        for (var sample = 0; sample < count; sample++)
        {
            var bits = 0UL;
            for (var superpixel = 0; superpixel < superpixels; superpixel++)
            {
                bits = (superpixel & 63) == 0 ? random.NextBits() : bits >> 1;
                samples[sample, superpixel] = sample == 0 || (bits & 1) != 0;
            }
        }

        return samples;
    }

    /// <summary>w = √e^(−d² / width²); d is the cosine distance of a sample from all ones, 1 − √(ones / features), and 1 for no ones.</summary>
    public static double[] Weights(Coalitions samples, double width)
    {
        var weights = new double[samples.Count];
        for (var sample = 0; sample < weights.Length; sample++)
        {
            var distance = (1 - Math.Sqrt((double)samples.Size(sample) / samples.Features)) / width;
            weights[sample] = Math.Exp(-distance * distance / 2);
        }

        return weights;
    }

    /// <summary>The superpixels that keep a coefficient, ascending.</summary>
    public static int[] Select(NormalEquations equations, int superpixels, FeatureSelection selection, int features)
    {
        var kept = Math.Min(features, superpixels);
        return (selection, features) switch
        {
            (FeatureSelection.None, _) => [.. Enumerable.Range(0, superpixels)],
            (FeatureSelection.Forward, _) or (FeatureSelection.Auto, <= ForwardAtMost) => Forward(equations, kept),
            _ => Highest(equations, kept),
        };
    }

    /// <summary>The ridge regression on the kept superpixels, with zeros for the others.</summary>
    public static SurrogateFit Fit(Coalitions samples, double[] scores, double[] weights, double alpha, int[] kept)
    {
        var fit = new NormalEquations(samples.Select(kept), scores, weights).Ridge(alpha);
        var all = new double[samples.Features];
        for (var i = 0; i < kept.Length; i++)
        {
            all[kept[i]] = fit.Coefficients[i];
        }

        return fit with { Coefficients = all };
    }

    private static int[] Highest(NormalEquations equations, int kept)
    {
        var coefficients = equations.Ridge(SelectionAlpha).Coefficients;
        return [.. Enumerable.Range(0, coefficients.Length).OrderByDescending(feature => Math.Abs(coefficients[feature])).Take(kept).Order()];
    }

    /// <remarks>
    /// Sweeping the chosen features out of A and c leaves c_j² / A_jj as what feature j would take off the squared error, so each step
    /// costs one pass over A instead of a regression per candidate.
    /// </remarks>
    private static int[] Forward(NormalEquations equations, int kept)
    {
        var (moments, products) = ((double[,])equations.Moments.Clone(), (double[])equations.Products.Clone());
        var features = products.Length;
        var variances = Enumerable.Range(0, features).Select(feature => moments[feature, feature]).ToArray();
        var left = Enumerable.Range(0, features).ToList();
        while (features - left.Count < kept)
        {
            var best = left.MaxBy(Gain);
            left.Remove(best);
            if (IsNew(best))
            {
                SweepOut(moments, products, best);
            }
        }

        return [.. Enumerable.Range(0, features).Except(left)];

        // A feature that the chosen ones determine gains nothing; what is left of its variance is rounding.
        bool IsNew(int feature) => moments[feature, feature] > 1e-10 * variances[feature];
        double Gain(int feature) => IsNew(feature) ? products[feature] * products[feature] / moments[feature, feature] : 0;
    }

    private static void SweepOut(double[,] moments, double[] products, int pivot)
    {
        var column = Enumerable.Range(0, products.Length).Select(feature => moments[feature, pivot]).ToArray();
        var product = products[pivot];
        for (var i = 0; i < products.Length; i++)
        {
            products[i] -= column[i] * product / column[pivot];
            for (var j = 0; j < products.Length; j++)
            {
                moments[i, j] -= column[i] * column[j] / column[pivot];
            }
        }
    }
}
