using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLExplain.Evaluation;
using MLExplain.Reporting;

namespace MLExplain.Tests.Reporting;

public sealed class EvaluationPageTests
{
    private static string Page { get; } = HtmlReport.Render(EvaluationCase.Make());

    [Fact]
    public void EveryMethodStandsUnderItsVerdictAndHasACard()
    {
        foreach (var (verdict, method) in new[] { ("fails", "guided-backprop"), ("inconclusive", "deconvnet"), ("unknown", "saliency-of-nothing"), ("passes", "gradient") })
        {
            Assert.Matches($"<span class=\"verdict {verdict}\">[^<]*</span></th><td>{method}</td>", Page);
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
        Assert.Contains("<td class=\"oracle\">0.060 (-0.065 to 0.185)", Page, StringComparison.Ordinal);
        Assert.Contains("do not use</span> &#x27;deletion&#x27; is wrong", Page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(Page, "do not use</span>"));
    }

    [Fact]
    public void WhatHasNoValueSaysWhy()
    {
        Assert.Contains("<li><strong>completeness</strong>: no value for 3 of 3 images, 2 of them because: &#x27;gradient&#x27; has no baseline.</li>", Page, StringComparison.Ordinal);
        Assert.Contains("<li><strong>1 images</strong>: gradient refused the third.</li>", Page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"oracle\">not applicable", Page, StringComparison.Ordinal);
        Assert.Contains("random, completeness: no value for 3 of 3 images, 2 of them because: An oracle has no baseline.", Page, StringComparison.Ordinal);
        Assert.Contains("<td>unreadable</td><td>saliency-of-nothing is no picture.</td>", Page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"warning\">Three images are few for saliency-of-nothing.</p>", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void TextNeverBecomesMarkup()
    {
        var page = HtmlReport.Render(EvaluationCase.Make(EvaluationCase.Hostile));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"'&", page, StringComparison.Ordinal);
        Assert.Contains("<h4>&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp; <span", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ChartsAreWellFormedDescribedAndDoNotShareIds()
    {
        var charts = Regex.Matches(Page, "<svg.*?</svg>", RegexOptions.Singleline).Select(m => m.Value).ToList();

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
        Assert.DoesNotContain("http", Page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Encoded(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);
}
