namespace MLExplain.Audit.Fairness;

/// <summary>How far groups are apart in one respect.</summary>
public sealed record Disparity
{
    /// <summary>The attribute, or several joined by " &amp; ".</summary>
    public required string Attribute { get; init; }

    /// <summary>The class held against all others; empty where all classes count at once.</summary>
    public required string Class { get; init; }

    /// <summary>What is compared, such as <c>demographic_parity</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>How: <c>difference</c> (max − min), <c>ratio</c> (min ÷ max), <c>mean_difference</c>, <c>minimum</c>; 0, 1, 0 and 1 are best.</summary>
    public required string Aggregation { get; init; }

    /// <summary>What gates call it: metric and aggregation, such as <c>demographic_parity_ratio</c>; a minimum by its metric alone.</summary>
    public string Name => NameOf(Metric, Aggregation);

    /// <summary>What the two groups are compared by: a rate, or <c>ece</c>; empty where it is a distribution.</summary>
    public required string Rate { get; init; }

    /// <summary>The group where the rate is least; empty without a value.</summary>
    public string LowGroup { get; init; } = "";

    /// <summary>The rate there; null without a value, or where it is a distribution.</summary>
    public double? LowValue { get; init; }

    /// <summary>Records that it is a share of.</summary>
    public long LowCount { get; init; }

    /// <summary>The group where the rate is largest; empty without a value.</summary>
    public string HighGroup { get; init; } = "";

    /// <summary>The rate there; null without a value, or where it is a distribution.</summary>
    public double? HighValue { get; init; }

    /// <summary>Records that it is a share of.</summary>
    public long HighCount { get; init; }

    /// <summary>The disparity; null unless the status is ok or partial.</summary>
    public double? Value { get; init; }

    /// <summary>
    /// Where the true disparity lies: the percentile interval of the bootstrap, widened to what Wilson's intervals of the rates allow, so
    /// that it is honest for rates of 0 and 1 and for many groups. Null without a value.
    /// </summary>
    public Interval? Interval { get; init; }

    /// <summary>The percentile interval of the bootstrap alone: rows resampled within each group; null without a value.</summary>
    public Interval? Bootstrap { get; init; }

    /// <summary>Chance of at least this difference if groups did not matter, by permutation; null where it is not tested.</summary>
    public double? PValue { get; init; }

    /// <summary>The p-value adjusted for the number of tests in the report (Benjamini, Hochberg 1995); null where it is not tested.</summary>
    public double? QValue { get; init; }

    /// <summary>Whether there is a value, and if not why.</summary>
    public required DisparityStatus Status { get; init; }

    /// <summary>Of distances between three groups or more, the group that is furthest from all others on average; null for others.</summary>
    public string? Outlier { get; init; }

    /// <summary>Groups that have records but no such rate.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>True classes that occur, but too seldom in a group for all of them to be compared.</summary>
    public IReadOnlyList<string> LeftOutClasses { get; init; } = [];

    internal static string NameOf(string metric, string aggregation) => aggregation == DisparityMetrics.Minimum ? metric : $"{metric}_{aggregation}";
}
