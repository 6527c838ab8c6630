using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLExplain.Audit;
using MLExplain.Evaluation;
using MLExplain.Reporting;

namespace MLExplain.Tests.Reporting;

public sealed class EvaluationPageTests
{
    /// <summary>XML, in which quotes are free to stand in text.</summary>
    private static readonly Regex Chart = new("<svg.*?</svg>", RegexOptions.Singleline);

    private static string Page { get; } = HtmlReport.Render(EvaluationCase.Make());

    [Fact]
    public void EveryMethodStandsUnderItsVerdictAndHasACard()
    {
        foreach (var (verdict, method) in new[] { ("fails", "guided-backprop"), ("inconclusive", "deconvnet"), ("unknown", "saliency-of-nothing"), ("passes", "gradient") })
        {
            Assert.Matches($"<span class=\"verdict {verdict}\">[^<]*</span></th>\\s*<td>{method}</td>", Page);
            Assert.Matches($"<h4>{method} <span class=\"verdict {verdict}\">", Page);
        }

        Assert.Contains("parameter-randomisation: fails, similarity 0.90 (95% interval 0.80 to 1.00) against 0.25.", Page, StringComparison.Ordinal);
        Assert.Contains("random-logit: not evaluated. The network has no weights that can be changed.", Page, StringComparison.Ordinal);
        Assert.Contains("<dd>12.3 ms</dd>", Page, StringComparison.Ordinal);
        Assert.Contains("<dd>2 of 3</dd>", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryMeasureStandsWithItsQuestionDirectionPaperAndOracles()
    {
        foreach (var name in new[] { "parameter-randomisation", "random-logit", "sensitivity-n", "deletion", "pointing-game", "completeness" })
        {
            var facts = Measures.Find(name).Facts;
            Assert.Contains($"<th scope=\"row\">{name} <span class=\"direction\">{Encoded(FigureText.Of(facts.Direction))}</span><p>{Encoded(facts.Question)}</p>", Page, StringComparison.Ordinal);
            Assert.Contains($"<li>{name}: {Encoded(facts.Paper)}</li>", Page, StringComparison.Ordinal);
        }

        Assert.All(OracleMaps.Names, oracle => Assert.Contains($"<th scope=\"col\" class=\"oracle\">{oracle}</th>", Page, StringComparison.Ordinal));
        Assert.Contains("<td class=\"oracle\">0.060<small>-0.065 to 0.185</small>", Page, StringComparison.Ordinal);
        Assert.Contains("do not use</span> &#x27;deletion&#x27; is wrong", Page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(Page, "do not use</span>"));
    }

    [Fact]
    public void WhatHasNoValueSaysWhy()
    {
        Assert.Contains("<li><strong>completeness</strong>: no value for 3 of 3 images, 2 of them because: &#x27;gradient&#x27; has no baseline.</li>", Page, StringComparison.Ordinal);
        Assert.Contains("<li><strong>1 of 3 images</strong>: gradient refused the third.</li>", Page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"oracle\">not applicable", Page, StringComparison.Ordinal);
        Assert.Contains("random, edges, image, centre, completeness: no value for 3 of 3 images, 2 of them because: An oracle has no baseline.", Page, StringComparison.Ordinal);
        Assert.Contains("<td>unreadable</td><td>saliency-of-nothing is no picture.</td>", Page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"warning\">Three images are few for saliency-of-nothing.</p>", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void TextNeverBecomesMarkup()
    {
        var page = HtmlReport.Render(EvaluationCase.Make(EvaluationCase.Hostile));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"'&", Chart.Replace(page, ""), StringComparison.Ordinal);
        Assert.Contains("<h4>&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp; <span", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ChartsAreWellFormedDescribedAndDoNotShareIds()
    {
        var charts = Chart.Matches(Page).Select(m => m.Value).ToList();

        Assert.True(charts.Count >= 9, "three methods have a curve over layers, all four have two measures with curves");
        Assert.All(charts, chart => XElement.Parse(chart));
        Assert.Equal(charts.Count, Regex.Count(Page, "role=\"img\" aria-label=\"[^\"]{20,}\""));
        var clips = charts.Distinct().SelectMany(chart => Regex.Matches(chart, "id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)).ToList();
        Assert.NotEmpty(clips);
        Assert.Equal(clips.Count, clips.Distinct().Count());
    }

    [Fact]
    public void ThePageIsTheSameBytesInEveryCultureAndHoldsNoNaN()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberGroupSeparator) = (",", "~", ".");
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(Page, HtmlReport.Render(EvaluationCase.Make()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.DoesNotMatch("(?i)\\bnan\\b|infinity|∞", Page);
        Assert.DoesNotContain("http:", Page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https:", Page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void MapsOfAMethodThatFailsAreStampedWhereverTheAuditShowsThem()
    {
        var page = HtmlReport.Render(Audit() with { Evaluation = EvaluationCase.Make() });

        var stamp = "guided-backprop <span class=\"stamp\" title=\"parameter-randomisation: fails, similarity 0.90 [^\"]*\">low evidence</span>";
        Assert.Matches("<figcaption>" + stamp, page);
        Assert.Matches("<th scope=\"col\">" + stamp, page);
        Assert.Matches("<th scope=\"row\">" + stamp, page);
        Assert.Equal(3, Regex.Count(page, "class=\"stamp\""));
        Assert.Single(Regex.Matches(page, "<td class=\"maps low-evidence\">"));
    }

    [Fact]
    public void AnAuditWithoutAnEvaluationSaysThatItsMapsAreNotEvaluated()
    {
        var page = HtmlReport.Render(Audit());

        Assert.Contains("<span class=\"verdict unknown\">not measured</span> This run did not judge its maps, which is no pass", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"stamp\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryWayOfComparingMapsHasItsOwnColour()
    {
        LineChart.Line[] lines = [.. Enumerable.Range(0, 2 * Enum.GetValues<SimilarityKind>().Length).Select(n => new LineChart.Line($"{n}", []))];

        Assert.Equal(lines.Length, LineChart.Colors([.. lines, new("reference", [], Reference: true)]).Distinct().Count() - 1);
    }

    [Fact]
    public void ADotStandsWhereItsValueIs()
    {
        var svg = XElement.Parse(StripChart.Svg([new("a", 0, null, null, false), new("b", 1, null, null, false), new("c", 3, null, null, false)]));
        double[] dots = [.. svg.Descendants().Where(e => e.Name.LocalName is "circle" or "ellipse").Select(e => double.Parse(e.Attribute("cx")!.Value, CultureInfo.InvariantCulture))];

        Assert.Equal(3, dots.Length);
        Assert.Equal(2 * (dots[1] - dots[0]), dots[2] - dots[1], tolerance: 0.01); // coordinates have four decimals
        Assert.True(dots[1] > dots[0] + 10, "a dot further right is a larger value");
    }

    private static AuditReport Audit()
    {
        string[] methods = ["gradient", "guided-backprop"];
        var record = new ImageRecord
        {
            Id = "i", File = "i.png", ContentHash = "00", Label = "benign", Groups = [], Status = ImageStatus.Ok, Error = "", Prediction = "benign", Probability = 0.75, Logits = [1],
            Explanations = [.. methods.Select(method => new ExplanationRecord
            {
                Method = method, Target = 0, Score = 1, BaselineScore = 0, Sum = 1, Residual = 0, GradientCalls = 1, ScoreCalls = 0, Converged = null, Warnings = [], Figures = [],
                Regions = [new RegionShare("lesion", 0.25, 0.5, "ok")],
            })],
        };
        MapPictures[] maps = [.. methods.Select(method => new MapPictures(method, [2], [3]))];
        return new AuditReport { Title = "t", Facts = [], Images = [new AuditedImage(record, [1], maps)], Gallery = [new GalleryImage("i", "benign", [1], maps, [], [new("gradient", "guided-backprop", 0.5, 0, 0)])] };
    }

    private static string Encoded(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);
}
