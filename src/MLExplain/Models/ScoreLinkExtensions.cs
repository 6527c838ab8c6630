using System.Numerics.Tensors;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Probabilities from logits, as a <see cref="ScoreLink"/> says.</summary>
public static class ScoreLinkExtensions
{
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
