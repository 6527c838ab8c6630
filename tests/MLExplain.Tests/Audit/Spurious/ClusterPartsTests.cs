using MLExplain.Audit.Spurious;

namespace MLExplain.Tests.Audit.Spurious;

public class ClusterPartsTests
{
    /// <summary>A few operations in float64.</summary>
    private const double Rounding = 1e-12;

    // Of 2 x 2 tables Cramér's V is |phi| = |ad - bc| / √((a+b)(c+d)(a+c)(b+d)); here a=3, b=1, c=1, d=3: 8/16.
    [Fact]
    public void CramersV_OfA2x2TableIsPhi() =>
        Assert.Equal(0.5, ContingencyTable.CramersV([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1])!.Value, Rounding);

    [Fact]
    public void CramersV_OfOneValueDoesNotExist() => Assert.Null(ContingencyTable.CramersV([0, 0, 0], [0, 1, 2]));

    [Fact]
    public void CramersV_OfTheSameCategoryIs1() => Assert.Equal(1, ContingencyTable.CramersV([0, 1, 2, 0], [5, 6, 7, 5])!.Value, Rounding);

    // a = 1, b = (9 + 10)/2 for the point 0; by symmetry the same for 10.
    [Fact]
    public void Silhouette_IsThatOfTheDefinition()
    {
        var found = Silhouette.Of([[0], [1], [9], [10]], [0, 0, 1, 1]);

        Assert.Equal(8.5 / 9.5, found[0], Rounding);
        Assert.Equal(7.5 / 8.5, found[1], Rounding);
        Assert.Equal(found[0], found[3], Rounding);
    }

    [Fact]
    public void Silhouette_OfOneClusterOrALonePointIs0()
    {
        Assert.Equal([0, 0], Silhouette.Of([[0], [1]], [0, 0]));
        Assert.Equal(0, Silhouette.Of([[0], [1], [5]], [0, 0, 1])[2]);
    }

    [Fact]
    public void KMeans_SplitsWhatIsApart() => Assert.Equal([0, 0, 1, 1, 2, 2], KMeans.Cluster([[0], [1], [100], [101], [200], [201]], 3, seed: 7));

    [Fact]
    public void KMeans_OfEqualPointsIsOneCluster() => Assert.Equal([0, 0, 0], KMeans.Cluster([[1], [1], [1]], 2, seed: 7));

    // CoRelAy takes the nearest "other" to be whatever is not first in the sorted distances, so a duplicate can be linked to itself.
    [Fact]
    public void Duplicates_AreNotTheirOwnNeighbours()
    {
        var graph = NeighborGraph.Of([[0f], [0f], [0f], [9f]], 1, default);
        var (unit, column) = (new double[] { 1, 0, 0, 0 }, new double[4]);

        graph.Multiply(unit, column);

        // Half of the identity, and nothing of itself.
        Assert.Equal(0.5, column[0]);
    }
}
