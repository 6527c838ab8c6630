namespace MLExplain.Audit.Fairness;

/// <summary>Outcomes of a group's records for one class against all others.</summary>
/// <param name="TruePositives">Labelled and predicted as the class.</param>
/// <param name="FalsePositives">Predicted as the class only.</param>
/// <param name="FalseNegatives">Labelled as the class only.</param>
/// <param name="TrueNegatives">Neither.</param>
public readonly record struct Confusion(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>All records.</summary>
    public long Total => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Counts of two disjoint sets of records, together.</summary>
    /// <param name="a">One set.</param>
    /// <param name="b">The other.</param>
    public static Confusion operator +(Confusion a, Confusion b) => Add(a, b);

    /// <summary>Counts of two disjoint sets of records, together.</summary>
    /// <param name="a">One set.</param>
    /// <param name="b">The other.</param>
    public static Confusion Add(Confusion a, Confusion b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives);
}
