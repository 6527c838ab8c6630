namespace MLExplain.Audit.Power;

/// <summary>How a last layer is refitted.</summary>
public sealed record RefitOptions
{
    /// <summary>λ of the penalty λ/2 · Σ change², where changes are counted per standard deviation of the feature: it keeps what the data does not speak against.</summary>
    /// <value>Above 0, so that there is exactly one best fit. Default: 0.001.</value>
    public double Penalty { get; init; } = 1e-3;

    /// <summary>Largest entry of the loss' gradient at which the fit is done.</summary>
    /// <value>Above 0. Default: 0.000001.</value>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Most iterations.</summary>
    /// <value>At least 1. Default: 1000.</value>
    public int Iterations { get; init; } = 1000;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Penalty);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(Iterations, 1);
    }
}
