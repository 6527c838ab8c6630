using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Analysis;

/// <summary>What an audit asks of its records.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Names of the classes, in the order of the model's outputs.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The saliency method whose maps are compared and clustered.</summary>
    public required string Method { get; init; }

    /// <summary>Attributes whose groups are compared.</summary>
    /// <value>Default: none; then nothing is compared, and the analysis says so.</value>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The class that counts as positive.</summary>
    /// <value>Null compares each class with the rest. Default: null.</value>
    public string? Positive { get; init; }

    /// <summary>The region in which the evidence should lie.</summary>
    /// <value>Default: null; then nobody can say which predictions are right for the wrong reason.</value>
    public string? Evidence { get; init; }

    /// <summary>Fewer images than this are no group, and no share of them is stated.</summary>
    /// <value>At least 2. Default: 10.</value>
    public int Minimum { get; init; } = 10;

    /// <summary>Resamples behind every interval, and permutations behind every p-value.</summary>
    /// <value>At least 100. Default: 1000.</value>
    public int Replicates { get; init; } = 1000;

    /// <summary>Seed of all of them.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>What the audit's numbers must meet.</summary>
    /// <value>Null takes <see cref="AuditGates.Default"/>. Default: null.</value>
    public IReadOnlyList<GateCondition>? Gates { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        Require(Minimum >= 2, FormattableString.Invariant($"The least number of images of a group is {Minimum}: expected at least 2."));
        Require(Replicates >= 100, FormattableString.Invariant($"{Replicates} resamples are too few for an interval: expected at least 100."));
        Require(Positive is null || Classes.Contains(Positive), $"The positive class '{Positive}' is none of the classes {NameList.Of([.. Classes])}: name one of these.");
        GateVocabulary.RequireDistinct(Gates ?? []);
        new GateVocabulary([.. FairnessGates.Metrics, .. AuditMeasurements.Metrics], Attributes, Classes) { Unavailable = Evidence is null ? AuditMeasurements.OfEvidence : new Dictionary<string, string>() }
            .Check((Gates ?? []).Where(g => !g.Metric.StartsWith(AttentionRecord.MassOverAreaPrefix, StringComparison.Ordinal)));
    }

    internal FairnessOptions ForFairness() => new()
    {
        Attributes = [.. Attributes.Select(a => new GroupAttribute(a))], Positive = Positive, Classes = Classes, MinimumDenominator = Minimum, Replicates = Replicates, Seed = Seed,
    };

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new ArgumentException(sentence);
        }
    }
}
