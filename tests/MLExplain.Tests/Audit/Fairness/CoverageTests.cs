using MLExplain.Audit.Fairness;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>How often the intervals hold the truth, and what gates would conclude, when the truth is known because the data are drawn.</summary>
public sealed class CoverageTests
{
    private const int Runs = 300;

    /// <summary>Three standard errors of a share of 0.95 over the runs.</summary>
    private static readonly double Chance = 3 * Math.Sqrt(0.95 * 0.05 / Runs);

    private static readonly FairnessOptions Options = Made.Options with { MinimumDenominator = 10, Replicates = 200 };
    private static readonly LogFactorials Logs = new(10_000);

    /// <summary>Two groups: positives found with .9 and .7 (true gap .2), negatives taken for positives with .1 and .15 (true gap .05).</summary>
    [Fact]
    public void IntervalsOfTwoGroupsHoldTheTruthAsOftenAsPromised()
    {
        var truth = new Dictionary<string, double>
        {
            ["equal_opportunity_difference"] = 0.2, ["equal_opportunity_ratio"] = 0.7 / 0.9, ["predictive_equality_difference"] = 0.05,
            ["equalized_odds_difference"] = 0.2, ["equalized_odds_mean_difference"] = 0.125, ["worst_group_accuracy"] = 0.775, ["accuracy_parity_difference"] = 0.125,
        };

        var held = truth.Keys.ToDictionary(name => name, _ => 0);
        for (var run = 0; run < Runs; run++)
        {
            var report = Draw(run, [(60, 0.9, 60, 0.1), (60, 0.7, 60, 0.15)]);
            foreach (var (name, value) in truth)
            {
                var interval = DisparityTests.Find(name, report).Interval!.Value;
                held[name] += interval.Lower <= value && value <= interval.Upper ? 1 : 0;
            }
        }

        Assert.All(held, h => Assert.True(h.Value / (double)Runs >= 0.95 - Chance, $"{h.Key} held {h.Value} of {Runs} times"));
    }

    /// <summary>Twenty groups that do not differ at all: chance alone puts some far apart, and resamples put them further apart still.</summary>
    [Fact]
    public void ManyEqualGroupsAreNotCalledUnequal()
    {
        const double Threshold = 0.1;
        var (blamed, blamedByBootstrapAlone) = (0, 0);
        for (var run = 0; run < Runs / 3; run++)
        {
            var gap = DisparityTests.Find("equal_opportunity_difference", Draw(run, [.. Enumerable.Repeat((50, 0.8, 20, 0.1), 20)]));
            blamed += gap.Interval!.Value.Lower > Threshold ? 1 : 0;
            blamedByBootstrapAlone += gap.Bootstrap!.Value.Lower > Threshold ? 1 : 0;
        }

        Assert.Equal(0, blamed);
        Assert.True(blamedByBootstrapAlone > 0.9 * Runs / 3, $"The widening has no reason to be: the bootstrap alone blames {blamedByBootstrapAlone} times.");
    }

    /// <summary>All 12 positives of the small group were found, which leaves its true rate anywhere above .75; no resample knows that.</summary>
    [Fact]
    public void APerfectSmallGroupIsNotKnownToBeGood()
    {
        var gap = DisparityTests.Find("equal_opportunity_difference", Made.Audit(Made.Group("small", 12, 0, 0, 50), Made.Group("large", 300, 0, 0, 50)));

        Assert.Equal(new Interval(0, 0), gap.Bootstrap);
        Assert.Equal(1 - Wilson.Interval(12, 12).Lower, gap.Interval!.Value.Upper, 0.01);
    }

    /// <summary>When groups do not matter, a p-value is at most .05 in about one run of twenty.</summary>
    [Fact]
    public void PValuesKeepTheirLevel()
    {
        var found = Enumerable.Range(0, Runs).Count(run =>
            DisparityTests.Find("equal_opportunity_difference", Draw(run, [(80, 0.6, 20, 0.1), (50, 0.6, 20, 0.1), (40, 0.6, 20, 0.1)])).PValue <= 0.05);

        Assert.InRange(found / (double)Runs, 0.01, 0.05 + Chance);
    }

    private static FairnessReport Draw(int run, (int Positives, double Tpr, int Negatives, double Fpr)[] groups)
    {
        var random = new SplitMix64((ulong)run);
        var records = new List<FairnessRecord>();
        foreach (var ((positives, tpr, negatives, fpr), g) in groups.Select((group, g) => (group, g)))
        {
            var (found, wrong) = ((int)CountDraws.Binomial(ref random, Logs, positives, tpr), (int)CountDraws.Binomial(ref random, Logs, negatives, fpr));
            records.AddRange(Made.Group($"g{g}", found, wrong, positives - found, negatives - wrong));
        }

        return FairnessAudit.Run(records, Options);
    }
}
