using System.Globalization;
using MLExplain.Audit;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Reporting;

public sealed class ReportTests : IDisposable
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&";
    private readonly TemporaryFolder _folder = new();

    private static ImageRecord Record { get; } = new()
    {
        Id = Hostile, File = "a,b\n.png", ContentHash = "00ff", Label = "=1+1", Groups = [KeyValuePair.Create("tone", Hostile)],
        Status = ImageStatus.UnknownLabel, Error = Hostile, Prediction = "benign", Probability = 0.75, Logits = [1.5f, -0.25f], Probabilities = [0.75f],
        Explanations =
        [
            new ExplanationRecord
            {
                Method = "gradient", Target = 0, Score = 1.5, BaselineScore = 0.5, Sum = 1.25, Residual = 0.25, GradientCalls = 1, ScoreCalls = 1000, Converged = false,
                Warnings = ["One fits badly.", "<b>Two</b>."], Figures = [new("weightedR2", -0.5)],
                Regions = [new RegionShare("lesion", 0.25, 0.5, "ok"), new RegionShare("artefact", null, null, "no_mask")],
            },
        ],
    };

    [Theory]
    [InlineData(".", "-", ",")]
    [InlineData(",", "-", ".")]
    [InlineData("\u066B", "\u061C-", "\u066C")]
    public void CsvIsTheSameBytesInEveryCulture(string point, string minus, string thousands)
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberGroupSeparator) = (point, minus, thousands);
        culture.TextInfo.ListSeparator = ";";
        CultureInfo.CurrentCulture = culture;
        try
        {
            foreach (var (name, write) in ImageCsv.Files([Record]))
            {
                write(_folder.Missing(name));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(
            "id,file,content_hash,label,group.tone,status,error,prediction,probability,correct,logits,probabilities\n"
            + "\"<img src=x onerror=alert(1)>\"\"'&\",\"a,b\n.png\",00ff,\"'=1+1\",\"<img src=x onerror=alert(1)>\"\"'&\",unknown_label,"
            + "\"<img src=x onerror=alert(1)>\"\"'&\",benign,0.75,,\"[1.5,-0.25]\",[0.75]\n",
            File.ReadAllText(_folder.Missing("images.csv")));
        Assert.EndsWith(",gradient,0,1.5,0.5,1.25,0.25,0.25,false,1,1000,,,,One fits badly. <b>Two</b>.\n", File.ReadAllText(_folder.Missing("explanations.csv")), StringComparison.Ordinal);
        Assert.EndsWith(",gradient,weightedR2,-0.5\n", File.ReadAllText(_folder.Missing("figures.csv")), StringComparison.Ordinal);
        Assert.EndsWith(",artefact,no_mask,,,\n", File.ReadAllText(_folder.Missing("regions.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void TextNeverBecomesMarkup()
    {
        var page = HtmlReport.Render(new AuditReport
        {
            Title = Hostile,
            Facts = [KeyValuePair.Create(Hostile, Hostile)],
            Images = [new AuditedImage(Record, [1], [new MapPictures("gradient", [2], [3])]), new AuditedImage(Record with { Status = ImageStatus.Ok }, null, [])],
            Gallery = [new GalleryImage(Hostile, Hostile, [1], [new MapPictures(Hostile, [2], [3]), new MapPictures("b", [2], [3])], [KeyValuePair.Create("b", "<i>fits</i> badly")], [new(Hostile, "b", 0.25, null, null)])],
            Curves = [new AlphaCurveRecord(Hostile, Hostile, [0, 1], [0, 1], [0.1, 0.9], [0, 1], 0.5)],
        });

        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"warning\">&lt;b&gt;Two&lt;/b&gt;.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"warning\">b: &lt;i&gt;fits&lt;/i&gt; badly</p>", page, StringComparison.Ordinal);
        Assert.Contains("<td>constant, 25 %</td>", page, StringComparison.Ordinal);
        Assert.Contains("saturated from", page, StringComparison.Ordinal);
        Assert.Contains("0 % (0 of 1)", page, StringComparison.Ordinal);
        Assert.Contains("2.00 &#xD7; (1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageAsksForNothingFromOutside()
    {
        var page = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [new AuditedImage(Record, [1], [])] });

        Assert.DoesNotContain("http:", page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSummaryCountsEveryImageOnce()
    {
        var ok = Record with { Status = ImageStatus.Ok, Label = "benign" };
        var unreadable = Record with { Status = ImageStatus.Unreadable, Prediction = "", Probability = null, Explanations = [] };

        var summary = new AuditReport { Title = "t", Facts = [], Images = [.. new[] { ok, Record, unreadable }.Select(r => new AuditedImage(r, null, []))] }.Summary;

        Assert.Equal(3, summary.ByStatus.Sum(s => s.Value));
        Assert.Equal((1, 1, 1.0), (summary.Evaluated, summary.Correct, summary.Accuracy));
        Assert.Equal([KeyValuePair.Create("gradient", (double?)0.25)], summary.Residuals);
    }

    public void Dispose() => _folder.Dispose();
}
