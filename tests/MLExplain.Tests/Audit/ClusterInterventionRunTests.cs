using MLExplain.Audit;
using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit;

/// <summary>On a model that reads the left half minus the right: a cluster that looks left, and one that looks right.</summary>
public sealed class ClusterInterventionRunTests : IDisposable
{
    private static readonly CounterfactualOptions Options = new() { MinimumImages = 3, Grow = 0, Resamples = 200 };
    private readonly SmallAudit _audit = new();

    [Fact]
    public void TheHottestCellsWithHalfOfTheMassAreThePlace()
    {
        var place = ClusterPlace.Of(Cluster(0, ["a"], [0.1f, 0.2f, 0.3f, 0.4f]), 4, 4);

        // 0.4 is less than half, 0.4 + 0.3 is more: the lower two quarters.
        Assert.Equal([.. Enumerable.Repeat(false, 8), .. Enumerable.Repeat(true, 8)], place);
    }

    [Fact]
    public void TakingAwayWhereItLooksMovesTheModel()
    {
        var effects = new ClusterInterventionRun(_audit.Setup(), options: Options).Execute(Clusters());

        Assert.Equal(
            [("cluster 0 of red", Intervention.Remove), ("cluster 0 of red", Intervention.Paste), ("cluster 1 of red", Intervention.Remove), ("cluster 1 of red", Intervention.Paste)],
            effects.Select(e => (e.Place, e.Effect.Intervention)));
        Assert.Equal(6, effects[0].Effect.Rows.Count);

        // The left half painted over from the right, whose red is all one, leaves a score of 0.
        Assert.All(effects[0].Effect.Rows, r => Assert.Equal(0.5, r.After[0], 1e-5));
    }

    /// <summary>The left half is the evidence: nothing is left of the place, and every image is counted as left out.</summary>
    [Fact]
    public void TheEvidenceIsNeverChanged()
    {
        var effects = new ClusterInterventionRun(_audit.Setup(), "left", options: Options).Execute(Clusters());

        Assert.All(effects.Take(2), e => Assert.Empty(e.Effect.Rows));
        Assert.All(effects.Take(2), e => Assert.NotEqual("", e.Effect.Reason));
        Assert.Equal(6, effects[0].Effect.LeftOut);
    }

    [Fact]
    public void OneClusterHasNothingToBeComparedWith()
    {
        var found = Clusters()[0];

        Assert.Empty(new ClusterInterventionRun(_audit.Setup(), options: Options).Execute([found with { Clusters = [found.Clusters[0]] }]));
    }

    public void Dispose() => _audit.Dispose();

    private List<ClassClustering> Clusters()
    {
        var mask = _audit.Mask("left.png", (x, _) => x < 2);
        string[] left = [.. Enumerable.Range(0, 6).Select(i => $"l{i}")];
        string[] right = [.. Enumerable.Range(0, 5).Select(i => $"r{i}")];
        foreach (var (i, id) in left.Concat(right).Index())
        {
            _audit.Add(id, SmallAudit.Picture((x, _) => x < 2 ? ((byte)255, (byte)0, (byte)0) : ((byte)(10 * i), (byte)0, (byte)0)), mask: mask);
        }

        return [new ClassClustering("red", 11, 0, "", [], [Cluster(0, left, [0.4f, 0.1f, 0.4f, 0.1f]), Cluster(1, right, [0.1f, 0.4f, 0.1f, 0.4f])])];
    }

    private static MapCluster Cluster(int index, string[] members, float[] meanMap) => new()
    {
        Class = "red", Index = index, Members = members, ClassSize = 11, Silhouette = 1, MeanMap = new Tensor([2, 2], meanMap), AccuracyInside = 1, AccuracyOutside = 1, Regions = [], Associations = [],
    };
}
