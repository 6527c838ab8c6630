namespace MLExplain.Saliency;

/// <summary>How <see cref="BlurIg"/> integrates, and how far it blurs.</summary>
public sealed record BlurIgOptions
{
    /// <summary>Largest width of the blur, standard deviation in pixels; above 0. Under <see cref="BlurSchedule.Sqrt"/> the path ends at its root.</summary>
    /// <value>Default: 50, as in PAIR.</value>
    public double MaxSigma { get; init; } = 50;

    /// <summary>Gradients per image, or <see cref="StepCount.Auto"/> to let the residual decide.</summary>
    /// <value>Default: 100, as in PAIR.</value>
    public StepCount Steps { get; init; } = 100;

    /// <summary>Step of the forward difference that gives the path's direction, in pixels of σ; above 0. Read with a fixed number of steps only.</summary>
    /// <value>Default: 0.01, as in PAIR.</value>
    public double GradStep { get; init; } = 0.01;

    /// <summary>How the steps are laid over the widths, and where the path ends.</summary>
    /// <value>Default: <see cref="BlurSchedule.Linear"/>, as in PAIR.</value>
    public BlurSchedule Schedule { get; init; } = BlurSchedule.Linear;

    /// <summary>Largest residual an automatic step count accepts, as a share of |F(x) − F(blurred)|; read with <see cref="StepCount.Auto"/> only.</summary>
    /// <value>Default: 0.01.</value>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Gradients after which an automatic step count gives up and says so; read with <see cref="StepCount.Auto"/> only.</summary>
    /// <value>Default: 400.</value>
    public int MaxSteps { get; init; } = 400;

    /// <summary>σ where the path ends.</summary>
    internal double EndSigma => Schedule == BlurSchedule.Sqrt ? Math.Sqrt(MaxSigma) : MaxSigma;

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!(MaxSigma > 0 && MaxSigma <= 1000))
        {
            yield return FormattableString.Invariant($"maxSigma is {MaxSigma} but must lie above 0 and not above 1000.");
        }

        if (!(GradStep > 0 && GradStep <= 1))
        {
            yield return FormattableString.Invariant($"gradStep is {GradStep} but must lie above 0 and not above 1.");
        }

        if (!Enum.IsDefined(Schedule))
        {
            yield return $"schedule {(int)Schedule} is not one of the schedules.";
        }

        if (!(Tolerance > 0 && Tolerance < 1))
        {
            yield return FormattableString.Invariant($"tolerance is {Tolerance} but must lie between 0 and 1, both excluded.");
        }

        if (MaxSteps < AdaptiveStraightPath.Quarters.Length)
        {
            yield return $"maxSteps is {MaxSteps} but an automatic step count starts with {AdaptiveStraightPath.Quarters.Length}.";
        }
    }
}
