using MLExplain.Audit;
using MLExplain.Audit.Fairness;

namespace MLExplain.Tests.Audit.Fairness;

public sealed class GroupingTests
{
    private static readonly FairnessOptions Two = Made.Options with { Attributes = [new("sex"), new("site")] };

    [Fact]
    public void IntersectionsAreGroupsOfTheirOwn_MissingOnesMarked_AbsentOnesListed()
    {
        var report = FairnessAudit.Run(
            [
                .. Enumerable.Repeat(Made.Record("yes", "yes", ("sex", "f"), ("site", "x")), 3), Made.Record("yes", "no", ("sex", "m"), ("site", "x")),
                Made.Record("yes", "no", ("sex", "f"), ("site", "y")), Made.Record("no", "no", ("sex", "f"), ("site", " ")), Made.Record("no", "no", ("site", "x")),
            ],
            Two);

        var groups = report.Rates.Where(r => r is { Metric: "accuracy", Attribute: "sex & site" }).Select(r => (r.Group, r.Count, r.Rate.Status));
        Assert.Equal(
            [
                ("f & x", 3, RateStatus.Ok), ("f & y", 1, RateStatus.Ok), ("f & (missing)", 1, RateStatus.MissingAttribute), ("m & x", 1, RateStatus.Ok),
                ("m & y", 0, RateStatus.EmptyGroup), ("(missing) & x", 1, RateStatus.MissingAttribute),
            ],
            groups);
        Assert.Equal([KeyValuePair.Create("sex & site", 1L)], report.AbsentGroups);
        Assert.Equal([1, 1], report.Attributes.Select(a => a.Missing));
        Assert.Equal(["", "sex", "site", "sex & site"], report.Rates.Select(r => r.Attribute).Distinct());
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    [InlineData(3, 7)]
    [InlineData(8, 7)]
    public void EverySetOfAttributesUpToTheOrderIsCompared(int order, int expected)
    {
        var record = Made.Record("yes", "yes", ("a", "1"), ("b", "1"), ("c", "1"));

        var report = FairnessAudit.Run([record], Made.Options with { Attributes = [new("a"), new("b"), new("c")], IntersectionOrder = order });

        Assert.Equal(expected + 1, report.Rates.Select(r => r.Attribute).Distinct().Count());
    }

    /// <summary>1..20: quartiles (type 7) at 5.75, 10.5 and 15.25, so five numbers fall into each bin.</summary>
    [Fact]
    public void ManyNumbersAreCutAtTheirQuartiles_AndTheRuleIsStated()
    {
        var report = FairnessAudit.Run([.. Numbers(20)], Made.Options with { Attributes = [new("age")] });

        var rule = Assert.Single(report.Attributes);
        Assert.Equal(["[1, 5.75]", "(5.75, 10.5]", "(10.5, 15.25]", "(15.25, 20]"], rule.Groups);
        Assert.Equal("cut at the quartiles of all known values: [1, 5.75], (5.75, 10.5], (10.5, 15.25], (15.25, 20]", rule.Rule);
        Assert.All(report.Rates.Where(r => r.Attribute == "age"), r => Assert.Equal(5, r.Count));
    }

    [Fact]
    public void FewNumbersAreGroupsAsTheyStand_UnlessTheRuleSaysOtherwise()
    {
        Assert.Equal(10, Groups(Numbers(10), AttributeBinning.Auto));
        Assert.Equal(4, Groups(Numbers(10), AttributeBinning.Quartiles));
        Assert.Equal(20, Groups(Numbers(20), AttributeBinning.Values));
        Assert.Equal(1, Groups(Enumerable.Repeat(Made.Record("yes", "yes", ("age", "7")), 9), AttributeBinning.Quartiles));
        Assert.Equal(2, Groups(Numbers(3).Concat(Enumerable.Repeat(Made.Record("yes", "yes", ("age", "1")), 3)), AttributeBinning.Quartiles));
    }

    [Fact]
    public void AnAttributeThatIsNoGroupingIsRefusedWithTheWayOut()
    {
        var ids = Enumerable.Range(0, 101).Select(n => Made.Record("yes", "yes", ("age", $"patient {n}")));

        Assert.Contains("has 101 different values: expected at most 100 groups", Assert.Throws<DataException>(() => Groups(ids, AttributeBinning.Auto)).Message, StringComparison.Ordinal);
        Assert.Contains("'old' is not a number", Assert.Throws<DataException>(() => Groups([Made.Record("yes", "yes", ("age", "old"))], AttributeBinning.Quartiles)).Message, StringComparison.Ordinal);
        Assert.Contains("None of the 1 records", Assert.Throws<DataException>(() => Groups([Made.Record("", "yes", ("age", "1"))], AttributeBinning.Auto)).Message, StringComparison.Ordinal);
        Assert.Contains("The positive class 'yes' is none of the classes no", Assert.Throws<DataException>(() => Groups([Made.Record("no", "no", ("age", "1"))], AttributeBinning.Auto)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        FairnessRecord[] records = [Made.Record("yes", "yes", ("group", "a"))];

        Assert.All(
            new[]
            {
                Made.Options with { Attributes = [] }, Made.Options with { Attributes = [new("a"), new("a")] }, Made.Options with { IntersectionOrder = 0 },
                Made.Options with { MinimumDenominator = 0 }, Made.Options with { Level = 1 }, Made.Options with { Replicates = 99 },
            },
            options => Assert.Throws<ArgumentException>(() => FairnessAudit.Run(records, options)));
    }

    [Fact]
    public void CountsOfPartsMergedAreTheCountsOfAll()
    {
        var records = Made.Group("a", 3, 1, 4, 1).Concat(Made.Group("a", 5, 9, 0, 6)).ToList();
        GroupCells Cells(IEnumerable<FairnessRecord> part)
        {
            var usable = UsableRecords.Of([.. part], Made.Options with { Classes = ["no", "yes"] });
            return Grouping.All([CodedAttribute.Of(new("group"), usable.Records)], 1, usable.Labels, usable.Predictions).Last().Groups.Single();
        }

        var all = Cells(records);
        var (first, rest) = (Cells(records.Take(11)), Cells(records.Skip(11)));

        Assert.Equal(all.Cells, GroupCells.Merge(first, rest).Cells);
        Assert.Equal(all.Cells, GroupCells.Merge(rest, first).Cells);
        Assert.Equal(all.Count, GroupCells.Merge(rest, first).Count);
        Assert.Equal(all.Against(1), first.Against(1) + rest.Against(1));
    }

    private static IEnumerable<FairnessRecord> Numbers(int count) => Enumerable.Range(1, count).Select(n => Made.Record("yes", "yes", ("age", $"{n}")));

    private static int Groups(IEnumerable<FairnessRecord> records, AttributeBinning binning) =>
        FairnessAudit.Run([.. records], Made.Options with { Attributes = [new("age", binning)] }).Attributes[0].Groups.Count;
}
