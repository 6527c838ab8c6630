using System.Globalization;
using MLExplain.Audit;
using MLExplain.Audit.Attention;

namespace MLExplain.Tests.Audit.Attention;

public class AttentionByGroupTests
{
    /// <summary>Means of a hundred values in float64.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void GroupThatIsLookedAtElsewhere_IsNamedWithItsDifference()
    {
        var report = AttentionByGroup.Compare(Records(120, i => (Group: i % 3 == 0 ? "dark" : "light", Correct: true, Mass: (i % 3 == 0 ? 0.5 : 2) + (0.01 * (i % 7)))));

        var found = report.Disparities.Single(d => d.Slice is { Figure: "mass_over_area.lesion", Class: "", Correctness: "correct" });
        Assert.Equal(("dark", "light", "ok"), (found.Low, found.High, found.Status));
        Assert.Equal(1.5, found.Difference!.Value, 0.02);
        Assert.InRange(found.Difference.Value, found.Lower!.Value, found.Upper!.Value);
        Assert.Equal(1 / 1001.0, found.PValue);
        Assert.InRange(found.QValue!.Value, found.PValue!.Value, 0.05);
    }

    [Fact]
    public void Means_AreThoseOfTheDefinition()
    {
        var records = Records(40, i => (Group: i < 20 ? "a" : "b", Correct: i % 2 == 0, Mass: i));

        var group = AttentionByGroup.Compare(records).Groups.Single(g => g is { Group: "b", Slice: { Figure: "mass_over_area.lesion", Class: "", Correctness: "wrong" } });

        Assert.Equal((10, 0, 30.0, "ok"), (group.Images, group.Undefined, group.Mean.Mean, group.Status));
    }

    // 200 runs without any difference, at 5 %: 10 expected, standard deviation 3.1; four deviations are 23.
    [Fact]
    public void PermutationTest_IsCalibrated()
    {
        var hits = Enumerable.Range(0, 200).Count(run =>
        {
            var random = new Random(run);
            var records = Records(45, i => (Group: (i % 3).ToString(CultureInfo.InvariantCulture), Correct: true, Mass: random.NextDouble()));
            return AttentionByGroup.Compare(records, options: new AttentionOptions { Resamples = 100, Seed = run }).Disparities.Single(d => d.Slice is { Figure: "mass_over_area.lesion", Class: "", Correctness: "" }).PValue <= 0.05;
        });

        Assert.InRange(hits, 1, 23);
    }

    // 200 runs of a true difference of 1 between two groups: 95 % intervals miss it in 10 of them, percentile intervals of 30 values somewhat more often; 30 are six deviations.
    [Fact]
    public void Interval_CoversTheTrueDifference()
    {
        var missed = Enumerable.Range(0, 200).Count(run =>
        {
            var random = new Random(500 + run);
            var records = Records(60, i => (Group: i % 2 == 0 ? "a" : "b", Correct: true, Mass: (i % 2) + random.NextDouble()));
            var found = AttentionByGroup.Compare(records, options: new AttentionOptions { Resamples = 200, Seed = run }).Disparities.Single(d => d.Slice is { Figure: "mass_over_area.lesion", Class: "", Correctness: "" });
            return found.Lower > 1 || found.Upper < 1;
        });

        Assert.InRange(missed, 1, 30);
    }

    [Fact]
    public void NamesAndOrder_ChangeNothingButNames()
    {
        var records = Records(60, i => (Group: i % 2 == 0 ? "a" : "b", Correct: i % 5 > 0, Mass: (i * 37) % 11));

        Assert.Equal(AttentionByGroup.Compare(records).Disparities, AttentionByGroup.Compare([.. records.Reverse()]).Disparities);
        var renamed = records.Select(r => r with { Attributes = [new("tone", r.Attributes[0].Value == "a" ? "z" : "y")] }).ToList();
        Assert.Equal(
            AttentionByGroup.Compare(records).Disparities.Select(d => (d.LowMean, d.HighMean)), AttentionByGroup.Compare(renamed).Disparities.Select(d => (d.LowMean, d.HighMean)));
    }

    [Fact]
    public void MissingAndSmallGroups_AreListedAndNotCompared()
    {
        var report = AttentionByGroup.Compare(Records(52, i => (Group: i < 20 ? "" : i < 25 ? "few" : "many", Correct: true, Mass: i)));

        var slice = report.Disparities.First(d => d.Slice.Figure == "mass_over_area.lesion").Slice;
        Assert.Equal(
            [("(missing)", 20, "missing_attribute"), ("few", 5, "below_min_n"), ("many", 27, "ok")],
            report.Groups.Where(g => g.Slice == slice).Select(g => (g.Group, g.Images, g.Status)));
        Assert.All(report.Groups.Where(g => g.Status != "ok"), g => Assert.Null(g.Mean.Mean));
        Assert.Equal(("fewer_than_two_groups", null, null), (report.Disparities[0].Status, report.Disparities[0].Difference, report.Disparities[0].PValue));
    }

    [Fact]
    public void ImagesWithoutTheFigure_AreCounted()
    {
        var records = Records(30, i => (Group: "a", Correct: true, Mass: i)).Select((r, i) => i < 4 ? r with { Figures = [new("mass_over_area.lesion", null)] } : r).ToList();

        Assert.Equal((26, 4), AttentionByGroup.Compare(records).Groups.Where(g => g.Slice.Figure == "mass_over_area.lesion").Select(g => (g.Images, g.Undefined)).First());
    }

    [Fact]
    public void Reasons_CountEveryImageOnce()
    {
        // Right on the evidence 3, right elsewhere 2 (one exactly at chance), wrong on it 1, wrong elsewhere 1, unknown 1.
        (bool? Correct, double? Mass)[] cases = [(true, 2), (true, 1.5), (true, 3), (true, 0.5), (true, 1), (false, 2), (false, 0.1), (true, null)];
        AttentionRecord[] records =
        [
            .. cases.Select((c, i) => new AttentionRecord(
                i.ToString(CultureInfo.InvariantCulture), "gradient", "cat", c.Correct, [new("tone", "I")], [new("mass_over_area.lesion", c.Mass)])),
        ];

        var reasons = AttentionByGroup.Compare(records, "lesion").Reasons;

        Assert.Equal(new ReasonCounts("gradient", "", "", 3, 2, 1, 1, 1), reasons[0]);
        Assert.Equal(reasons[0] with { Attribute = "tone", Group = "I" }, reasons[1]);
        Assert.Equal(0.4, reasons[0].WrongReasonShare!.Value, Rounding);
    }

    [Fact]
    public void Reasons_WithoutRightPredictionsHaveNoShare() => Assert.Null(new ReasonCounts("gradient", "", "", 0, 0, 3, 1, 0).WrongReasonShare);

    [Fact]
    public void Figures_NameEveryRegionAndTheBackground()
    {
        var figures = AttentionRecord.FiguresOf(null, [new RegionShare("lesion", 0.25, 0.75, "ok"), new RegionShare("ruler", null, null, "no_mask")], "lesion");

        Assert.Equal(
            [("gini", null), ("entropy", null), ("border_mass", null), ("mass_over_area.lesion", 3), ("mass_over_area.ruler", null), ("background_reliance", 0.25)],
            figures.Select(f => (f.Key, f.Value)));
    }

    private static AttentionRecord[] Records(int count, Func<int, (string Group, bool Correct, double Mass)> make) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var (group, correct, mass) = make(i);
            return new AttentionRecord(
                i.ToString("000", CultureInfo.InvariantCulture), "gradient", i % 2 == 0 ? "cat" : "dog", correct, [new("tone", group)], [new("gini", 0.5), new("mass_over_area.lesion", mass)]);
        }),
    ];
}
