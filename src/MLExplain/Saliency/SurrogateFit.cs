namespace MLExplain.Saliency;

/// <summary>A linear model of a score in features that are present or absent.</summary>
/// <param name="Coefficients">One per feature.</param>
/// <param name="Intercept">The model's score with no feature present.</param>
/// <param name="WeightedR2">
/// 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)², ȳ the weighted mean; at most 1, and 1 where the scores are all equal and the model says so, as in scikit-learn.
/// </param>
internal sealed record SurrogateFit(double[] Coefficients, double Intercept, double WeightedR2)
{
    /// <summary>The model's score of a sample.</summary>
    public double Predict(Coalitions samples, int sample)
    {
        var sum = Intercept;
        for (var feature = 0; feature < Coefficients.Length; feature++)
        {
            sum += samples[sample, feature] ? Coefficients[feature] : 0;
        }

        return sum;
    }
}
