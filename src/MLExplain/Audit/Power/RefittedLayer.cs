using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>New values of a last linear layer.</summary>
/// <param name="Weights">The weight, <c>[R,C]</c>.</param>
/// <param name="Bias">The bias, <c>[R]</c>; zeros when the layer has none.</param>
/// <param name="CrossEntropy">Mean cross-entropy of the labels it was fitted to, in nats; null when it was not fitted.</param>
public sealed record RefittedLayer(Tensor Weights, Tensor Bias, double? CrossEntropy)
{
    /// <summary>The layer's scores of features.</summary>
    /// <param name="features">One row per image, <c>[N,C]</c>.</param>
    /// <returns><c>[N,R]</c>.</returns>
    public Tensor Score(Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var scores = new Tensor(features.Shape[0], Bias.Length);
        Parallel.For(0, features.Shape[0], n =>
        {
            for (var r = 0; r < Bias.Length; r++)
            {
                var sum = (double)Bias.Values[r];
                for (var c = 0; c < features.Shape[1]; c++)
                {
                    sum += (double)Weights.Row(r)[c] * features.Row(n)[c];
                }

                scores.Row(n)[r] = (float)sum;
            }
        });
        return scores;
    }
}
