namespace MLExplain.Saliency;

/// <summary>How <see cref="SmoothGrad"/> draws its noise and what it averages.</summary>
public sealed record SmoothGradOptions : NoisyOptions
{
    /// <summary>What is averaged.</summary>
    /// <value>Default: <see cref="GradientMagnitude.Plain"/>, as in the paper; PAIR's default is <see cref="GradientMagnitude.Square"/>.</value>
    public GradientMagnitude Magnitude { get; init; } = GradientMagnitude.Plain;

    /// <inheritdoc/>
    internal override IEnumerable<string> Errors() =>
        Enum.IsDefined(Magnitude) ? base.Errors() : base.Errors().Append($"magnitude {(int)Magnitude} is not one of the magnitudes.");
}
