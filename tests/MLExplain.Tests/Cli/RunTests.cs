using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Cli;

public sealed class RunTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    [Fact]
    public async Task TheLastLineIsThePathOfThePageAndOnlyWholeFilesStandBesideIt()
    {
        var run = await _pipeline.Run();

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(_pipeline.Path(Path.Combine("out", "report.html")) + Environment.NewLine, run.Out);
        Assert.Equal(
            ["explanations.csv", "figures.csv", "images.csv", "manifest.json", "regions.csv", "report.html"],
            Directory.GetFiles(_pipeline.Path("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ABadPictureCostsItsRowOnlyAndIsCounted()
    {
        await _pipeline.Run();

        var rows = await File.ReadAllLinesAsync(_pipeline.Path("out/images.csv"));
        Assert.Equal(["one", "broken", "absent", "two"], rows.Skip(1).Select(r => r.Split(',')[0]));
        Assert.Equal(["ok", "unreadable", "unreadable", "ok"], rows.Skip(1).Select(r => r.Split(',')[5]));
        Assert.Contains("'broken.png'", rows[2], StringComparison.Ordinal);
        Assert.Contains("The picture 'absent.png' cannot be opened: there is no such file.", rows[3], StringComparison.Ordinal);
        Assert.Contains("\"unreadable\": 2", await File.ReadAllTextAsync(_pipeline.Path("out/manifest.json")), StringComparison.Ordinal);
        var regions = await File.ReadAllTextAsync(_pipeline.Path("out/regions.csv"));
        Assert.Contains("two,gradient,left,unreadable_mask,,,", regions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheGalleryShowsTheImagesAskedForUnderEveryMethod()
    {
        _pipeline.Edit("audit.yaml", "explain:", "report:\n  gallery: [two]\nexplain:");

        var run = await _pipeline.Run();

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var page = await File.ReadAllTextAsync(_pipeline.Path("out/report.html"));
        Assert.All(MLExplain.Saliency.SaliencyMethods.All, m => Assert.Contains($"alt=\"{m.Name.Replace("+", "&#x2B;", StringComparison.Ordinal)} of two\"", page, StringComparison.Ordinal));
    }

    /// <summary>A gate that nothing could ever decide is a mistake in the file, found before the first picture is read.</summary>
    [Theory]
    [InlineData("background_reliance_difference <= 0.2")]
    [InlineData("right_for_wrong_reason_share <= 0.2 warning")]
    public async Task AGateThatNeedsEvidenceIsRefusedWithoutIt(string gate)
    {
        _pipeline.Edit("audit.yaml", "explain:", $"audit:\n  gates:\n    - {gate}\nexplain:");

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("could never be evaluated: it needs to know where the evidence should lie: name a mask under audit.evidence.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", ExitCode.Done)]
    [InlineData("--strict", ExitCode.Inconclusive)]
    public async Task AnAuditOfTooFewImagesDecidesNothing(string flag, int code)
    {
        _pipeline.Edit("audit.yaml", "explain:", "audit:\n  evidence: left\n  artefacts: [left]\nexplain:");

        var run = await ToolRun.Of(["run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"), .. flag.Length > 0 ? [flag] : Array.Empty<string>()]);

        Assert.True(run.ExitCode == code, run.Error);
        Assert.Contains("the audit does not fail, but not every gate could be evaluated.", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("report.html" + Environment.NewLine, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGateThatFailsIsNamedAndAnswersOne()
    {
        // One picture thirty times, six times under each of five labels: whatever is predicted, a fifth is right.
        await File.WriteAllLinesAsync(_pipeline.Path("manifest.csv"), ["id,file,label,tone,mask", .. Enumerable.Range(0, 30).Select(i => $"i{i},one.png,{i % 5},II,mask.png")]);
        _pipeline.Edit("audit.yaml", "explain:", "audit:\n  gates:\n    - accuracy >= 0.9\nexplain:");

        var run = await _pipeline.Run();

        Assert.True(run.ExitCode == ExitCode.GateFailed, run.Error);
        Assert.Matches(@"FAIL +accuracy\[tone\] of II +>= 0.9 +0.200 +0.095 to 0.373", run.Out);
        Assert.Contains(": the audit fails.", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"fail\"", await File.ReadAllTextAsync(_pipeline.Path("out/verdict.json")), StringComparison.Ordinal);
        Assert.Contains("<failure type=\"fail\" message=\"FAIL: accuracy[tone] of II", await File.ReadAllTextAsync(_pipeline.Path("out/audit.junit.xml")), StringComparison.Ordinal);
        Assert.Contains("\"uri\": \"audit.yaml\"", await File.ReadAllTextAsync(_pipeline.Path("out/audit.sarif")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheOrderOfTheManifestChangesNoConclusion()
    {
        // Rulers of a kind: a left half that is masked in every second picture; some rows have no mask, one names a file that is none.
        var rows = Enumerable.Range(0, 26).Select(i => $"i{i:00},i{i:00}.png,{i % 2},{(i % 3 == 0 ? "II" : "V")},{(i == 5 ? "none.png" : i % 7 == 3 ? "" : i % 2 == 0 ? "mask.png" : "empty.png")}").ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            await File.WriteAllBytesAsync(_pipeline.Path($"i{i:00}.png"), ImageEncoder.ToPng(Pictures.Noise(16, 16, i)));
        }

        await File.WriteAllBytesAsync(_pipeline.Path("empty.png"), ImageEncoder.ToPng(new RgbImage(16, 16, new byte[16 * 16 * 3])));
        _pipeline.Edit("audit.yaml", "explain:", "audit: { minimum: 4, replicates: 200, evidence: left, artefacts: [left] }\nexplain:");
        string[] conclusions =
        [
            "gates.csv", "verdict.json", "group_metrics.csv", "disparities.csv", "saliency_groups.csv", "saliency_disparities.csv", "mean_maps.csv", "reasons.csv", "property_associations.csv", "findings.csv", "duplicates.csv",
            "clusters.csv", "cluster_members.csv", "slices.csv", "interventions.csv", "counterfactuals.csv", "unmeasured.csv",
        ];

        await Run(rows, "forwards");
        await Run([.. Enumerable.Reverse(rows)], "backwards");

        Assert.All(conclusions, name => Assert.True(File.ReadAllText(_pipeline.Path($"forwards/{name}")) == File.ReadAllText(_pipeline.Path($"backwards/{name}")), name));
        Assert.Contains("interventions,remove left,5,", await File.ReadAllTextAsync(_pipeline.Path("forwards/unmeasured.csv")), StringComparison.Ordinal);

        async Task Run(IReadOnlyList<string> manifest, string folder)
        {
            await File.WriteAllLinesAsync(_pipeline.Path("manifest.csv"), ["id,file,label,tone,mask", .. manifest]);
            var run = await _pipeline.Run(folder);
            Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        }
    }

    [Fact]
    public async Task StrictWithoutAnAuditIsRefused()
    {
        var run = await ToolRun.Of("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"), "--strict");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--strict asks for a decision, but the file has no section 'audit' with gates to decide by.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGalleryImageThatIsNotInTheManifestIsRefusedBeforeTheRun()
    {
        _pipeline.Edit("audit.yaml", "explain:", "report:\n  gallery: [tow]\nexplain:");

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("report.gallery asks for image 'tow', but the column 'id' of 'manifest.csv' has no such id: it has ids such as 'one'.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("images", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoRunsGiveTheSameBytesButForTheManifestsTimes()
    {
        await _pipeline.Run("first");
        await _pipeline.Run("second");

        ReportFiles.Same(_pipeline.Path("first"), _pipeline.Path("second"));
    }

    [Fact]
    public async Task TheManifestHoldsTheHashesOfWhatWasWrittenAndTheCertificate()
    {
        await _pipeline.Run();

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_pipeline.Path("out/manifest.json")));
        foreach (var output in manifest.RootElement.GetProperty("outputs").EnumerateArray())
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(_pipeline.Path("out"), output.GetProperty("file").GetString()!));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), output.GetProperty("sha256").GetString());
        }

        // The bound that a certificate promises for float32 differences.
        Assert.InRange(manifest.RootElement.GetProperty("gradientCertificate").GetDouble(), 0, 1e-2);
    }

    [Fact]
    public async Task ARunThatFailsLeavesTheFormerReportAsItWas()
    {
        await _pipeline.Run();
        var before = await File.ReadAllBytesAsync(_pipeline.Path("out/manifest.json"));
        _pipeline.Edit("audit.yaml", "steps: 8", "steps: -8");

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(_pipeline.Path("out/manifest.json")));
    }

    [Fact]
    public async Task ACancelledRunAnswers130AndWritesNothing()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await Tool.RunAsync(["run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out")], new Terminal(output, error, Interactive: false), new CancellationToken(canceled: true));

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Equal("mlexplain: cancelled before anything was written" + Environment.NewLine, error.ToString());
        Assert.False(Directory.Exists(_pipeline.Path("out")));
    }

    public void Dispose() => _pipeline.Dispose();
}
