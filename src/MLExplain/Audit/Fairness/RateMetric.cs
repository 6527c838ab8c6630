namespace MLExplain.Audit.Fairness;

/// <summary>What a rate counts.</summary>
/// <param name="Name">Its name in files and gates.</param>
/// <param name="Meaning">One phrase for people.</param>
/// <param name="Numerator">Records that show it.</param>
/// <param name="Denominator">Records that could show it, of the same group.</param>
/// <param name="Complement">The rate that this one is 1 minus of, when the table has it; their differences are the same.</param>
public sealed record RateMetric(
    string Name, string Meaning, Func<Confusion, long> Numerator, Func<Confusion, long> Denominator, RateMetric? Complement = null)
{
    /// <summary>Whether it counts mistakes, so that the group with the higher rate fares worse.</summary>
    public bool IsError { get; init; }
}
