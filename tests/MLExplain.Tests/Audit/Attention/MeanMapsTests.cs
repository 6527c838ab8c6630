using MLExplain.Audit.Attention;
using MLExplain.Audit.Spurious;

namespace MLExplain.Tests.Audit.Attention;

public class MeanMapsTests
{
    /// <summary>Float32 means of a few values below 1.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Group a looks left (0.9, 0.1), group b right (0.2, 0.8): means, their difference, and half the sum of its magnitudes.</summary>
    [Fact]
    public void MeansAndDistance_ByHand()
    {
        var mean = MeanMaps.Of([.. Maps("a", 12, 0.9f), .. Maps("b", 20, 0.2f)]).First(m => m is { Group: "a", Class: "" });

        Assert.Equal(0.9, mean.Map!.Values[0], Rounding);
        Assert.Equal(0.1, mean.Map.Values[1], Rounding);
        Assert.Equal(0.8, mean.Others!.Values[1], Rounding);
        Assert.Equal(0.7, mean.Difference!.Values[0], Rounding);
        Assert.Equal(0.7, mean.Distance!.Value, Rounding);
        Assert.Equal(1 / 1001.0, mean.PValue!.Value, Rounding);
    }

    [Fact]
    public void GroupsThatLookAlike_AreNotFarApart()
    {
        var random = new Random(3);
        var maps = Enumerable.Range(0, 80).SelectMany(i => Maps(i % 2 == 0 ? "a" : "b", 1, (float)random.NextDouble(), $"-{i}")).ToList();

        Assert.All(MeanMaps.Of(maps), m => Assert.InRange(m.QValue!.Value, 0.05, 1));
    }

    [Fact]
    public void OrderAndNamesOfGroupsChangeNothing()
    {
        List<GroupedMap> maps = [.. Maps("a", 12, 0.9f), .. Maps("b", 20, 0.2f), .. Maps("c", 15, 0.5f)];
        var expected = MeanMaps.Of(maps);
        maps.Reverse();

        Assert.Equal(expected.Select(m => (m.Group, m.Class, m.Distance, m.PValue, m.QValue)), MeanMaps.Of(maps).Select(m => (m.Group, m.Class, m.Distance, m.PValue, m.QValue)));
    }

    [Fact]
    public void SmallMissingAndLoneGroupsAreStatuses()
    {
        var means = MeanMaps.Of([.. Maps("a", 12, 0.9f), .. Maps("b", 3, 0.2f), .. Maps("", 11, 0.2f)]).Where(m => m.Class.Length == 0).ToDictionary(m => m.Group);

        Assert.Equal("no_other_group", means["a"].Status);
        Assert.NotNull(means["a"].Map);
        Assert.Equal("below_min_n", means["b"].Status);
        Assert.Null(means["b"].Map);
        Assert.Equal("missing_attribute", means["(missing)"].Status);
        Assert.All(means.Values, m => Assert.Null(m.Distance));
    }

    [Fact]
    public void MapsOfTwoSizesAreRefusedByName()
    {
        GroupedMap other = new("odd", "x", new MapDescriptor([1], 1, 1), [new("skin", "a")]);

        Assert.Contains("'odd' is 1x1", Assert.Throws<ArgumentException>(() => MeanMaps.Of([.. Maps("a", 2, 0.5f), other])).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<GroupedMap> Maps(string group, int count, float left, string suffix = "") => Enumerable.Range(0, count)
        .Select(i => new GroupedMap($"{group}{i:00}{suffix}", i % 2 == 0 ? "x" : "y", new MapDescriptor([left, 1 - left], 1, 2), [new("skin", group)]));
}
