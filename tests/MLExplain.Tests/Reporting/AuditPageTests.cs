using System.Globalization;
using CsvHelper;
using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;
using MLExplain.Reporting;
using MLExplain.Reporting.Pages;
using MLExplain.Reporting.Tables;
using MLExplain.Tensors;
using MLExplain.Tests.Audit.Analysis;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Reporting;

/// <summary>What an audit concludes, as tables and on its page.</summary>
public sealed class AuditPageTests : IDisposable
{
    private static readonly string[] Sections =
    [
        "verdict", "gates", "baseline", "scope", "performance", "disparities", "calibration", "attention", "spurious", "trust", "power", "unmeasured", "gallery", "images-section", "curves", "methods",
        "lineage", "review",
    ];

    private const string Hostile = "=<b>&\"'";

    private static readonly IReadOnlyList<ImageRecord> Records =
    [
        .. AuditRecords.Ruled.Select((r, i) => r with { Id = i == 0 ? Hostile : r.Id, Groups = [r.Groups[0], new("skin", i % 8 == 0 ? Hostile : r.Groups[1].Value)] }),
    ];

    private static readonly AuditAnalysis Analysis = AuditAnalyzer.Analyze(
        Records,
        [
            new("ruler", new CounterfactualEffect
            {
                Intervention = Intervention.Remove, Rows = [new(Hostile, "", [0.2f, 0.8f], [0.75f, 0.25f], [0.25f, 0.75f])], LeftOut = 3, Reason = "", Class = 1, Shift = new(-0.5, -0.6, -0.4, 1), Change = new(-0.55, -0.55, -0.55, 1), PValue = 0.01,
            }),
            new("ruler", new CounterfactualEffect { Intervention = Intervention.Paste, Rows = [], LeftOut = 80, Reason = "0 images have the region." }),
        ],
        null,
        AuditRecords.Options) with { Slices = new SliceReport(80, 0, "", [Slice(errors: 8, q: 0.01), Slice(errors: 2, q: 0.9)]) };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [.. Tables.Select(t => t.Name)];

    private static IReadOnlyList<(string Name, Action<string> Write)> Tables => [.. AttentionCsv.Files(Analysis.Attention, Analysis.MeanMaps), .. SpuriousCsv.Files(Records, Analysis)];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryRowHasTheHeadersLengthAndNoCellIsAFormula(string name)
    {
        var rows = Rows(name);

        Assert.True(rows.Count > 1 || name == "duplicates.csv", name);
        Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
        Assert.All(rows.SelectMany(r => r), cell => Assert.False(cell.StartsWith('=') || cell is "NaN" || cell.Contains("Infinity", StringComparison.Ordinal), cell));
    }

    [Fact]
    public void ReasonsAreTheCountsOfTheRecords()
    {
        // Ruled is right for twenty with a ruler, looking elsewhere, and for twenty without, looking at the lesion.
        var all = Rows("reasons.csv")[1];

        Assert.Equal(["gradient", "", "", "20", "20", "20", "20", "0", "0.5"], all);
    }

    [Fact]
    public void ACounterfactualNamesItsLabelsAndTheProbabilityOfTheFirst()
    {
        var row = Rows("counterfactuals.csv").Single(r => r[1] == "ruler");

        Assert.Equal(["ruler", "remove", "", "malignant", "benign", "malignant", "0.8", "0.25", "0.75", "true", "false"], row[1..]);
    }

    [Fact]
    public void AnInterventionWithoutAResultIsItsReason()
    {
        var rows = Rows("interventions.csv");

        Assert.Equal(["ruler", "remove", "1", "3", "malignant", "-0.5", "-0.6", "-0.4", "-0.55", "-0.55", "-0.55", "0.01", "1", "0", ""], rows[1]);
        Assert.Equal(["ruler", "paste", "0", "80", "", "", "", "", "", "", "", "", "0", "0", "0 images have the region."], rows[2]);
    }

    [Fact]
    public void EveryClusteredImageStandsOnceInTheMembersUnderTheMedoidFirst()
    {
        var (members, clusters) = (Rows("cluster_members.csv").Skip(1).ToList(), Rows("clusters.csv"));

        Assert.Equal(80, members.Select(m => m[0]).Distinct().Count());
        Assert.Equal(80, members.Count);
        var medoid = Array.IndexOf(clusters[0], "medoid");
        Assert.Equal(clusters.Skip(1).Select(c => c[medoid]), members.Where(m => m[3] == "1").Select(m => m[0]));
    }

    [Fact]
    public void ASliceIsItsErrorsBesideTheExpected()
    {
        Assert.Equal(["0", "3", "11", "8", "2.5", "0.005", "0.01", "i07", "ruler", "yes", "0.25", "0.5", "i07 i09"], Rows("slices.csv")[1]);

        var page = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [], Analysis = Analysis });

        Assert.Contains("1 of 2 slices have more errors than expected", page, StringComparison.Ordinal);
        Assert.Contains("<h4>8 errors in 11 images, 2.5 expected", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h4>2 errors in 11 images", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageLeadsWithTheVerdictAndEncodesEveryName()
    {
        var page = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [.. Records.Select(r => new AuditedImage(r, null, []))], Analysis = Analysis });

        string[] sections = [.. Sections.Select(id => $"<section id=\"{id}\">")];
        Assert.Equal(sections.Order(Comparer<string>.Create((a, b) => Place(a) - Place(b))), sections);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("0 images have the region.", page, StringComparison.Ordinal);
        Assert.Contains("<td>20</td><td>20</td><td>20</td><td>20</td><td>0</td>", page, StringComparison.Ordinal);

        int Place(string section) => page.IndexOf(section, StringComparison.Ordinal) is >= 0 and var place ? place : throw new InvalidOperationException(section);
    }

    /// <summary>A run that measured nothing has the same sections, each with its reason: what is absent is said, never left out.</summary>
    [Fact]
    public void EverySectionStandsOnEveryPage_InOrder_AndTheContentsLinkToIt()
    {
        var bare = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [] });

        Assert.Equal(Sections, System.Text.RegularExpressions.Regex.Matches(bare, "<section id=\"([^\"]+)\">").Select(m => m.Groups[1].Value));
        Assert.Equal(Sections, System.Text.RegularExpressions.Regex.Matches(bare, "<li><a href=\"#([^\"]+)\">").Select(m => m.Groups[1].Value));
        Assert.Equal(13, System.Text.RegularExpressions.Regex.Count(bare, "<p class=\"absence\"><span class=\"verdict unknown\">not measured</span> \\S"));
    }

    [Fact]
    public void ThePageIsTheSameInEveryLanguageOfTheMachine()
    {
        var report = new AuditReport { Title = "t", Facts = [], Images = [.. Records.Select(r => new AuditedImage(r, null, []))], Analysis = Analysis };
        var expected = HtmlReport.Render(report);
        var (machine, other) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.PercentDecimalSeparator, other.NumberFormat.NegativeSign) = ("!", "!", "~");
        CultureInfo.CurrentCulture = other;
        try
        {
            Assert.Equal("1!5", $"{1.5}");
            Assert.Equal(expected, HtmlReport.Render(report));
            Assert.Same(other, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = machine;
        }
    }

    /// <summary>But for clip paths inside charts: two charts of the same numbers are the same bytes, and so are their clips.</summary>
    [Fact]
    public void EveryAnchorIsUnique()
    {
        var page = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [.. Records.Select(r => new AuditedImage(r, null, []))], Analysis = Analysis });

        var ids = System.Text.RegularExpressions.Regex.Matches(page, " id=\"((?!clip)[^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Empty(ids.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.True(ids.Count(id => id.StartsWith("F-", StringComparison.Ordinal)) >= Analysis.Gates.Results.Count);
    }

    /// <summary>The groups' table colours by the distance from all records.</summary>
    [Fact]
    public void TheHeatTableHoldsEveryRateWithItsNumbers()
    {
        var html = PageRenderer.Render(page =>
        {
            page.OpenComponent<HeatTable>(0);
            page.AddComponentParameter(1, nameof(HeatTable.Report), Analysis.Fairness);
            page.CloseComponent();
        });

        foreach (var rate in Analysis.Fairness!.Rates.Where(r => r.Metric == "accuracy" && r.Rate.Value is not null && !r.Attribute.Contains('&', StringComparison.Ordinal)))
        {
            Assert.Contains($"{FigureText.Of(rate.Rate.Value!.Value)}<small>{rate.Rate.Numerator} of {rate.Rate.Denominator}</small>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WithoutArtefactsThePageSaysThatNothingWasTested()
    {
        var untested = AuditAnalyzer.Analyze(Records, [], null, AuditRecords.Options);

        var page = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [], Analysis = untested });

        Assert.Contains("No artefact was named under audit.artefacts, so no suspicion was tested.", page, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ErrorSlice Slice(int errors, double q) => new()
    {
        Half = 0, Index = 3, Images = 11, Errors = errors, ExpectedErrors = 2.5, PValue = q / 2, QValue = q,
        Description = new MapCluster
        {
            Class = "", Index = 3, ClassSize = 40, Members = ["i07", "i09"], Silhouette = 0, MeanMap = new Tensor([1, 2], [0.25f, 0.75f]), AccuracyInside = 0.2, AccuracyOutside = null,
            Regions = [new("lesion", 1.5, 2.5)], Associations = [new("ruler", "yes", 0.25, 0.5, null, 11)],
        },
    };

    private List<string[]> Rows(string name)
    {
        Tables.Single(t => t.Name == name).Write(_folder.Missing(name));
        using var csv = CsvReader.FromFile(_folder.Missing(name), new CsvReaderOptions { Separator = ',', FormatProvider = CultureInfo.InvariantCulture });
        List<string[]> rows = [[.. csv.Headers]];
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.Headers.Count).Select(csv.GetString)]);
        }

        return rows;
    }
}
