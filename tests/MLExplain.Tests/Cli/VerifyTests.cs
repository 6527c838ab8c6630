using System.Text.Encodings.Web;
using MLExplain.Audit;
using MLExplain.Cli;
using MLExplain.Reporting;
using MLExplain.Reporting.Verification;

namespace MLExplain.Tests.Cli;

/// <summary>A report that was changed in any byte is not verified, and the file is named.</summary>
public sealed class VerifyTests(AuditedReport report) : ReportCopy(report), IClassFixture<AuditedReport>
{
    public static TheoryData<string> Outputs => new(
        "images.csv", "explanations.csv", "regions.csv", "figures.csv", "gates.csv", "verdict.json", "audit.junit.xml", "audit.sarif", "group_metrics.csv", "disparities.csv", "findings.csv",
        "image_properties.csv", "saliency_groups.csv", "unmeasured.csv", "method_cards.csv", "report.html");

    [Fact]
    public async Task AReportIsVerified_WithItsSealAndItsInputs()
    {
        var seal = RunManifest.Read(Path.Combine(Folder, "manifest.json")).Seal;
        var run = await ToolRun.Of("verify", Folder, "--seal", seal, "--pipeline", Original.Pipeline);

        Assert.True(run.ExitCode == ExitCode.Done, run.Out + run.Error);
        Assert.Contains(seal, Original.Said, StringComparison.Ordinal);
        Assert.Matches(@"files: (\d+) of \1 as the run wrote them", run.Out);
        Assert.Matches(@"gates: \d+ computed again from the CSV files: \d+ of \d+ gates fail", run.Out);
        Assert.Matches(@"inputs: 3 files, 64 pictures and the masks hashed, labels, groups and gates compared; 0 are others", run.Out);
        Assert.EndsWith($"verified: {Folder}{Environment.NewLine}", run.Out, StringComparison.Ordinal);
    }

    /// <summary>What differs may then be the form in which another version writes it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AReportOfAnotherVersionSaysWhichOneToVerifyItWith(bool isForged)
    {
        var page = Path.Combine(Folder, "report.html");
        var version = HtmlEncoder.Default.Encode(RunManifest.Read(Path.Combine(Folder, "manifest.json")).Versions["MLExplain"]);
        File.WriteAllText(page, File.ReadAllText(page).Replace("the audit fails", isForged ? "the audit is lost" : "the audit fails", StringComparison.Ordinal).Replace($"MLExplain {version}", "MLExplain 0.0.9", StringComparison.Ordinal));
        Reseal(m => m with { Versions = new Dictionary<string, string>(m.Versions) { ["MLExplain"] = "0.0.9" } });

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(isForged ? ExitCode.GateFailed : ExitCode.Done, run.ExitCode);
        Assert.Equal(isForged, run.Out.Contains("warning: MLExplain 0.0.9 wrote the report, and this is ", StringComparison.Ordinal));
    }

    /// <summary>The first, a middle and the last byte of every file that the manifest lists, each in turn.</summary>
    [Fact]
    public void AFlippedByteOfAnyOutputIsSeen_AndItsFileNamed()
    {
        var manifest = RunManifest.Read(Path.Combine(Folder, "manifest.json"));
        Assert.True(manifest.Outputs.Count > 25);
        foreach (var (file, at) in manifest.Outputs.SelectMany(o => new[] { 0, o.Bytes / 2, o.Bytes - 1 }.Select(at => (o.File, At: (int)at))))
        {
            var path = Path.Combine(Folder, file);
            var bytes = File.ReadAllBytes(path);
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Equal([file], FolderCheck.Of(Folder, manifest, default).Where(f => f.State == FileState.Changed).Select(f => f.File));
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task TheVerbNamesTheFile(string file)
    {
        var path = Path.Combine(Folder, file);
        var bytes = File.ReadAllBytes(path);
        bytes[^2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var run = await ToolRun.Of("verify", Folder);

        Assert.True(run.ExitCode == ExitCode.GateFailed, run.Error);
        Assert.Contains($"DIFFERS: {file} changed: ", run.Out, StringComparison.Ordinal);
        Assert.EndsWith($"not verified: {Folder}{Environment.NewLine}", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Every byte of the manifest, each in turn: its seal is over all of it.</summary>
    [Fact]
    public async Task AFlippedByteOfTheManifestIsSeen()
    {
        var path = Path.Combine(Folder, "manifest.json");
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Contains("manifest.json' was changed after the run", Assert.Throws<DataException>(() => RunManifest.Read(path)).Message, StringComparison.Ordinal);
            bytes[i] ^= 1;
        }

        var run = await ToolRun.Of("verify", Folder);
        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains("DIFFERS: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("manifest.json' was changed after the run", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingAddedShortenedAndSwappedFilesAreNamed()
    {
        File.Delete(Path.Combine(Folder, "gates.csv"));
        Directory.CreateDirectory(Path.Combine(Folder, "new"));
        File.WriteAllText(Path.Combine(Folder, "new", "other.csv"), "a\n");
        File.WriteAllText(Path.Combine(Folder, ".hidden"), "a\n");
        var regions = File.ReadAllBytes(Path.Combine(Folder, "regions.csv"));
        File.WriteAllBytes(Path.Combine(Folder, "regions.csv"), regions[..^1]);
        File.Move(Path.Combine(Folder, "slices.csv"), Path.Combine(Folder, "kept"));
        File.Move(Path.Combine(Folder, "clusters.csv"), Path.Combine(Folder, "slices.csv"));
        File.Move(Path.Combine(Folder, "kept"), Path.Combine(Folder, "clusters.csv"));

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        string[] expected = ["gates.csv missing", $"new{Path.DirectorySeparatorChar}other.csv unlisted", ".hidden unlisted", "regions.csv changed", "slices.csv changed", "clusters.csv changed"];
        Assert.All(expected, e => Assert.Contains($"DIFFERS: {e}: ", run.Out, StringComparison.Ordinal));
    }

    /// <summary>Bytes that readers skip are bytes: a mark of the encoding, another encoding.</summary>
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task AManifestInAnotherEncodingIsNotTheOneThatWasWritten(string encoding)
    {
        var path = Path.Combine(Folder, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path), System.Text.Encoding.GetEncoding(encoding));

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains("manifest.json' was changed", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Links are not followed, and what is no file is not read: a pipe would be waited for without end.</summary>
    [SkippableFact]
    public async Task LinksAndPipesAreNamedAndNotRead()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "pipes and links are made as on Linux");
        Directory.CreateSymbolicLink(Path.Combine(Folder, "root"), "/");
        File.Move(Path.Combine(Folder, "slices.csv"), Path.Combine(Folder, "..", "slices.csv"), overwrite: true);
        File.CreateSymbolicLink(Path.Combine(Folder, "slices.csv"), Path.Combine(Folder, "..", "slices.csv"));
        File.Delete(Path.Combine(Folder, "gates.csv"));
        System.Diagnostics.Process.Start("mkfifo", Path.Combine(Folder, "gates.csv")).WaitForExit();

        var run = await ToolRun.Of("verify", Folder).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.All(["root unlisted: ", "slices.csv changed: It is a link", "gates.csv changed: It has 0 bytes"], e => Assert.Contains($"DIFFERS: {e}", run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../outside.csv")]
    [InlineData("/etc/hostname")]
    [InlineData("a\\b.csv")]
    [InlineData("..")]
    public async Task AManifestThatLeadsOutOfItsFolderIsRefused(string file)
    {
        Reseal(m => m with { Outputs = [.. m.Outputs, new("report", file, "00", 1)] });

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains($"lists the output '{file}'", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seal", "12", "--seal '12' is no seal")]
    [InlineData("--seal", "zzzzzzzzzzzzzzzzzzzzz", "is no seal")]
    [InlineData("--pipeline", "absent.yaml", "absent.yaml")]
    public async Task BadOptionsAreRefused(string option, string value, string sentence)
    {
        var run = await ToolRun.Of("verify", Folder, option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate", "evaluate:\n  measures:\n    - measure: iou\n    - measure: parameter-randomisation\n      options: { draws: 1 }\n  mask: left")]
    [InlineData("selftest", "selfTest: { kinds: [border], strengths: [1], repetitions: 1 }")]
    public async Task ReportsOfOtherVerbsAreVerified(string verb, string section)
    {
        using var pipeline = new SmallPipeline();
        pipeline.Add(60);
        pipeline.Edit("audit.yaml", "explain:", section + "\nexplain:");
        var made = await ToolRun.Of([verb, .. verb == "selftest" ? ["--pipeline"] : Array.Empty<string>(), pipeline.Path("audit.yaml"), "--out", pipeline.Path("out")]);
        Assert.True(made.ExitCode == ExitCode.Done, made.Error);

        var run = await ToolRun.Of("verify", pipeline.Path("out"), "--pipeline", pipeline.Path("audit.yaml"));

        Assert.True(run.ExitCode == ExitCode.Done, run.Out + run.Error);
        Assert.Contains("gates: the run had no audit", run.Out, StringComparison.Ordinal);
    }
}
