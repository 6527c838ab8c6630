using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;

namespace MLExplain.Audit.Analysis;

/// <summary>What an audit concludes from its records; writers compute nothing beyond it.</summary>
public sealed record AuditAnalysis
{
    /// <summary>What was asked.</summary>
    public required AnalysisOptions Options { get; init; }

    /// <summary>What the classifier does to groups; null when no record or no attribute could be counted.</summary>
    public required FairnessReport? Fairness { get; init; }

    /// <summary>Where the model looks, by group.</summary>
    public required AttentionReport Attention { get; init; }

    /// <summary>Whether anything but what a picture shows tells its label, its prediction or the errors.</summary>
    public required IReadOnlyList<PropertyAssociation> Associations { get; init; }

    /// <summary>Images that occur more than once, in ordinal order of their identifiers.</summary>
    public required IReadOnlyList<DuplicatePair> Duplicates { get; init; }

    /// <summary>Ways in which the model comes to each class.</summary>
    public required IReadOnlyList<ClassClustering> Clusters { get; init; }

    /// <summary>What changing the places that clusters look at did; it decides no gate, because a place may be the evidence.</summary>
    public required IReadOnlyList<ClusterEffect> ClusterEffects { get; init; }

    /// <summary>Groups of images, by where the model looks, on which it errs more than their labels explain.</summary>
    public required SliceReport Slices { get; init; }

    /// <summary>How far taking a region away, or putting it in, moved the predictions.</summary>
    public required IReadOnlyList<RegionEffect> Interventions { get; init; }

    /// <summary>What the model uses and should not: each suspicion with its associations and its interventions, the most serious first.</summary>
    public required IReadOnlyList<SpuriousFinding> Findings { get; init; }

    /// <summary>Where the model looks on average, by group and class.</summary>
    public required IReadOnlyList<MeanMap> MeanMaps { get; init; }

    /// <summary>Every number that a gate can be set on.</summary>
    public required IReadOnlyList<Measurement> Measurements { get; init; }

    /// <summary>The audit's decision.</summary>
    public required GateDecision Gates { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public required IReadOnlyList<UnmeasuredItem> Unmeasured { get; init; }
}
