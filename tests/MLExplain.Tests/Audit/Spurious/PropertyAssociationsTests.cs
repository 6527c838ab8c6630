using System.Globalization;
using MLExplain.Audit.Spurious;

namespace MLExplain.Tests.Audit.Spurious;

public class PropertyAssociationsTests
{
    /// <summary>Sums of at most a hundred quotients in float64.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void PropertyThatIsTheLabel_HasSkill1AndTheSmallestP()
    {
        var found = Find(Test(Rows(60, i => (Label: Class(i), Prediction: Class(i), Site: Class(i)))), "site", "label");

        Assert.Equal(1, found.Skill!.Value, Rounding);
        Assert.Equal((60, 0, AssociationStatus.Ok), (found.Images, found.LeftOut, found.Status));
        Assert.Equal((0.5, 1.0), (found.MajorityRate, found.Accuracy));
        Assert.Equal(1 / 1000.0, found.PValue);
    }

    [Fact]
    public void Skill_IsThatOfTheSlowReplica()
    {
        var random = new Random(5);
        var rows = Rows(97, i => (Class(i), Class(i), Site: random.Next(10) < 7 ? Class(i) : Class(i + 1)));

        Assert.Equal(SlowSkill(rows, "site", folds: 5), Find(Test(rows), "site", "label").Skill!.Value, Rounding);
    }

    // cleanlab's baseline is the index of the most frequent class over n, so that noise on a 90/10 set looks like a finding.
    [Fact]
    public void NoiseOnImbalancedClasses_IsNoFinding_UnlikeCleanlabsBaseline()
    {
        var random = new Random(3);
        var rows = Rows(300, i => (Label: i % 10 == 0 ? "rare" : "frequent", Prediction: "frequent", Site: Class(random.Next(2))));

        var found = Find(Test(rows), "site", "label");

        Assert.Equal(0.9, found.MajorityRate);
        Assert.InRange(found.PValue!.Value, 0.05, 1);
        Assert.InRange(found.Skill!.Value, -1, 0.1);
    }

    // What tells the label tells the prediction of a good model too; it must not be said to explain its errors.
    [Fact]
    public void PropertyOfTheLabel_DoesNotExplainErrors_ButOneOfTheErrorsDoes()
    {
        var random = new Random(11);
        SpuriousRow[] rows = [.. Rows(400, i => (Class(i), random.Next(4) == 0 ? Class(i + 1) : Class(i), Site: Class(i)))];
        rows = [.. rows.Select(r => r with { Attributes = [.. r.Attributes, new("blurred", r.Label == r.Prediction ? "no" : "yes")] })];

        var associations = Test(rows);

        Assert.Equal(AssociationStatus.Ok, Find(associations, "site", "error").Status);
        Assert.InRange(Find(associations, "site", "error").PValue!.Value, 0.5, 1);
        Assert.Equal(1, Find(associations, "blurred", "error").Skill!.Value, Rounding);
    }

    // 300 independent tests at 5 %: 15 expected, standard deviation 3.8; four deviations are 30.
    [Fact]
    public void PermutationTest_IsCalibrated()
    {
        var hits = 0;
        for (var trial = 0; trial < 300; trial++)
        {
            var random = new Random(trial);
            var rows = Rows(40, i => (Class(i), Class(i), Site: Class(random.Next(3))), $"trial{trial}-");
            hits += Find(Test(rows, new AssociationOptions { Permutations = 99, Seed = trial }), "site", "label").PValue <= 0.05 ? 1 : 0;
        }

        Assert.InRange(hits, 1, 30);
    }

    [Fact]
    public void OrderOfTheRows_ChangesNothing()
    {
        var random = new Random(2);
        var rows = Rows(80, i => (Class(i), Class(random.Next(2)), Site: Class(random.Next(3))));

        Assert.Equal(Test(rows), Test([.. rows.Reverse()]));
    }

    [Fact]
    public void Constant_IsAStatus() => Assert.Equal(
        (AssociationStatus.ConstantProperty, (double?)null), Value(Find(Test(Rows(60, i => (Class(i), Class(i), Site: "one"))), "site", "label")));

    [Fact]
    public void OneClass_IsAStatusNotAPass() => Assert.Equal(
        (AssociationStatus.TooFewPerClass, (double?)null), Value(Find(Test(Rows(60, i => ("only", "only", Site: Class(i)))), "site", "label")));

    [Fact]
    public void Missing_AreLeftOutAndCounted()
    {
        var found = Find(Test(Rows(70, i => (Class(i), Class(i), Site: i < 10 ? "" : Class(i)))), "site", "label");

        Assert.Equal((60, 10), (found.Images, found.LeftOut));
    }

    [Fact]
    public void RareClass_IsLeftOutAndCounted()
    {
        var found = Find(Test(Rows(65, i => (i < 5 ? "rare" : Class(i), Class(i), Site: Class(i)))), "site", "label");

        Assert.Equal((60, 5), (found.Images, found.LeftOut));
    }

    [Fact]
    public void NumericProperty_IsCutAtItsQuantiles()
    {
        var rows = Rows(100, i => (Class(i / 50), Class(i), Site: "one"))
            .Select((r, i) => r with { Properties = Gray(i / 100.0) }).ToArray();

        Assert.Equal([0, 0, 1, 1, 2, 2], PropertyColumn.Numeric("x", [0, 1, 2, 3, 4, 5], 3).Bins);
        Assert.Equal(1, Find(Test(rows, new AssociationOptions { Bins = 10 }), "brightness", "label").Skill!.Value, Rounding);
    }

    [Fact]
    public void Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => PropertyAssociations.Test(Rows(60, i => (Class(i), Class(i), Class(i))), cancellationToken: cancelled.Token));
    }

    private static (AssociationStatus, double?) Value(PropertyAssociation found) => (found.Status, found.Skill);

    private static PropertyAssociation Find(IReadOnlyList<PropertyAssociation> found, string property, string target) =>
        found.Single(f => f.Property == property && f.Target == target);

    private static IReadOnlyList<PropertyAssociation> Test(IReadOnlyList<SpuriousRow> rows, AssociationOptions? options = null) => PropertyAssociations.Test(rows, options);

    private static string Class(int i) => i % 2 == 0 ? "a" : "b";

    private static SpuriousRow[] Rows(int count, Func<int, (string Label, string Prediction, string Site)> row, string prefix = "image") =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var (label, prediction, site) = row(i);
            var id = prefix + i.ToString("000", CultureInfo.InvariantCulture);
            return new SpuriousRow(id, id, label, prediction, [new("site", site)], null);
        }),
    ];

    private static ImageProperties Gray(double brightness) => new()
    {
        Width = 4, Height = 4, Brightness = brightness, Contrast = 0, Red = 0, Green = 0, Blue = 0, Colorfulness = 0, Sharpness = 0, Entropy = 0, FileSize = 1, Format = "PNG", Fingerprint = 0,
    };

    /// <summary>Row by row, from the definition.</summary>
    private static double SlowSkill(SpuriousRow[] rows, string attribute, int folds)
    {
        string[] classes = [.. rows.Select(r => r.Label).Distinct()];
        var right = classes.ToDictionary(c => c, _ => 0.0);
        foreach (var (i, row) in rows.Index())
        {
            var trained = rows.Where((_, j) => j % folds != i % folds).ToList();
            var scores = classes.ToDictionary(c => c, c => trained.Count(t => t.Label == c && Site(t) == Site(row)) / (double)trained.Count(t => t.Label == c));
            var best = scores.Values.Max();
            right[row.Label] += scores[row.Label] == best ? 1.0 / scores.Values.Count(s => s == best) : 0;
        }

        var balanced = classes.Average(c => right[c] / rows.Count(r => r.Label == c));
        return (balanced - (1.0 / classes.Length)) / (1 - (1.0 / classes.Length));

        string Site(SpuriousRow r) => r.Attributes.First(a => a.Key == attribute).Value;
    }
}
