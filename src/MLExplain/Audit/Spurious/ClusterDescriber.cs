using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Says what is special about the clusters of one class.</summary>
internal sealed class ClusterDescriber(
    string name, ClusteredMap[] maps, MapDescriptor[] descriptors, double[][] points, int[] assignment, double[] silhouettes, ClusterOptions options)
{
    public MapCluster Describe(int cluster, CancellationToken cancellationToken)
    {
        int[] inside = [.. Enumerable.Range(0, maps.Length).Where(i => assignment[i] == cluster)];
        int[] outside = [.. Enumerable.Range(0, maps.Length).Where(i => assignment[i] != cluster)];
        var associations = maps.SelectMany(m => m.Attributes).Select(a => a.Key).Distinct()
            .Select(attribute => Associate(cluster, attribute, cancellationToken)).ToList();
        return new MapCluster
        {
            Class = name, Index = cluster, ClassSize = maps.Length, Members = [.. ByTypicality(inside).Select(i => maps[i].Id)],
            Silhouette = inside.Average(i => silhouettes[i]), MeanMap = MeanMap(inside), AccuracyInside = Accuracy(inside), AccuracyOutside = Accuracy(outside),
            Regions = [.. maps.SelectMany(m => m.Regions).Select(r => r.Region).Distinct().Select(r => new RegionContrast(r, Mass(inside, r), Mass(outside, r)))],
            Associations = [.. associations.OrderByDescending(a => a.CramersV ?? -1)],
        };
    }

    private IEnumerable<int> ByTypicality(int[] members)
    {
        var middle = new double[points[0].Length];
        foreach (var member in members)
        {
            for (var d = 0; d < middle.Length; d++)
            {
                middle[d] += points[member][d] / members.Length;
            }
        }

        return members.OrderBy(m => KMeans.Distance(points[m], middle));
    }

    private Tensor MeanMap(int[] members)
    {
        var mean = new double[descriptors[0].Values.Count];
        foreach (var member in members)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += descriptors[member].Values[i];
            }
        }

        return new Tensor([descriptors[0].Height, descriptors[0].Width], Array.ConvertAll(mean, m => (float)(m / members.Length)));
    }

    private double? Accuracy(int[] members) => Mean(members.Select(m => maps[m].Correct is { } correct ? correct ? 1.0 : 0 : (double?)null));

    private double? Mass(int[] members, string region) => Mean(members.Select(m => maps[m].Regions.FirstOrDefault(r => r.Region == region)?.MassOverArea));

    private static double? Mean(IEnumerable<double?> values) => values.OfType<double>().ToList() is { Count: > 0 } known ? known.Average() : null;

    private ClusterAssociation Associate(int cluster, string attribute, CancellationToken cancellationToken)
    {
        string?[] all = [.. maps.Select(m => m.Attributes.FirstOrDefault(a => a.Key == attribute).Value is { Length: > 0 } value ? value : null)];
        int[] known = [.. Enumerable.Range(0, maps.Length).Where(i => all[i] is not null)];
        string[] values = [.. known.Select(i => all[i]!)];
        var numbers = values.Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(v => v.Item, v => v.Index);
        int[] codes = [.. values.Select(v => numbers[v])];
        int[] membership = [.. known.Select(i => assignment[i] == cluster ? 1 : 0)];
        if (ContingencyTable.CramersV(membership, codes) is not { } found)
        {
            return new ClusterAssociation(attribute, "", null, null, null, known.Length);
        }

        var random = new SplitMix64(ContentSeed.Derive(options.Seed, $"{name}\0{cluster}\0{attribute}"));
        var exceeding = 0;
        for (var permutation = 0; permutation < options.Permutations; permutation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle(codes);
            exceeding += ContingencyTable.CramersV(membership, codes) >= found - 1e-12 ? 1 : 0;
        }

        return new ClusterAssociation(attribute, MostOver(values, membership), found, (1.0 + exceeding) / (1 + options.Permutations), null, known.Length);
    }

    /// <summary>The value whose share among members is furthest above its share among the rest.</summary>
    private static string MostOver(string[] values, int[] membership)
    {
        double members = membership.Sum();
        var others = membership.Length - members;
        return values.Zip(membership).GroupBy(p => p.First).OrderBy(g => g.Key, StringComparer.Ordinal)
            .MaxBy(g => (g.Sum(p => p.Second) / members) - (g.Sum(p => 1 - p.Second) / others))!.Key;
    }
}
