using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Audit.Attention;

/// <summary>One image's reduced map, and the groups that it belongs to.</summary>
/// <param name="Id">Identifier of the image.</param>
/// <param name="Label">True class; empty when unknown.</param>
/// <param name="Map">The reduced map.</param>
/// <param name="Attributes">Attributes of the image; an empty value is the group <c>(missing)</c>.</param>
public sealed record GroupedMap(string Id, string Label, MapDescriptor Map, IReadOnlyList<KeyValuePair<string, string>> Attributes);

/// <summary>The mean map of every group and class, and how far it is from that of the other groups.</summary>
public static class MeanMaps
{
    /// <summary>Averages and compares.</summary>
    /// <param name="maps">Maps of one method, of one size.</param>
    /// <param name="options">Least group, permutations and seed; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between groups.</param>
    /// <returns>By attribute, class (all first) and group; the same whatever the order of the maps.</returns>
    /// <exception cref="ArgumentException">Maps differ in size, or an option is out of range.</exception>
    public static IReadOnlyList<MeanMap> Of(IReadOnlyList<GroupedMap> maps, AttentionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        options ??= new AttentionOptions();
        options.Validate();
        if (maps.FirstOrDefault(m => (m.Map.Height, m.Map.Width) != (maps[0].Map.Height, maps[0].Map.Width)) is { } other)
        {
            throw new ArgumentException(
                $"The map of '{other.Id}' is {other.Map.Height}x{other.Map.Width}, but that of '{maps[0].Id}' is {maps[0].Map.Height}x{maps[0].Map.Width}: maps of one size can be averaged.", nameof(maps));
        }

        GroupedMap[] sorted = [.. maps.OrderBy(m => m.Id, StringComparer.Ordinal)];
        List<MeanMap> found =
        [
            .. from attribute in sorted.SelectMany(m => m.Attributes).Select(a => a.Key).Distinct()
               from label in sorted.Select(m => m.Label).Where(l => l.Length > 0).Distinct().Order(StringComparer.Ordinal).Prepend("")
               from mean in Compare(attribute, label, [.. sorted.Where(m => label.Length == 0 || m.Label == label)], options, cancellationToken)
               select mean,
        ];
        var q = new Queue<double>(FalseDiscovery.Adjust([.. found.Select(f => f.PValue).OfType<double>()]));
        return [.. found.Select(f => f.PValue is null ? f : f with { QValue = q.Dequeue() })];
    }

    private static IEnumerable<MeanMap> Compare(string attribute, string label, GroupedMap[] maps, AttentionOptions options, CancellationToken cancellationToken)
    {
        var known = maps.Where(m => GroupOf(m, attribute) != AttentionByGroup.Missing).ToArray();
        var random = new SplitMix64(ContentSeed.Derive(options.Seed, $"{attribute}\0{label}"));
        foreach (var group in maps.GroupBy(m => GroupOf(m, attribute)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (size, rest) = (group.Count(), known.Length - group.Count());
            var status = group.Key == AttentionByGroup.Missing ? "missing_attribute" : size < options.Minimum ? "below_min_n" : rest < options.Minimum ? "no_other_group" : "ok";
            var mean = new MeanMap { Attribute = attribute, Group = group.Key, Class = label, Images = size, Status = status };
            if (status is "missing_attribute" or "below_min_n")
            {
                yield return mean;
                continue;
            }

            mean = mean with { Map = Mean(Sum(group), size, maps[0].Map) };
            yield return status == "ok" ? Distant(mean, [.. known.OrderBy(m => GroupOf(m, attribute) != group.Key)], options.Resamples, ref random) : mean;
        }
    }

    /// <summary>Permutes which maps are the group's; those come first.</summary>
    private static MeanMap Distant(MeanMap mean, GroupedMap[] maps, int permutations, ref SplitMix64 random)
    {
        var (total, own) = (Sum(maps), Sum(maps[..mean.Images]));
        var distance = Distance(own, total, mean.Images, maps.Length);
        var (exceeding, order) = (0, Enumerable.Range(0, maps.Length).ToArray());
        for (var permutation = 0; permutation < permutations; permutation++)
        {
            random.Shuffle(order);
            exceeding += Distance(Sum(order.Take(mean.Images).Select(i => maps[i])), total, mean.Images, maps.Length) >= distance - 1e-12 ? 1 : 0;
        }

        double[] others = [.. total.Zip(own, (all, part) => all - part)];
        return mean with { Others = Mean(others, maps.Length - mean.Images, maps[0].Map), Distance = distance, PValue = (1.0 + exceeding) / (1 + permutations) };
    }

    private static double Distance(double[] own, double[] total, int size, int all)
    {
        var sum = 0.0;
        for (var i = 0; i < own.Length; i++)
        {
            sum += Math.Abs((own[i] / size) - ((total[i] - own[i]) / (all - size)));
        }

        return sum / 2;
    }

    private static double[] Sum(IEnumerable<GroupedMap> maps)
    {
        double[]? sums = null;
        foreach (var map in maps)
        {
            sums ??= new double[map.Map.Values.Count];
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += map.Map.Values[i];
            }
        }

        return sums!;
    }

    private static Tensor Mean(double[] sums, int count, MapDescriptor like) => new([like.Height, like.Width], Array.ConvertAll(sums, s => (float)(s / count)));

    private static string GroupOf(GroupedMap map, string attribute) => map.Attributes.FirstOrDefault(a => a.Key == attribute).Value is { Length: > 0 } value ? value : AttentionByGroup.Missing;
}
