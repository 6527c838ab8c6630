using System.Numerics.Tensors;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Probabilities from logits, as a <see cref="ScoreLink"/> says.</summary>
public static class ScoreLinkExtensions
{
    /// <summary>The probability of one class of one image, in float64: close to 0 it keeps the digits that float32 loses.</summary>
    /// <param name="link">How logits become probabilities.</param>
    /// <param name="logits">The logits of one image, one per class.</param>
    /// <param name="target">The class.</param>
    /// <returns>A value in 0..1; NaN when a logit that counts is NaN.</returns>
    public static double Probability(this ScoreLink link, ReadOnlySpan<float> logits, int target)
    {
        if (link == ScoreLink.Sigmoid)
        {
            return 1 / (1 + Math.Exp(-(double)logits[target]));
        }

        // 1 / Σ_j e^(z_j − z_target): a term that overflows makes the probability 0, as it should be.
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((double)logit - logits[target]);
        }

        return 1 / sum;
    }

    /// <summary>The probability of each class of one image.</summary>
    /// <param name="link">How logits become probabilities.</param>
    /// <param name="logits">The logits of one image, one per class.</param>
    /// <returns>One value in 0..1 per class; they sum to 1 for <see cref="ScoreLink.Softmax"/>.</returns>
    public static float[] Probabilities(this ScoreLink link, ReadOnlySpan<float> logits)
    {
        var probabilities = new float[logits.Length];
        if (link == ScoreLink.Softmax)
        {
            Softmax.Apply(logits, probabilities);
        }
        else
        {
            TensorPrimitives.Sigmoid(logits, probabilities);
        }

        return probabilities;
    }
}
