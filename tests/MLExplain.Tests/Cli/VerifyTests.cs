using System.Security.Cryptography;
using MLExplain.Audit;
using MLExplain.Cli;
using MLExplain.Reporting;
using MLExplain.Reporting.Verification;

namespace MLExplain.Tests.Cli;

/// <summary>A report that was changed in any byte, or whose files do not agree with each other, is not verified, and the file is named.</summary>
public sealed class VerifyTests(VerifyTests.Report report) : IClassFixture<VerifyTests.Report>, IDisposable
{
    private readonly DirectoryInfo _copy = Copy(report.Folder);

    private string Folder => _copy.FullName;

    public static TheoryData<string> Outputs => new(
        "images.csv", "explanations.csv", "regions.csv", "figures.csv", "gates.csv", "verdict.json", "audit.junit.xml", "audit.sarif", "group_metrics.csv", "disparities.csv", "findings.csv",
        "image_properties.csv", "saliency_groups.csv", "unmeasured.csv", "method_cards.csv", "report.html");

    [Fact]
    public async Task AReportIsVerified_WithItsSealAndItsInputs()
    {
        var seal = RunManifest.Read(Path.Combine(Folder, "manifest.json")).Seal;
        var run = await ToolRun.Of("verify", Folder, "--seal", seal, "--pipeline", report.Pipeline);

        Assert.True(run.ExitCode == ExitCode.Done, run.Out + run.Error);
        Assert.Contains(seal, report.Said, StringComparison.Ordinal);
        Assert.Matches(@"files: (\d+) of \1 as the run wrote them", run.Out);
        Assert.Matches(@"gates: \d+ computed again from the CSV files: \d+ of \d+ gates fail", run.Out);
        Assert.Matches(@"inputs: 3 files, 64 pictures and the masks hashed, labels, groups and gates compared; 0 are others", run.Out);
        Assert.EndsWith($"verified: {Folder}{Environment.NewLine}", run.Out, StringComparison.Ordinal);
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

    /// <summary>Whoever changes a file and seals the report anew still has to make its records give its decision.</summary>
    [Theory]
    [InlineData("images.csv", ",ok,,b,", ",ok,,a,", "gates.csv, line")]
    [InlineData("regions.csv", "integrated-gradients,left,ok,0.5,0", "integrated-gradients,left,ok,0.5,1", "saliency_groups.csv, line")]
    [InlineData("gates.csv", ",fail,fail,", ",pass,pass,", "gates.csv, line")]
    [InlineData("verdict.json", "\"verdict\": \"fail\"", "\"verdict\": \"pass\"", "verdict.json: its 'verdict'")]
    [InlineData("verdict.json", "\"status\": \"fail\"", "\"status\": \"pass\"", "verdict.json: its 'gates'")]
    [InlineData("audit.junit.xml", "FAIL", "PASS", "audit.junit.xml, line")]
    [InlineData("audit.sarif", "\"kind\": \"fail\"", "\"kind\": \"pass\"", "audit.sarif, line")]
    [InlineData("method_cards.csv", "integrated-gradients,", "other,", "gates.csv, line")]
    [InlineData("images.csv", ",b,0.", ",a,0.", "images.csv: '")]
    [InlineData("interventions.csv", "left,remove,", "right,remove,", "findings.csv, line")]
    [InlineData("verdict.json", "{", "[{", "verdict.json")]
    public async Task AForgedFileIsNamed_EvenUnderANewSeal(string file, string from, string to, string named)
    {
        var seal = RunManifest.Read(Path.Combine(Folder, "manifest.json")).Seal;
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Reseal(m => m);

        var run = await ToolRun.Of("verify", Folder);
        var sealedRun = await ToolRun.Of("verify", Folder, "--seal", seal[..16]);

        Assert.True(run.ExitCode == ExitCode.GateFailed, run.Out);
        Assert.Contains("DIFFERS: " + named, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" changed: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("this is not the report that was sealed", sealedRun.Out, StringComparison.Ordinal);
    }

    /// <summary>A card that passes beside figures that fail: the figures count.</summary>
    [Fact]
    public async Task AVerdictThatItsFiguresDoNotGiveIsNamed()
    {
        var path = Path.Combine(Folder, "method_cards.csv");
        var lines = File.ReadAllLines(path);
        string[] header = lines[0].Split(','), cells = lines[1].Split(',');
        (cells[Array.IndexOf(header, "similarity")], cells[Array.IndexOf(header, "lower")], cells[Array.IndexOf(header, "upper")]) = ("0.99", "0.98", "1");
        (cells[Array.IndexOf(header, "verdict")], cells[Array.IndexOf(header, "card")]) = ("passes", "passes");
        File.WriteAllText(path, string.Join('\n', [lines[0], string.Join(',', cells), .. lines[2..]]) + "\n");
        Reseal(m => m);

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains("DIFFERS: method_cards.csv: 'parameter-randomisation' of", run.Out, StringComparison.Ordinal);
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

    /// <summary>Under the hash of the pipeline file, but of weaker gates: not its report.</summary>
    [Fact]
    public async Task AReportOfOtherGatesIsNotThatOfThePipelineFile()
    {
        Reseal(m => m with { Audit = m.Audit! with { Gates = ["accuracy >= 0.01"] } });

        var run = await ToolRun.Of("verify", Folder, "--pipeline", report.Pipeline);

        Assert.Contains("DIFFERS: audit: its gates in manifest.json is not what the pipeline file says.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedMasksAndLabelsAreNamed()
    {
        var folder = Path.GetDirectoryName(report.Pipeline)!;
        var (mask, data) = (Path.Combine(folder, "mask.png"), Path.Combine(folder, "manifest.csv"));
        var (pixels, rows) = (File.ReadAllBytes(mask), File.ReadAllText(data));
        File.Copy(Path.Combine(folder, "one.png"), mask, overwrite: true);
        File.WriteAllText(data, rows.Replace("more3,more3.png,d", "more3,more3.png,e", StringComparison.Ordinal));
        var run = await ToolRun.Of("verify", Folder, "--pipeline", report.Pipeline);
        File.WriteAllBytes(mask, pixels);
        File.WriteAllText(data, rows);
        var whole = await ToolRun.Of("verify", Folder, "--pipeline", report.Pipeline);

        Assert.Contains("DIFFERS: masks: their SHA-256 together is", run.Out, StringComparison.Ordinal);
        Assert.Contains("DIFFERS: images.csv: the label or groups of 'more3' are not those of the data.", run.Out, StringComparison.Ordinal);
        Assert.True(whole.ExitCode == ExitCode.Done, whole.Out);
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

    [Fact]
    public async Task ChangedInputsAreNamed()
    {
        var picture = Path.Combine(Path.GetDirectoryName(report.Pipeline)!, "more3.png");
        var bytes = File.ReadAllBytes(picture);
        File.WriteAllBytes(picture, [.. bytes, 0]);
        var changed = await ToolRun.Of("verify", Folder, "--pipeline", report.Pipeline);
        File.WriteAllBytes(picture, bytes);

        Assert.Equal(ExitCode.GateFailed, changed.ExitCode);
        Assert.Contains($"DIFFERS: picture more3.png: its SHA-256 is {Convert.ToHexStringLower(SHA256.HashData([.. bytes, 0]))}", changed.Out, StringComparison.Ordinal);
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

    /// <summary>Names that a spreadsheet would run, names that look like such names made safe, and names that break lines.</summary>
    [Fact]
    public async Task AnAuditOfPredictionsIsVerified_WhateverItsGroupsAreCalled()
    {
        using var folder = new MLExplain.Tests.Imaging.TemporaryFolder();
        var (csv, output) = (folder.Missing("predictions.csv"), folder.Missing("out"));
        string[] names = ["=1+1", "'=1+1", "''=1+1", "'", "-", "\"\"a\nb\"\"", "x, y"];
        File.WriteAllLines(csv, ["label,prediction,sex", .. Enumerable.Range(0, 350).Select(i => $"{(i % 2 == 0 ? "yes" : "no")},{(i % 3 == 0 ? "yes" : "no")},\"{names[i % 7]}\"")]);
        string[] audit = ["audit", csv, "--group", "sex", "--positive", "yes", "--replicates", "200"];
        await ToolRun.Of([.. audit, "--out", output]);
        await ToolRun.Of([.. audit, "--out", output + "2", "--baseline", output]);

        var run = await ToolRun.Of("verify", output);
        var compared = await ToolRun.Of("verify", output + "2");

        Assert.True(run.ExitCode == ExitCode.Done, run.Out + run.Error);
        Assert.Contains("computed again", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("baseline", run.Out, StringComparison.Ordinal);
        Assert.True(compared.ExitCode == ExitCode.Done, compared.Out + compared.Error);
        Assert.Contains("baseline was not computed again", compared.Out, StringComparison.Ordinal);
        await TheDecisionIsComparedBesideABaseline(output + "2");
    }

    /// <summary>What the comparison adds is left out, what the gates say is not.</summary>
    private static async Task TheDecisionIsComparedBesideABaseline(string folder)
    {
        foreach (var (file, from, to) in new[] { ("audit.junit.xml", "inconclusive", "passed"), ("audit.sarif", "\"kind\": \"open\"", "\"kind\": \"pass\"") })
        {
            var (path, manifest) = (Path.Combine(folder, file), Path.Combine(folder, "manifest.json"));
            var (text, sealedText) = (File.ReadAllText(path), File.ReadAllBytes(manifest));
            Assert.Contains(from, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
            var read = RunManifest.Read(manifest);
            (read with { Outputs = [.. read.Outputs.Select(o => RunManifest.FileEntry.Of(o.Role, Path.Combine(folder, o.File)))] }).Write(manifest);

            var run = await ToolRun.Of("verify", folder);

            Assert.Contains($"DIFFERS: {file}: its ", run.Out, StringComparison.Ordinal);
            File.WriteAllText(path, text);
            File.WriteAllBytes(manifest, sealedText);
        }
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

    public void Dispose() => _copy.Delete(recursive: true);

    private static DirectoryInfo Copy(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("mlexplain-verify-");
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        return copy;
    }

    private void Reseal(Func<RunManifest, RunManifest> change)
    {
        var path = Path.Combine(Folder, "manifest.json");
        var manifest = RunManifest.Read(path);
        change(manifest with { Outputs = [.. manifest.Outputs.Select(o => RunManifest.FileEntry.Of(o.Role, Path.Combine(Folder, o.File)))] }).Write(path);
    }

    /// <summary>One report with every section that gates come from.</summary>
    public sealed class Report : IAsyncLifetime, IDisposable
    {
        private readonly SmallPipeline _pipeline = FullPipeline.Create();

        public string Folder => _pipeline.Path("out");

        public string Pipeline => _pipeline.Path("audit.yaml");

        public string Said { get; private set; } = "";

        public async Task InitializeAsync()
        {
            var run = await _pipeline.Run();
            Assert.True(run.ExitCode is ExitCode.GateFailed, run.Error);
            Said = run.Error;
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _pipeline.Dispose();
    }
}
