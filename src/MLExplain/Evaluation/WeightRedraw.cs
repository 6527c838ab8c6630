namespace MLExplain.Evaluation;

/// <summary>What re-drawn weights are drawn from.</summary>
public enum WeightRedraw
{
    /// <summary>
    /// As a network is initialised: kernels uniform on ±√(6 / (fan-in + fan-out)) (X. Glorot, Y. Bengio 2010), biases 0, scales 1, slopes
    /// of rectifiers 0.25.
    /// </summary>
    Glorot,

    /// <summary>The weight's own values in another order: its distribution is kept exactly.</summary>
    Permuted,

    /// <summary>Uniform between the weight's own smallest and largest value.</summary>
    Uniform,
}
