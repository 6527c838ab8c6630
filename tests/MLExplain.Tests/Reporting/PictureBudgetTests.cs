using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Reporting;

namespace MLExplain.Tests.Reporting;

/// <summary>A page of thousands of images opens: its pictures keep to a budget, by a rule that it states, and no image loses its row.</summary>
public sealed partial class PictureBudgetTests
{
    private const int TenMegabytes = 10_000_000;

    /// <summary>Pictures of the size that the demo's have, 6 attributes, 2 methods, an audit: everything of which a page of many images has more.</summary>
    [Fact]
    public void APageOfTenThousandImagesIsUnderTenMegabytes()
    {
        var report = Large();

        var page = HtmlReport.Render(report);

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 4_000_000, TenMegabytes);
        Assert.Equal(10_000, Row().Count(page));
        var shown = int.Parse(Stated().Match(page).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(shown, 50, 9_999);
        Assert.Equal(shown, Regex.Count(page, "alt=\"picture "));
        Assert.InRange(Pictures().Matches(page).Sum(m => (long)m.Groups[1].Length), 1, report.PictureBudget);
    }

    /// <summary>The rule: wrong before unknown before right; the wrong by falling, the right by rising confidence.</summary>
    [Fact]
    public void PicturesAreChosenByTheRule_WhateverTheOrder()
    {
        AuditedImage[] expected = [Of("a", "no", 0.9), Of("b", "no", 0.6), Of("e", "", 0.7), Of("c", "yes", 0.55), Of("d", "yes", 0.95)];
        for (var count = 0; count <= expected.Length; count++)
        {
            var chosen = PictureBudget.Choose([expected[3], expected[0], expected[4], expected[1], expected[2]], 400 * count + 399);
            Assert.Equal(expected.Take(count).Select(i => i.Record.Id), chosen.Select(i => i.Record.Id).Order(Comparer<string>.Create((x, y) => Place(x) - Place(y))));
        }

        int Place(string id) => Array.FindIndex(expected, i => i.Record.Id == id);
    }

    [Fact]
    public void NothingIsChosenBehindAnImageThatDoesNotFit()
    {
        var large = Of("a", "no", 0.9) with { Picture = new byte[3000] };

        Assert.Empty(PictureBudget.Choose([large, Of("b", "no", 0.6)], 3999));
        Assert.Empty(PictureBudget.Choose([Of("b", "no", 0.6)], -1));
        Assert.Equal(2, PictureBudget.Choose([large, Of("b", "no", 0.6)], 4400).Count);
    }

    [Fact]
    public void WithinTheBudgetNothingIsLeftOutOrSaidToBe()
    {
        var page = HtmlReport.Render(new AuditReport { Title = "t", Facts = [], Images = [Image(1), Image(2)] });

        Assert.DoesNotContain("id=\"budget\"", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "alt=\"picture "));
    }

    /// <summary>The table takes what is left, wherever on the page the other pictures stand.</summary>
    [Fact]
    public void PicturesOfEverySectionCount()
    {
        const int OneImage = 5336 + 12_000 + 12_000 + 5336 + 5336;
        var images = Enumerable.Range(0, 4).Select(Image).ToList();
        var curves = images.Select(i => new AlphaCurveRecord(i.Record.Id, "malignant", [0, 1], [0, 1], [0.5, 0.75], [0, 1], null)).ToList();
        var report = new AuditReport { Title = "t", Facts = [], Images = images, Curves = curves, Gallery = [new GalleryImage("g", "malignant", new byte[3000], [], [], [])], PictureBudget = (2 * OneImage) + 4000 + (4 * 5336) };

        Assert.Contains("The pictures of 2 of 4 images are shown", HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("The pictures of 1 of 4 images are shown", HtmlReport.Render(report with { PictureBudget = report.PictureBudget - 1 }), StringComparison.Ordinal);
        Assert.Contains("The pictures of 3 of 4 images are shown", HtmlReport.Render(report with { PictureBudget = report.PictureBudget + OneImage }), StringComparison.Ordinal);
    }

    internal static AuditReport Large()
    {
        var images = Enumerable.Range(0, 10_000).Select(Image).ToList();
        var options = new AnalysisOptions { Classes = ["benign", "malignant"], Method = "integrated-gradients", Attributes = ["sex", "site"], Positive = "malignant", Replicates = 100 };
        return new()
        {
            Title = "t", Facts = [], Images = images, Analysis = AuditAnalyzer.Analyze([.. images.Select(i => i.Record)], [], null, options),
        };
    }

    /// <summary>300 bytes, 400 letters of a page.</summary>
    private static AuditedImage Of(string id, string label, double probability) => new(
        new ImageRecord
        {
            Id = id, File = id, ContentHash = id, Label = label, Groups = [], Status = label.Length == 0 ? ImageStatus.UnknownLabel : ImageStatus.Ok, Prediction = "yes", Probability = probability,
        },
        new byte[300],
        []);

    private static AuditedImage Image(int i)
    {
        var random = new Random(i);
        var label = i % 3 == 0 ? "malignant" : "benign";
        var record = new ImageRecord
        {
            Id = $"ISIC_{i:0000000}", File = $"images/ISIC_{i:0000000}.jpg", ContentHash = $"{i:x64}", Label = label, Prediction = i % 7 == 0 ? "benign" : label, Status = ImageStatus.Ok,
            Probability = random.NextDouble(), Logits = [(float)random.NextDouble(), (float)random.NextDouble()], Probabilities = [0.3f, 0.7f],
            Groups = [.. new[] { "sex", "site", "skin_group", "ink", "patch", "hair" }.Select(g => KeyValuePair.Create(g, $"{g}_{random.Next(3)}"))],
            Explanations = [.. Methods.Select(m => new ExplanationRecord { Method = m, Target = 1, Score = 1.5, BaselineScore = 0.5, Sum = 1.25, Residual = 0.25, GradientCalls = 31, Warnings = ["The residual is large: use more steps than 31."], Regions = [] })],
        };
        return new AuditedImage(record, new byte[4000], [.. Methods.Select(m => new MapPictures(m, new byte[9000], new byte[4000]))]);
    }

    private static string[] Methods => ["integrated-gradients", "gradient"];

    [GeneratedRegex("<tr><td>ISIC_")]
    private static partial Regex Row();

    [GeneratedRegex("The pictures of (\\d+) of 10000 images are shown")]
    private static partial Regex Stated();

    [GeneratedRegex("base64,([^\"]*)\"")]
    private static partial Regex Pictures();
}
