using System.Text.Json;
using System.Text.Json.Nodes;
using MLExplain.Cli;
using MLExplain.Imaging;
using MLExplain.Tests.Cli;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Browser;

/// <summary>Names that try to run, break lines or turn the reading direction go through a whole run and a review: pages show them as they are, and nothing executes.</summary>
[Collection(Browsers.Collection)]
public sealed class HostileTextTests(DemoReport report) : IDisposable
{
    private const string Image = "<img src=x onerror=\"window.hacked=1;alert(1)\">";
    private const string Script = "\"'></td><script>window.hacked=1;alert(2)</script>";
    private const string Formula = "=HYPERLINK(\"http:\",\"x\")";
    private const string Lines = "a,b\n\"c\";\td";
    private const string Turned = "\u202Eenod\u202C שלום 😀";
    private const string Attribute = "gr<svg onload=alert(3)>oup";

    private static readonly string[] All = [Image, Script, Formula, Lines, Turned, "'", "@SUM(1)", "-1+1"];

    private readonly SmallPipeline _pipeline = new();

    [SkippableFact]
    public async Task NothingExecutesAndEveryNameIsText()
    {
        _ = report.Browser;
        await Run("first", "--date", "2026-06-30");
        await Review();
        await Run("next", "--date", "2026-07-31");

        await using var open = await report.Browser.Open(_pipeline.Path("next/report.html"));
        foreach (var filter in await open.Page.Locator("input[type=search]:visible").AllAsync())
        {
            await filter.FillAsync("<img");
            await filter.FillAsync("");
        }

        Assert.Empty(open.Said);
        Assert.Single(open.Requests);
        Assert.True(await open.Page.EvaluateAsync<bool>("() => window.hacked === undefined"));
        Assert.Equal(0, await open.Page.Locator("main :is(script, iframe, object, embed, link, [onerror], [onload]), main img:not([src^='data:'])").CountAsync());
        var shown = await open.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#images tbody td:first-child')].map(c => c.textContent)");
        Assert.Equal(Ids.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        var text = await open.Page.Locator("main").EvaluateAsync<string>("m => m.textContent");
        Assert.All([.. All, Attribute], name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Equal(Script, await open.Page.Locator("h1").EvaluateAsync<string>("h => h.textContent"));
    }

    /// <summary>Spreadsheets run what begins with =, +, - or @: no text cell of any CSV does, and verification reads the names back.</summary>
    [Fact]
    public async Task NoCellIsAFormulaAndTheFilesReadBack()
    {
        await Run("first", "--date", "2026-06-30");

        foreach (var file in Directory.GetFiles(_pipeline.Path("first"), "*.csv"))
        {
            using var csv = CsvHelper.CsvReader.FromFile(file, new CsvHelper.CsvReaderOptions { Separator = ',' });
            while (csv.Read())
            {
                Assert.All(Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).Where(c => !double.TryParse(c, System.Globalization.CultureInfo.InvariantCulture, out _)), cell =>
                    Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), $"{Path.GetFileName(file)}: {cell}"));
            }
        }

        var verified = await ToolRun.Of("verify", _pipeline.Path("first"));
        Assert.True(verified.ExitCode == ExitCode.Done, verified.Out);
    }

    public void Dispose() => _pipeline.Dispose();

    private static IEnumerable<string> Ids => Enumerable.Range(0, 40).Select(i => $"{All[i % All.Length]}{i}");

    private async Task Run(string folder, params string[] options)
    {
        if (folder == "first")
        {
            Write("");
        }

        var run = await ToolRun.Of(["run", _pipeline.Path("hostile.yaml"), "--out", _pipeline.Path(folder), .. options]);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
    }

    private void Write(string review)
    {
        string[] rows = [.. Ids.Select((id, i) => string.Join(',', new[] { id, File(i), i % 2 == 0 ? Image : Script, All[i % 3] }.Select(Cell)))];
        System.IO.File.WriteAllText(_pipeline.Path("hostile.csv"), string.Join('\n', rows.Prepend($"id,file,label,{Cell(Attribute)}")) + "\n");
        string[] classes = [Image, Script, Formula, Lines, Turned];
        System.IO.File.WriteAllText(_pipeline.Path("hostile.yaml"), $$"""
            name: hostile
            model: { path: model.onnx, classes: {{JsonSerializer.Serialize(classes)}}, preprocessing: { mean: [0.5] } }
            data: { manifest: hostile.csv, columns: { groups: [{{JsonSerializer.Serialize(Attribute)}}] } }
            explain: [{ method: gradient }]
            audit: { replicates: 100, {{review}} gates: ["accuracy >= 0.9"] }
            report: { title: {{JsonSerializer.Serialize(Script)}}, intendedUse: {{JsonSerializer.Serialize(Image)}}, gallery: [{{JsonSerializer.Serialize(Ids.First())}}] }
            """);
    }

    /// <summary>Pictures of such names, too, where the file system takes them.</summary>
    private string File(int i)
    {
        var name = OperatingSystem.IsWindows() ? $"p{i}.png" : $"{(i % 2 == 0 ? Image : Formula)}{i}.png".Replace('/', '_');
        System.IO.File.WriteAllBytes(_pipeline.Path(name), ImageEncoder.ToPng(Pictures.Noise(16, 16, i)));
        return name;
    }

    private async Task Review()
    {
        var verdict = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(_pipeline.Path("first/verdict.json")))!;
        var decisions = new JsonObject
        {
            ["schemaVersion"] = 1, ["report"] = "hostile", ["findingsSha256"] = verdict["findingsSha256"]!.GetValue<string>(),
            ["decisions"] = new JsonArray([.. verdict["findings"]!.AsArray().Select((f, i) => new JsonObject { ["finding"] = f!["id"]!.GetValue<string>(), ["decision"] = "dismissed", ["comment"] = All[i % All.Length], ["expires"] = "2030-01-01" })]),
        };
        await System.IO.File.WriteAllTextAsync(_pipeline.Path("decisions.json"), decisions.ToJsonString());
        var run = await ToolRun.Of("review", "apply", _pipeline.Path("decisions.json"), "--report", _pipeline.Path("first"), "--name", Script, "--role", Image, "--date", "2026-07-01");
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Write("review: first,");
    }

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
