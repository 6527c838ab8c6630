using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Fairness;

/// <summary>How a fairness audit compares groups.</summary>
public sealed record FairnessOptions
{
    /// <summary>
    /// Up to so many classes, each is compared with the rest whatever it holds. Of more, only those that at least <see cref="MinimumDenominator"/> records are labelled with;
    /// the others are counted, and compared with all classes at once.
    /// </summary>
    public const int FewClasses = 10;

    /// <summary>The attributes whose groups are compared.</summary>
    public required IReadOnlyList<GroupAttribute> Attributes { get; init; }

    /// <summary>Most attributes whose intersection is a group of its own.</summary>
    /// <value>1..8; 1 compares no intersections. Default: 2, every pair of attributes.</value>
    public int IntersectionOrder { get; init; } = 2;

    /// <summary>The class that counts as positive; all others are then one negative class.</summary>
    /// <value>Null compares each class with the rest. Default: null.</value>
    public string? Positive { get; init; }

    /// <summary>The classes that exist; a record labelled otherwise is excluded and counted.</summary>
    /// <value>Empty takes them from labels and predictions. Default: empty.</value>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Least number of records that a rate may be a share of; rates of fewer have no value and no part in a comparison.</summary>
    /// <value>At least 1. Default: 10.</value>
    public int MinimumDenominator { get; init; } = 10;

    /// <summary>Coverage of every interval.</summary>
    /// <value>Between 0.5 and 1. Default: 0.95.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>Bootstrap resamples, and permutations, of every comparison.</summary>
    /// <value>At least 100. Default: 1000.</value>
    public int Replicates { get; init; } = 1000;

    /// <summary>Seed of resamples and permutations; results do not depend on the number of cores, nor on the order or the names of records and groups.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>Score thresholds at which rates by group are listed; a score at or above one counts as positive.</summary>
    /// <value>Used where a positive class is named and scores are known. Default: 0.05, 0.1, … 0.95.</value>
    public IReadOnlyList<double> Thresholds { get; init; } = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    /// <summary>Bins of the reliability of scores.</summary>
    /// <value>1..100. Default: 15, as is usual for the expected calibration error.</value>
    public int CalibrationBins { get; init; } = 15;

    internal void Validate()
    {
        Require(Attributes.Count > 0, "A fairness audit compares groups, but no attribute was named: name at least one.");
        Require(
            Attributes.Select(a => a.Name).Distinct(StringComparer.Ordinal).Count() == Attributes.Count,
            $"An attribute is named twice ({string.Join(", ", Attributes.Select(a => a.Name))}): expected each once.");
        var joined = Attributes.Select(a => a.Name).FirstOrDefault(n => n.Split(GateCondition.Intersection) is { Length: > 1 } parts && parts.All(p => Attributes.Any(a => a.Name == p)));
        Require(joined is null, $"The attribute '{joined}' is called like the intersection of others: rename it.");
        Require(IntersectionOrder is >= 1 and <= 8, FormattableString.Invariant($"Intersections of up to {IntersectionOrder} attributes were asked for: expected 1 to 8."));
        Require(MinimumDenominator >= 1, FormattableString.Invariant($"The least denominator of a rate is {MinimumDenominator}: expected at least 1."));
        Require(Level is > 0.5 and < 1, FormattableString.Invariant($"The coverage of intervals is {Level}: expected a number between 0.5 and 1, such as 0.95."));
        Require(CalibrationBins is >= 1 and <= 100, FormattableString.Invariant($"{CalibrationBins} bins were asked for the calibration: expected 1 to 100."));
        Require(Thresholds.All(double.IsFinite), "A score threshold is not a finite number.");
        Require(Replicates >= 100, FormattableString.Invariant($"{Replicates} resamples are too few for an interval: expected at least 100."));
    }

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new ArgumentException(sentence);
        }
    }
}
