using System.Text.RegularExpressions;
using MLExplain.Reporting.Verification;

namespace MLExplain.Tests.Reporting;

/// <summary>What the components of the pages write is what verification takes for theirs: a new element that is not named there would make every report look forged.</summary>
public sealed partial class PageMarkupTests
{
    /// <summary>Elements of the frame, which is compared as it is, and words of code that look like elements.</summary>
    private static readonly string[] NotOfSections = ["html", "head", "body", "main", "meta", "title", "script", "style", "param", "string", "long"];

    private static readonly string[] NotOfSectionsEither = ["lang", "charset", "content"];

    public static TheoryData<string> Components => new(Directory.GetFiles(Path.Combine(Repository.Root, "src", "MLExplain", "Reporting", "Pages"), "*.razor").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Components))]
    public void EveryElementAndAttributeOfAComponentIsKnown(string component)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "src", "MLExplain", "Reporting", "Pages", component));

        var unknown = Element().Matches(text).Select(m => m.Groups[1].Value).Distinct().Except(NotOfSections).Where(e => PageMarkup.Foreign($"<{e}></{e}>") is not null && PageMarkup.Foreign($"<{e}>") is not null)
            .Concat(Attribute().Matches(text).Select(m => m.Groups[1].Value).Distinct().Except(NotOfSectionsEither).Where(a => PageMarkup.Foreign($"<p {a}=\"{(a == "href" ? "#x" : "")}\"></p>") is not null));

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("<p class=\"a\">1 &lt; 2</p><br>", null)]
    [InlineData("<p>a<p>", "<p")]
    [InlineData("<svg><rect x=\"1\" /></svg>", null)]
    [InlineData("<select/>", "<select/>")]
    [InlineData("<p><span></p></span>", "</p></span>")]
    [InlineData("<p onclick=\"x\"></p>", "<p onclick=\"x\"></p>")]
    [InlineData("<p style=\"display:none\"></p>", "<p style=\"display:none\"></p>")]
    [InlineData("<p style=\"--share:0.5\"></p>", null)]
    [InlineData("<a href=\"javascript:x\"></a>", "<a href=\"javascript:x\"></a>")]
    [InlineData("<textarea><p></textarea>", "<textarea><p></textarea>")]
    [InlineData("<div><section id=\"a\"></section></div>", "<section id=\"a\"></section></div>")]
    public void WhatIsForeignIsSaid(string body, string? foreign) => Assert.Equal(foreign, PageMarkup.Foreign(body));

    [GeneratedRegex(@"<([a-z][a-zA-Z0-9]*)[\s>]")]
    private static partial Regex Element();

    [GeneratedRegex("[ (]([a-z][a-zA-Z:-]*)=\"")]
    private static partial Regex Attribute();
}
