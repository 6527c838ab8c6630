namespace MLExplain.Audit.Spurious;

/// <summary>When an association or an effect counts.</summary>
public sealed record FindingOptions
{
    /// <summary>Expected share of false ones among the associations, and among the interventions, of a run that count.</summary>
    /// <value>Between 0 and 0.5. Default: 0.05.</value>
    public double Level { get; init; } = 0.05;

    /// <summary>Least mean change of a probability, by itself and beyond that of the control, that matters; both whole intervals must lie beyond it.</summary>
    /// <value>0..1, exclusive. Default: 0.05.</value>
    public double LeastShift { get; init; } = 0.05;

    internal void Validate()
    {
        if (!(Level is > 0 and < 0.5) || !(LeastShift is > 0 and < 1))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A finding counts at level {Level} from a shift of {LeastShift}: expected a level between 0 and 0.5 and a shift between 0 and 1."));
        }
    }
}
