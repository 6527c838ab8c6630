using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;

namespace MLExplain.Tests.Audit;

/// <summary>Which past runs follow on each other, and which of them can be compared.</summary>
public sealed class TrendReportTests
{
    private static readonly RunIdentity Identity = new("1.0", new Dictionary<string, string> { ["seed"] = "7", ["gates"] = "a" }, "images", new Dictionary<string, string> { ["data"] = "data", ["masks"] = "masks" });

    public static TheoryData<string, bool, string> Changed => new()
    {
        { "model", true, "Model" },
        { "images", false, "Images" },
        { "data", false, "Data" },
        { "masks", false, "Data" },
        { "options", false, "Options" },
        { "tool", false, "Tool" },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void OnlyAModelMayChange(string what, bool comparable, string part)
    {
        var changed = what switch
        {
            "model" => Run(2) with { Model = "other" },
            "images" => Run(2) with { Identity = Identity with { Images = "other" } },
            "data" => Run(2) with { Identity = Identity with { Files = new Dictionary<string, string> { ["data"] = "other", ["masks"] = "masks" } } },
            "masks" => Run(2) with { Identity = Identity with { Files = new Dictionary<string, string> { ["data"] = "data" } } },
            "options" => Run(2) with { Identity = Identity with { Options = new Dictionary<string, string> { ["gates"] = "a" } } },
            _ => Run(2) with { Identity = Identity with { Version = "2.0" } },
        };

        var runs = TrendReport.Of([Run(1), changed, changed with { Started = Day(3) }], []).Trends.Single().Runs;

        Assert.Equal([null, comparable, true], runs.Select(r => r.IsComparable));
        Assert.Equal(comparable ? [1, 1, 1] : [1, 2, 2], runs.Select(r => r.Segment));
        Assert.Equal(part, Assert.Single(runs[1].Changes).Part.ToString());
        Assert.Empty(runs[2].Changes);
    }

    /// <summary>Gates judge numbers and do not make them: other gates leave runs comparable.</summary>
    [Fact]
    public void OtherGatesAreNoBreak()
    {
        var other = Run(2) with { Identity = Identity with { Options = new Dictionary<string, string> { ["seed"] = "7", ["gates"] = "b" } } };

        Assert.True(TrendReport.Of([Run(1), other], []).Trends.Single().Runs[1].IsComparable);
    }

    [Fact]
    public void RunsAreOrderedByTimeWithinTheirName()
    {
        var report = TrendReport.Of([Run(3), Run(1), Run(2) with { Name = "b" }, Run(2)], [new("z", "."), new("y", ".")]);

        Assert.Equal(["a", "b"], report.Trends.Select(t => t.Name));
        Assert.Equal(["1", "2", "3"], report.Trends[0].Runs.Select(r => r.Run.Folder));
        Assert.Equal(["y", "z"], report.Unread.Select(u => u.Folder));
        Assert.Equal(4, report.Runs);
    }

    /// <summary>A threshold that moves leaves a gate the same gate; an error and a warning on one number are two, and so are two thresholds of one run.</summary>
    [Fact]
    public void AGateIsFollowedThroughItsThresholds()
    {
        var report = TrendReport.Of([Run(1, "gap <= 0.1", "gap <= 0.2 warning", "rate >= 0.5", "rate >= 0.7"), Run(2, "gap <= 0.3", "rate >= 0.6")], []);

        var gates = report.Trends.Single().Gates.Select(g => $"{g.Id} {g.Severity} {string.Join(' ', g.Points.Select(p => FormattableString.Invariant($"{p.Run.Number}:{p.Gate.Condition.Threshold}")))}");
        Assert.Equal(["gap Error 1:0.1 2:0.3", "rate Error 1:0.7 2:0.6", "rate Error 1:0.5", "gap Warning 1:0.2"], gates);
    }

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);

    private static PastRun Run(int day, params string[] conditions) => new()
    {
        Folder = day.ToString(System.Globalization.CultureInfo.InvariantCulture), Name = "a", Started = Day(day), Verdict = GateStatus.Pass, Model = "model", Identity = Identity,
        Gates = [.. conditions.Select(GateCondition.Parse).Select(c => new PastGate(c.Metric, $"{c}", c, 0.5, 0.4, 0.6, GateStatus.Pass))],
    };
}
