using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;

namespace MLExplain.Audit.Analysis;

/// <summary>Reduces the records of an audit to what it concludes: a pure function, so that it can be run again without the model.</summary>
public static class AuditAnalyzer
{
    /// <summary>Number of steps that <see cref="Analyze"/> reports.</summary>
    public const int Steps = 7;

    /// <summary>Reduces.</summary>
    /// <param name="records">One per image.</param>
    /// <param name="interventions">What changing regions did; the only part that needs the model.</param>
    /// <param name="evaluation">How far the maps can be believed; null when that was not evaluated.</param>
    /// <param name="options">What the audit asks.</param>
    /// <param name="study">What <see cref="Cluster"/> found, and what changing it did; null clusters here and changes nothing.</param>
    /// <param name="progress">Told the number of steps done, of <see cref="Steps"/>.</param>
    /// <param name="cancellationToken">Stops the analysis.</param>
    /// <returns>The conclusions; the same whatever the order of the records.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static AuditAnalysis Analyze(
        IReadOnlyList<ImageRecord> records, IReadOnlyList<RegionEffect> interventions, EvaluationReport? evaluation, AnalysisOptions options,
        ClusterStudy? study = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(interventions);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var views = new RecordViews([.. records.OrderBy(r => r.Id, StringComparer.Ordinal)], options);
        var spurious = views.Spurious([.. interventions.Select(i => i.Region).Distinct()]);
        var lookedAt = ForAttention(options);
        var (permutations, done) = (options.Replicates - 1, 0);
        var (fairness, noFairness) = Step(() => CompareGroups(views, options, cancellationToken));
        var attention = Step(() => AttentionByGroup.Compare(views.Attention, options.Evidence ?? "", lookedAt, cancellationToken));
        var means = Step(() => MeanMaps.Of(views.GroupedMaps, lookedAt, cancellationToken));
        var associations = Step(() => PropertyAssociations.Test(spurious, new AssociationOptions { Permutations = permutations, Seed = options.Seed }, null, cancellationToken));
        var clusters = Step(() => study?.Clusters ?? Clusters(views, options, cancellationToken));
        var slices = Step(() => SliceDiscovery.Find(views.Sliced, new SliceOptions { Minimum = options.Minimum, Permutations = permutations, Seed = options.Seed }, cancellationToken));
        var duplicates = Step(() => DuplicateImages.Find(spurious, cancellationToken: cancellationToken));
        var findings = SpuriousFindings.Find(associations, clusters, interventions, options.Classes);
        var measurements = Measured(fairness, attention, SanityOutcome.Of(options.Method, evaluation), findings, options);
        return new AuditAnalysis
        {
            Options = options, Fairness = fairness, Attention = attention, Associations = associations, Duplicates = duplicates,
            Clusters = clusters, ClusterEffects = study?.Effects ?? [], Slices = slices, Interventions = interventions, Findings = findings, MeanMaps = means,
            Measurements = measurements, Gates = Judge(measurements, fairness is null ? noFairness : null, options),
            Unmeasured =
            [
                .. fairness is null ? [new UnmeasuredItem("fairness", "groups", 0, noFairness)] : UnmeasuredItems.Of(fairness), .. UnmeasuredItems.Of(attention), .. views.NotExplained,
                .. UnmeasuredItems.Of(associations), .. UnmeasuredItems.Of(clusters), .. UnmeasuredItems.Of(slices), .. UnmeasuredItems.Of(interventions), .. UnmeasuredItems.Of([.. (study?.Effects ?? []).Select(e => new RegionEffect(e.Place, e.Effect))]),
            ],
        };

        T Step<T>(Func<T> part)
        {
            var result = part();
            progress?.Report(++done);
            return result;
        }
    }

    /// <summary>
    /// The part of the analysis that can be computed again from what a report's files hold of each image, so that a check of a report needs no
    /// model. What needs maps or the model (findings, sanity checks) is taken as it was found.
    /// </summary>
    /// <param name="records">One per image.</param>
    /// <param name="sanity">How the method did in its sanity checks.</param>
    /// <param name="findings">What was judged of spurious correlations.</param>
    /// <param name="options">What the audit asked.</param>
    /// <param name="cancellationToken">Stops the analysis.</param>
    public static (GateDecision Gates, FairnessReport? Fairness, AttentionReport Attention) Decide(
        IReadOnlyList<ImageRecord> records, SanityOutcome sanity, IReadOnlyList<SpuriousFinding> findings, AnalysisOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var views = new RecordViews([.. records.OrderBy(r => r.Id, StringComparer.Ordinal)], options);
        var (fairness, noFairness) = CompareGroups(views, options, cancellationToken);
        var attention = AttentionByGroup.Compare(views.Attention, options.Evidence ?? "", ForAttention(options), cancellationToken);
        return (Judge(Measured(fairness, attention, sanity, findings, options), fairness is null ? noFairness : null, options), fairness, attention);
    }

    /// <summary>A gate on a number of fairness says why there is none at all.</summary>
    private static GateDecision Judge(IReadOnlyList<Measurement> measurements, string? noFairness, AnalysisOptions options) => GateDecision.Of(
        options.Gates ?? AuditGates.Default(options), measurements, noFairness is null ? null : FairnessGates.Metrics.ToDictionary(m => m, _ => noFairness));

    private static IReadOnlyList<Measurement> Measured(
        FairnessReport? fairness, AttentionReport attention, SanityOutcome sanity, IReadOnlyList<SpuriousFinding> findings, AnalysisOptions options) =>
    [
        .. fairness is null ? [] : FairnessGates.Measurements(fairness), .. AuditMeasurements.Of(attention, sanity.Caveat),
        .. AuditMeasurements.Of(attention.Reasons, options.Minimum, sanity.Caveat), sanity.Measurement, AuditMeasurements.Of(findings),
    ];

    private static AttentionOptions ForAttention(AnalysisOptions options) => new() { Minimum = options.Minimum, Resamples = options.Replicates, Seed = options.Seed };

    /// <summary>The clusters of an audit's maps, before their places are changed.</summary>
    /// <param name="records">One per image.</param>
    /// <param name="options">What the audit asks.</param>
    /// <param name="cancellationToken">Stops the analysis.</param>
    public static IReadOnlyList<ClassClustering> Cluster(IReadOnlyList<ImageRecord> records, AnalysisOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Clusters(new RecordViews([.. records.OrderBy(r => r.Id, StringComparer.Ordinal)], options), options, cancellationToken);
    }

    private static IReadOnlyList<ClassClustering> Clusters(RecordViews views, AnalysisOptions options, CancellationToken cancellationToken) =>
        MapClusters.Find(views.Maps, new ClusterOptions { Permutations = options.Replicates - 1, Seed = options.Seed }, cancellationToken);

    /// <summary>The comparison, or why there is none.</summary>
    private static (FairnessReport? Report, string Reason) CompareGroups(RecordViews views, AnalysisOptions options, CancellationToken cancellationToken)
    {
        if (options.Attributes.Count == 0)
        {
            return (null, "No attribute was named whose groups are to be compared.");
        }

        try
        {
            return (FairnessAudit.Run(views.Fairness, options.ForFairness(), null, cancellationToken), "");
        }
        catch (DataException e)
        {
            return (null, e.Message);
        }
    }
}
