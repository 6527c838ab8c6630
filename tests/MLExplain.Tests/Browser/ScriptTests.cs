using System.Text.Json;
using Microsoft.Playwright;
using MLExplain.Tests.Cli;

namespace MLExplain.Tests.Browser;

/// <summary>What the page's script adds for readers: order, filters, large pictures, a file of decisions.</summary>
[Collection(Browsers.Collection)]
public sealed class ScriptTests(DemoReport report)
{
    [SkippableFact]
    public async Task AHeaderSortsItsColumnBothWaysByNumberAndSaysSo()
    {
        await using var open = await report.Browser.Open(report.Page);
        var header = open.Page.Locator("#images th", new() { HasText = "probability" });

        await header.GetByRole(AriaRole.Button).ClickAsync();
        var upwards = await Numbers(open.Page);
        Assert.Equal("ascending", await header.GetAttributeAsync("aria-sort"));
        await header.GetByRole(AriaRole.Button).PressAsync("Enter");
        var downwards = await Numbers(open.Page);

        Assert.Equal("descending", await header.GetAttributeAsync("aria-sort"));
        Assert.True(upwards.Distinct().Count() > 10);
        Assert.Equal(upwards.Order(), upwards);
        Assert.Equal(upwards.OrderDescending(), downwards);
    }

    [SkippableFact]
    public async Task SortingByAnotherColumnMovesTheMarkAndKeepsTheOrderAmongEquals()
    {
        await using var open = await report.Browser.Open(report.Page);
        var before = await Column(open.Page, "id");

        await Header(open.Page, "probability").ClickAsync();
        await Header(open.Page, "id").ClickAsync();
        await Header(open.Page, "label").ClickAsync();

        Assert.Equal("label", await open.Page.Locator("#images th[aria-sort]").InnerTextAsync());
        var (ids, labels) = (await Column(open.Page, "id"), await Column(open.Page, "label"));
        Assert.Equal(labels.Order(StringComparer.Ordinal), labels);
        Assert.All(labels.Distinct(), label => Assert.Equal(ids.Where((_, i) => labels[i] == label).Order(StringComparer.Ordinal), ids.Where((_, i) => labels[i] == label)));
        Assert.Equal(before.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task FiltersOfColumnsHoldTogetherAndTheCountIsSaid()
    {
        await using var open = await report.Browser.Open(report.Page);
        var all = (await Column(open.Page, "id")).Length;

        await open.Page.GetByLabel("Filter label", new() { Exact = true }).FillAsync("MALIG");
        await open.Page.GetByLabel("Filter probability").FillAsync(">= 90");

        var (labels, probabilities) = (await Column(open.Page, "label"), await Numbers(open.Page));
        Assert.InRange(labels.Length, 1, all - 1);
        Assert.All(labels, l => Assert.Equal("malignant", l));
        Assert.All(probabilities, p => Assert.True(p >= 90));
        Assert.Equal(1, await open.Page.GetByText($"{labels.Length} of {all} rows").CountAsync());

        await open.Page.GetByLabel("Filter label", new() { Exact = true }).FillAsync("");
        await open.Page.GetByLabel("Filter probability").FillAsync("");
        Assert.Equal(all, (await Column(open.Page, "id")).Length);
    }

    [SkippableFact]
    public async Task APictureIsShownLargeByKeyboardAndGivesTheFocusBack()
    {
        await using var open = await report.Browser.Open(report.Page);
        var picture = open.Page.Locator("#images img").First;
        var dialog = open.Page.Locator("dialog");

        await picture.PressAsync("Enter");

        Assert.True(await dialog.IsVisibleAsync());
        Assert.Equal(await picture.GetAttributeAsync("src"), await dialog.Locator("img").GetAttributeAsync("src"));
        Assert.True((await dialog.Locator("img").BoundingBoxAsync())!.Width > 2 * (await picture.BoundingBoxAsync())!.Width);

        await open.Page.Keyboard.PressAsync("Escape");

        Assert.False(await dialog.IsVisibleAsync());
        Assert.True(await picture.EvaluateAsync<bool>("p => p === document.activeElement"));
    }

    /// <summary>The viewer lays the chosen map over the picture as strongly as the slider says: at 0 there is the picture alone.</summary>
    [SkippableFact]
    public async Task TheViewerSwitchesMethodsAndItsSliderSetsTheOpacity()
    {
        await using var open = await report.Browser.Open(report.Page);
        var viewer = open.Page.Locator(".viewer").First;
        await viewer.ScrollIntoViewIfNeededAsync();
        await Drawn("gradient", 70);

        var first = await Pixels();
        await viewer.GetByRole(AriaRole.Slider).FillAsync("0");
        await Drawn("gradient", 0);
        var bare = await Pixels();
        await viewer.GetByLabel("Method").SelectOptionAsync("grad-cam");
        await Drawn("grad-cam", 0);
        var bareToo = await Pixels();
        await viewer.GetByRole(AriaRole.Slider).FillAsync("100");
        await Drawn("grad-cam", 100);

        Assert.NotEqual(first, bare);
        Assert.Equal(bare, bareToo);
        Assert.NotEqual(bare, await Pixels());
        Assert.Empty(open.Said);

        Task<string> Pixels() => viewer.Locator("canvas").EvaluateAsync<string>("c => c.toDataURL()");
        Task Drawn(string method, int opacity) => Assertions.Expect(viewer.Locator("canvas")).ToHaveAttributeAsync("aria-label", $"{method} over picture d001, opacity {opacity} %");
    }

    [SkippableFact]
    public async Task DecisionsAreSavedToAFileThatTheToolTakes()
    {
        await using var open = await report.Browser.Open(report.Page);
        var form = open.Page.Locator("#review form").First;
        const string Comment = "seen by hand: \"fine\",\n=1+1 <b>";
        await form.GetByLabel("Decision").SelectOptionAsync("confirmed");
        await form.GetByLabel("Comment").FillAsync(Comment);

        var download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("#save-decisions").ClickAsync());
        var file = Path.Combine(report.Folder, download.SuggestedFilename);
        await download.SaveAsAsync(file);

        var decision = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("decisions")[0];
        Assert.Equal(Comment, decision.GetProperty("comment").GetString());
        Assert.Equal(await form.GetAttributeAsync("data-finding"), decision.GetProperty("finding").GetString());
        var applied = await ToolRun.Of("review", "apply", file, "--report", Path.GetDirectoryName(report.Page)!, "--name", "A. Reader", "--role", "validator");
        Assert.True(applied.ExitCode == MLExplain.Cli.ExitCode.Done, applied.Error);
        Assert.Empty(open.Said);
    }

    /// <summary>What was decided and not saved yet is there after a reload, where the browser keeps it; a dismissal without its day is named.</summary>
    [SkippableFact]
    public async Task DecisionsSurviveAReload_AndAMissingDayIsNamed()
    {
        await using var open = await report.Browser.Open(report.Page);
        var form = open.Page.Locator("#review form").Nth(1);
        await form.GetByLabel("Decision").SelectOptionAsync("dismissed");
        await form.GetByLabel("Comment").FillAsync("known");

        await open.Page.ReloadAsync();
        await open.Page.Locator("#save-decisions").ClickAsync();

        Assert.Equal("dismissed", await form.GetByLabel("Decision").InputValueAsync());
        Assert.Equal("known", await form.GetByLabel("Comment").InputValueAsync());
        Assert.Contains((await form.GetAttributeAsync("data-finding"))!, await open.Page.Locator("#review-said").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(open.Said);
    }

    private static ILocator Header(IPage page, string name) => page.Locator("#images").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task<double[]> Numbers(IPage page) =>
        [.. (await Column(page, "probability")).Select(t => double.Parse(t.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The texts of a column, of the rows that are shown.</summary>
    private static Task<string[]> Column(IPage page, string name) => page.EvaluateAsync<string[]>("""
        name => {
          const table = document.getElementById('images');
          const column = [...table.tHead.rows[0].cells].findIndex(c => c.textContent.trim() === name);
          return [...table.tBodies[0].rows].filter(r => r.checkVisibility()).map(r => r.cells[column].textContent.trim());
        }
        """, name);
}
