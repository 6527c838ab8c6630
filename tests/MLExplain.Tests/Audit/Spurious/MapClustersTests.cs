using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MLExplain.Audit;
using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Spurious;

public class MapClustersTests
{
    /// <summary>A few hundred operations in float64.</summary>
    private const double Rounding = 1e-9;

    private static readonly (int Y, int X)[] Places = [(4, 4), (20, 24), (24, 6)];

    [Fact]
    public void PlantedStrategies_AreFoundAndTheirCauseNamed()
    {
        var found = Assert.Single(MapClusters.Find(Planted(seed: 1)));

        Assert.Equal(3, found.Clusters.Count);
        Assert.All(found.Clusters, cluster => Assert.Single(cluster.Members.Select(Place).Distinct()));
        var corner = found.Clusters.Single(c => Place(c.Members[0]) == 0);
        Assert.Equal(("device", "scanner", 1.0), (corner.Associations[0].Attribute, corner.Associations[0].Value, Math.Round(corner.Associations[0].CramersV!.Value, 9)));
        Assert.InRange(corner.Associations[0].QValue!.Value, 0, 0.05);
        Assert.Same(corner, found.Clusters[0]);
        Assert.InRange(corner.Silhouette, 0.8, 1);
        Assert.Equal(1, corner.AccuracyInside);
        Assert.Equal(0.5, corner.AccuracyOutside!.Value, 0.1);
        Assert.Equal(3, corner.Regions[0].Inside!.Value, Rounding);
        Assert.Equal(1, corner.Regions[0].Outside!.Value, Rounding);
        Assert.Equal(1, Statistics.Sum(corner.MeanMap.Values), 1e-5);
    }

    [Fact]
    public void OrderAndScaleOfTheMaps_ChangeNothing()
    {
        var maps = Planted(seed: 2);
        var expected = Assert.Single(MapClusters.Find(maps));

        // Doubling is exact in floating point.
        var doubled = maps.Select(m => m with { Map = new Tensor(m.Map.Shape, [.. m.Map.Values.ToArray().Select(v => -2 * v)]) });
        var found = Assert.Single(MapClusters.Find([.. doubled.Reverse()]));

        Assert.Equal(expected.Eigenvalues, found.Eigenvalues);
        Assert.Equal(expected.Clusters.Select(c => string.Join(' ', c.Members)), found.Clusters.Select(c => string.Join(' ', c.Members)));
        Assert.Equal(expected.Clusters.SelectMany(c => c.Associations), found.Clusters.SelectMany(c => c.Associations));
    }

    // 60 runs on maps that know nothing of the column: at a false discovery rate of 5 % three runs with a finding are expected; ten are 4 deviations.
    [Fact]
    public void UnrelatedMetadata_IsSeldomAFinding()
    {
        var runs = Enumerable.Range(0, 60).Count(seed =>
        {
            var random = new Random(1000 + seed);
            var maps = Planted(seed).Select(m => m with { Attributes = [new("coin", random.Next(2) == 0 ? "heads" : "tails")] }).ToList();
            return MapClusters.Find(maps, new ClusterOptions { Permutations = 99, Seed = seed }).SelectMany(f => f.Clusters).SelectMany(c => c.Associations).Any(a => a.QValue <= 0.05);
        });

        Assert.InRange(runs, 0, 10);
    }

    [Fact]
    public void ZeroMaps_AreDroppedAndCounted()
    {
        var maps = Planted(seed: 3);
        var found = Assert.Single(MapClusters.Find([.. maps, maps[0] with { Id = "zero", Map = new Tensor(32, 32) }]));

        Assert.Equal((maps.Count, 1), (found.Maps, found.Dropped));
        Assert.DoesNotContain(found.Clusters, c => c.Members.Contains("zero"));
    }

    [Fact]
    public void FewMaps_AreAStatus()
    {
        var found = Assert.Single(MapClusters.Find([.. Planted(seed: 4).Take(19)]));

        Assert.Equal("Class 'melanoma' has 19 maps that are not zero everywhere; 20 are needed to cluster them.", found.Reason);
        Assert.Empty(found.Clusters);
    }

    [Fact]
    public void EqualMaps_AreOneClusterWithoutNaN()
    {
        var maps = Planted(seed: 5);
        var found = Assert.Single(MapClusters.Find([.. maps.Select(m => m with { Map = maps[0].Map })]));

        Assert.All(found.Eigenvalues, value => Assert.True(double.IsFinite(value)));
        Assert.All(found.Clusters, c => Assert.True(double.IsFinite(c.Silhouette)));
    }

    [Fact]
    public void MapsOfTwoSizes_AreRefused()
    {
        var maps = Planted(seed: 6);

        var refusal = Assert.Throws<ArgumentException>(() => MapClusters.Find([.. maps, maps[0] with { Id = "small", Map = new Tensor(8, 8) }]));
        Assert.StartsWith("The map of 'small' is", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedding_IsThatOfTheDenseMatrix()
    {
        var random = new Random(8);
        float[][] vectors = [.. Enumerable.Range(0, 120).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })];
        var graph = NeighborGraph.Of(vectors, 6, default);
        var dense = Matrix<double>.Build.DenseOfColumnArrays(Enumerable.Range(0, 120).Select(i =>
        {
            var (unit, column) = (new double[120], new double[120]);
            unit[i] = 1;
            graph.Multiply(unit, column);
            return column;
        }));

        var found = SpectralEmbedding.Of(graph, 9, seed: 1, default);

        double[] expected = [.. dense.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).OrderDescending().Take(9)];
        Assert.All(found.Values.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Rounding));
        Assert.Equal(0, ((dense * found.Vectors) - (found.Vectors * Matrix<double>.Build.DiagonalOfDiagonalArray(found.Values))).FrobeniusNorm(), 1e-8);
    }

    // A graph of separate parts has the eigenvalue 1 once per part.
    [Fact]
    public void SeparateParts_RepeatTheLargestEigenvalue()
    {
        float[][] vectors = [.. Enumerable.Range(0, 60).Select(i => new[] { (1000f * (i % 3)) + i, 0f })];

        var values = SpectralEmbedding.Of(NeighborGraph.Of(vectors, 4, default), 5, seed: 1, default).Values;

        Assert.All(values.Take(3), value => Assert.Equal(1, value, Rounding));
        Assert.InRange(values[3], 0, 0.9999);
    }

    private static int Place(string id) => id[0] - '0';

    private static List<ClusteredMap> Planted(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 90).Select(i =>
            {
                var place = i % Places.Length;
                var map = Blob(Places[place].Y + random.NextDouble(), Places[place].X + random.NextDouble(), random);
                var id = string.Create(CultureInfo.InvariantCulture, $"{place}-{i:00}");
                var attributes = new KeyValuePair<string, string>[] { new("sex", random.Next(2) == 0 ? "f" : "m"), new("device", place == 0 ? "scanner" : "camera") };
                return new ClusteredMap(id, "melanoma", map, place == 0 || i % 2 == 0, attributes, [new RegionShare("lesion", 0.1, place == 0 ? 0.3 : 0.1, "ok")]);
            }),
        ];
    }

    private static Tensor Blob(double y, double x, Random random)
    {
        var map = new Tensor(32, 32);
        for (var i = 0; i < map.Length; i++)
        {
            var (dy, dx) = ((i / 32) - y, (i % 32) - x);
            map.Values[i] = (float)(Math.Exp(-((dy * dy) + (dx * dx)) / 12.0) + (0.05 * random.NextDouble()));
        }

        return map;
    }
}
