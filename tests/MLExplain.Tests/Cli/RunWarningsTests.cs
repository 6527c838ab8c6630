using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>What a reader must know before trusting a run is said when it runs, and stands on the page for whoever did not see that.</summary>
public sealed class RunWarningsTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public RunWarningsTests()
    {
        _pipeline.Add(40);
        _pipeline.Edit("audit.yaml", "explain:", "audit: { replicates: 100 }\nexplain:");
    }

    private string Page => File.ReadAllText(_pipeline.Path("out/report.html"));

    /// <summary>Names in a wrong order: every right answer becomes a wrong one.</summary>
    [Fact]
    public async Task AModelThatIsNoBetterThanAGuessIsSaid()
    {
        await _pipeline.Run("first");
        var images = File.ReadAllLines(_pipeline.Path("first/images.csv")).Select(l => l.Split(',')).ToList();
        var predicted = images.Skip(1).ToDictionary(r => r[0], r => r[images[0].IndexOf("prediction")]);
        var rows = File.ReadAllLines(_pipeline.Path("manifest.csv")).Select(l => l.Split(',')).ToList();
        foreach (var (i, row) in rows.Skip(1).Index())
        {
            row[2] = new[] { "a", "b", "c" }.Except([predicted[row[0]]]).ElementAt(i % 2);
        }

        File.WriteAllLines(_pipeline.Path("manifest.csv"), rows.Select(r => string.Join(',', r)));

        var run = await _pipeline.Run();

        Assert.Matches(@"accuracy: 0 of 42 images are predicted right; always answering '[abc]' would be right for \d+", run.Error);
        Assert.Matches(@"warning: of each class 0\.0 % of the images are predicted right on average, and always giving one answer would have (50\.0|33\.3) %: check the preprocessing and the order of the classes\.", run.Error);
        Assert.Contains("check the preprocessing and the order of the classes.", Page, StringComparison.Ordinal);
        Assert.Contains("Warning: of 44 images, 2 unreadable: images.csv says why.", Page, StringComparison.Ordinal);
    }

    /// <summary>A space at its end is a part of a label, and nobody sees it.</summary>
    [Fact]
    public async Task LabelsThatAreNoneAreQuoted_AndTranslationsThatMeetNothingSaid()
    {
        _pipeline.Edit("manifest.csv", "more3,more3.png,d,", "more3,more3.png,Klasse d ,");
        _pipeline.Edit("audit.yaml", "  manifest: manifest.csv", "  manifest: manifest.csv\n  labels: { Klasse d: d }");

        var run = await _pipeline.Run();

        Assert.Contains("1 with an unknown label ('Klasse d '): images.csv says why", run.Error, StringComparison.Ordinal);
        Assert.Contains("warning: data.labels translates 'Klasse d', which no row of 'manifest.csv' has: case and spaces count.", run.Error, StringComparison.Ordinal);
        Assert.Contains("case and spaces count.", Page, StringComparison.Ordinal);
    }

    /// <summary>Where a region is not, its cell is empty in many tables: said to be absent, it can be pasted there.</summary>
    [Fact]
    public async Task EmptyCellsOfMasksMayMeanAbsent()
    {
        _pipeline.Edit("audit.yaml", "audit: { replicates: 100 }", "audit: { replicates: 100, artefacts: [left] }");
        var unknown = await _pipeline.Run("unknown");
        _pipeline.Edit("audit.yaml", "  manifest: manifest.csv", "  manifest: manifest.csv\n  emptyMask: absent");
        var absent = await _pipeline.Run("absent");

        string Pasted(string folder) => File.ReadAllLines(_pipeline.Path($"{folder}/interventions.csv")).Single(l => l.StartsWith("left,paste,", StringComparison.Ordinal));
        Assert.True(unknown.ExitCode is ExitCode.Done or ExitCode.GateFailed && absent.ExitCode is ExitCode.Done or ExitCode.GateFailed, unknown.Error + absent.Error);
        Assert.Contains("21 images have the region and 0 are free of it", Pasted("unknown"), StringComparison.Ordinal);
        Assert.Contains("nobody knows: a black mask says that a region is not there, and so do empty cells where data.emptyMask is absent.", Pasted("unknown"), StringComparison.Ordinal);
        Assert.Contains("interventions,paste left,44,", File.ReadAllText(_pipeline.Path("unknown/unmeasured.csv")), StringComparison.Ordinal);
        Assert.StartsWith("left,paste,20,", Pasted("absent"), StringComparison.Ordinal);
        Assert.Contains("\"empty cells of masks\": \"the region is not in the picture\"", File.ReadAllText(_pipeline.Path("absent/manifest.json")), StringComparison.Ordinal);
    }

    /// <summary>Two pipeline files of one name write to one folder: the first one's report is gone, which is said.</summary>
    [Fact]
    public async Task AReportThatTakesTheOtherOnesPlaceSaysSo()
    {
        await _pipeline.Run();
        var same = await _pipeline.Run();
        File.Copy(_pipeline.Path("audit.yaml"), _pipeline.Path("copy.yaml"));

        var run = await ToolRun.Of("run", _pipeline.Path("copy.yaml"), "--out", _pipeline.Path("out"));

        Assert.DoesNotContain("is replaced", same.Error, StringComparison.Ordinal);
        Assert.Contains("warning: the report of 'audit.yaml', which was in '", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A plain run has no gates, but what its records say of each other is held together all the same.</summary>
    [Fact]
    public async Task ARunWithoutAnAuditIsVerifiedByItsRecords()
    {
        _pipeline.Edit("audit.yaml", "audit: { replicates: 100 }\n", "");
        await _pipeline.Run();
        var (file, manifest) = (_pipeline.Path("out/images.csv"), _pipeline.Path("out/manifest.json"));
        var lines = File.ReadAllLines(file);
        var at = lines[0].Split(',').IndexOf("prediction");
        var cells = lines[^1].Split(',');
        cells[at] = cells[at] == "a" ? "b" : "a";
        File.WriteAllText(file, string.Join('\n', [.. lines[..^1], string.Join(',', cells)]) + "\n");
        var read = MLExplain.Reporting.RunManifest.Read(manifest);
        (read with { Outputs = [.. read.Outputs.Select(o => MLExplain.Reporting.RunManifest.FileEntry.Of(o.Role, _pipeline.Path($"out/{o.File}")))] }).Write(manifest);

        var run = await ToolRun.Of("verify", _pipeline.Path("out"));

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains("DIFFERS: images.csv: 'prediction' of ", run.Out, StringComparison.Ordinal);
        Assert.Contains("taken as measured, but for cells that follow from others: images.csv", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _pipeline.Dispose();
}
