using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MLExplain.Tests.Browser;

/// <summary>The page of a full run, opened in a browser.</summary>
[Collection(Browsers.Collection)]
public sealed class DemoPageTests(DemoReport report)
{
    private static readonly string[] Sections = ["verdict", "gates", "baseline", "scope", "performance", "disparities", "calibration", "attention", "spurious", "trust", "power", "unmeasured", "gallery", "images-section", "curves", "methods", "lineage", "review"];

    [SkippableFact]
    public async Task ThePageIsSilentAndAsksForNothing()
    {
        await using var open = await report.Browser.Open(report.Page);
        await open.Page.EvaluateAsync("() => window.scrollTo(0, document.body.scrollHeight)");

        Assert.Empty(open.Said);
        Assert.Equal([new Uri(report.Page).AbsoluteUri], open.Requests);
    }

    [SkippableFact]
    public async Task EverySectionIsShownAndEveryPictureIsOne()
    {
        await using var open = await report.Browser.Open(report.Page);

        foreach (var section in Sections)
        {
            Assert.True(await open.Page.Locator($"#{section}").IsVisibleAsync(), section);
        }

        var broken = await open.Page.EvaluateAsync<int>("async () => { let broken = 0; for (const image of document.querySelectorAll('main img')) { image.loading = 'eager'; await image.decode().catch(() => broken++); } return broken; }");
        Assert.Equal(0, broken);
        Assert.True(await open.Page.Locator("main img").CountAsync() > 100);
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task AxeFindsNothingSerious(ColorScheme scheme)
    {
        await using var open = await report.Browser.Open(report.Page, new() { ColorScheme = scheme });

        var found = await open.Page.RunAxe(new() { ResultTypes = [ResultType.Violations] });

        Assert.NotEmpty(found.Passes);
        string[] serious = [.. found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id} ({v.Help}): {string.Join(" ", v.Nodes.Take(3).Select(n => n.Html + n.Any.FirstOrDefault()?.Message))}")];
        Assert.True(serious.Length == 0, string.Join("\n", serious));
    }

    [SkippableFact]
    public async Task WithoutScriptEverythingReadsAndNothingAsksToBeUsed()
    {
        await using var with = await report.Browser.Open(report.Page);
        await using var without = await report.Browser.Open(report.Page, new() { JavaScriptEnabled = false });

        Assert.Equal(await with.Page.Locator("main :is(h2, h3, img, svg)").CountAsync(), await without.Page.Locator("main :is(h2, h3, img, svg)").CountAsync());
        Assert.Equal(0, await without.Page.Locator("button:visible, input:visible, select:visible, textarea:visible").CountAsync());
        Assert.True(await with.Page.Locator("button:visible, input:visible, select:visible").CountAsync() > 0);
        foreach (var section in Sections)
        {
            Assert.True(await without.Page.Locator($"#{section}").IsVisibleAsync(), section);
        }
    }

    /// <summary>A gate leads to its evidence, a decision to its gate; the head says what was audited, by what, of which day.</summary>
    [SkippableFact]
    public async Task EveryLinkLeadsSomewhereAndTheHeadSaysWhatWasAudited()
    {
        await using var open = await report.Browser.Open(report.Page);

        var lost = await open.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href')).filter(href => !document.getElementById(href.slice(1)))");
        var links = await open.Page.Locator(".gates th a[href^='#']").CountAsync();
        var subject = await open.Page.Locator(".subject").InnerTextAsync();

        Assert.Empty(lost);
        Assert.True(links > 10);
        Assert.All(["biased.onnx (SHA-256 ", "128 images of manifest.csv", "audit.yaml (SHA-256 ", "2026-07-31", "MLExplain "], part => Assert.Contains(part, subject, StringComparison.Ordinal));
    }

    /// <summary>688 pixels are what an A4 page has between its margins: what is wider there is cut off, and nobody can scroll paper.</summary>
    [SkippableTheory]
    [InlineData(390, Media.Screen)]
    [InlineData(1280, Media.Screen)]
    [InlineData(688, Media.Print)]
    public async Task NothingStandsBeyondTheEdge(int width, Media media)
    {
        await using var open = await report.Browser.Open(report.Page, new() { ViewportSize = new() { Width = width, Height = 844 } });
        await open.Page.EmulateMediaAsync(new() { Media = media });

        var beyond = await open.Page.EvaluateAsync<string[]>("""
            print => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [`${document.documentElement.scrollWidth}`,
              ...[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth && (print || !e.closest('.scroll'))).map(e => e.getBoundingClientRect().right + ' ' + e.outerHTML.slice(0, 120)).slice(0, 15)]
            """, media == Media.Print);

        Assert.True(beyond.Length == 0, string.Join("\n", beyond));
    }

    /// <summary>What one uses on a screen is no part of the document that is filed; headings that sort are headings.</summary>
    [SkippableFact]
    public async Task PaperHasNoControls()
    {
        await using var open = await report.Browser.Open(report.Page);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });

        var shown = await open.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main :is(input, select, textarea, button:not(th button))')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120)).slice(0, 15)");

        Assert.True(shown.Length == 0, string.Join("\n", shown));
    }
}
