namespace MLExplain.Models;

/// <summary>How a model's logits become probabilities.</summary>
public enum ScoreLink
{
    /// <summary>One class of many: p = softmax(z).</summary>
    Softmax,

    /// <summary>Each class on its own: p_k = 1 / (1 + e^(−z_k)).</summary>
    Sigmoid,
}
