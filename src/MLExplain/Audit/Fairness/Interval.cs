namespace MLExplain.Audit.Fairness;

/// <summary>A range that holds the true number with the stated confidence.</summary>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end, not below the lower one.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    internal static Interval Hull(Interval a, Interval b) => new(Math.Min(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));
}
