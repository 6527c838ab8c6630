using System.Diagnostics;
using MLExplain.Reporting;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Reporting;
using Microsoft.Playwright;

namespace MLExplain.Tests.Browser;

/// <summary>The page of ten thousand images opens, scrolls to its end, sorts and filters.</summary>
[Collection(Browsers.Collection)]
public sealed class LargePageTests(DemoReport report)
{
    /// <summary>A reader waits for seconds, not for minutes; on the machine of the tests it is a tenth of this.</summary>
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task ItScrollsSortsAndFilters()
    {
        _ = report.Browser;
        using var folder = new TemporaryFolder();
        HtmlReport.Write(folder.Missing("large.html"), PictureBudgetTests.Large());

        var clock = Stopwatch.StartNew();
        await using var open = await report.Browser.Open(folder.Missing("large.html"));
        var rows = open.Page.Locator("#images tbody tr");
        Assert.Equal(10_000, await rows.CountAsync());
        await rows.Last.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(rows.Last).ToBeInViewportAsync();
        await open.Page.Locator("#images").GetByRole(AriaRole.Button, new() { Name = "probability", Exact = true }).ClickAsync();
        await open.Page.GetByLabel("Filter id", new() { Exact = true }).FillAsync("ISIC_0009999");
        await Assertions.Expect(open.Page.GetByText("1 of 10000 rows")).ToBeVisibleAsync();

        Assert.True(clock.Elapsed < Bearable, $"{clock.Elapsed.TotalSeconds:0.0} s");
        Assert.Empty(open.Said);
    }
}
