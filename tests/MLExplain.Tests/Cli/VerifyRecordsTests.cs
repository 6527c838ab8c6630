using MLExplain.Cli;
using MLExplain.Reporting;

namespace MLExplain.Tests.Cli;

/// <summary>A report whose files do not agree with each other is not verified, whatever its hashes say, and the file is named.</summary>
public sealed class VerifyRecordsTests(AuditedReport report) : ReportCopy(report), IClassFixture<AuditedReport>
{
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
        Forge(file, from, to);

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

    /// <summary>Cells that no gate asks for follow from others all the same.</summary>
    [Theory]
    [InlineData("images.csv", "correct", "maybe")]
    [InlineData("images.csv", "probability", "0.123")]
    [InlineData("explanations.csv", "residual", "9")]
    [InlineData("explanations.csv", "relative_residual", "9")]
    [InlineData("regions.csv", "mass_over_area", "9")]
    [InlineData("property_associations.csv", "q_value", "0.0001")]
    [InlineData("counterfactuals.csv", "flipped", "maybe")]
    [InlineData("counterfactuals.csv", "control_flipped", "maybe")]
    [InlineData("interventions.csv", "n", "999")]
    [InlineData("interventions.csv", "flips", "999")]
    [InlineData("interventions.csv", "control_flips", "999")]
    [InlineData("method_cards.csv", "low_evidence", "maybe")]
    [InlineData("measure_summary.csv", "ok", "999")]
    [InlineData("measure_summary.csv", "mean", "0.987")]
    [InlineData("measure_summary.csv", "median", "0.987")]
    [InlineData("measure_summary.csv", "upper", "0.987")]
    public async Task ACellThatFollowsFromOthersIsHeldAgainstThem(string file, string column, string forged)
    {
        var path = Path.Combine(Folder, file);
        var lines = File.ReadAllLines(path);
        var cells = lines[1].Split(',');
        cells[Array.IndexOf(lines[0].Split(','), column)] = forged;
        File.WriteAllText(path, string.Join('\n', [lines[0], string.Join(',', cells), .. lines[2..]]) + "\n");
        Reseal(m => m);

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains($"DIFFERS: {file}: '{column}' of ", run.Out, StringComparison.Ordinal);
    }

    /// <summary>The page is what people read: it says what the records give, once, and nothing in its place.</summary>
    [Theory]
    [InlineData("the audit fails", "the audit passes", "Verdict")]
    [InlineData("<section id=\"verdict\">", "<section id=\"verdict\">PASS</section><section id=\"verdict\">", "Verdict")]
    [InlineData("<section id=\"gates\">", "<section id=\"gates\"><p>All is well.</p>", "Gates")]
    [InlineData("<option value=\"dismissed\">", "<option value=\"dismissed\" selected>", "Review and sign-off")]
    [InlineData("<section id=\"disparities\">", "<section id=\"other\">", "Disparities")]
    public async Task APageThatSaysOtherwiseIsNamed(string from, string to, string section)
    {
        Forge("report.html", from, to);

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains($"DIFFERS: report.html: its section '{section}' is not what the CSV files give.", run.Out, StringComparison.Ordinal);
    }

    /// <summary>What stands around the sections can hide them, or show something in their place.</summary>
    [Theory]
    [InlineData("<section id=\"verdict\">", "<section  id=\"verdict\"><h2>Verdict</h2>PASS</section><section id=\"verdict\">", "what stands between its sections")]
    [InlineData("<section id=\"gates\">", "<!-- --><section id=\"gates\">", "what stands between its sections")]
    [InlineData("<section id=\"spurious\">", "<section id=\"spurious\"><!-- x -->", "'<!-- x -->")]
    [InlineData("<section id=\"scope\">", "<section id=\"scope\"><div style=\"position:absolute;top:0\">PASS</div>", "'<div style=\"position:absolute;top:0\">")]
    [InlineData("<section id=\"scope\">", "<section id=\"scope\"><i title='", "'<i title='")]
    [InlineData("<section id=\"scope\">", "<section id=\"scope\"><textarea hidden>", "'<textarea hidden>")]
    [InlineData("<section id=\"scope\">", "<section id=\"scope\"><div>", "'</section>")]
    [InlineData("<section id=\"scope\">", "<section id=\"scope\"><img src=\"https://example.org/x.png\" alt=\"\">", "'<img src=\"https:")]
    [InlineData("<dd>model.onnx (SHA-256 ", "<dd>certified.onnx (SHA-256 ", "what it says that it is about")]
    [InlineData("<section id=\"gates\">", "<p>PASS</p><section id=\"gates\">", "what stands between its sections")]
    [InlineData("<section id=\"scope\">", "<section id=\"scope\"><style>#verdict { display: none }</style>", "'<style>#verdict {")]
    [InlineData("<h1>", "<h1><strong>PASS</strong>", "what stands above its first section")]
    [InlineData("<style>", "<style>#verdict { display: none }", "its title or its styles")]
    [InlineData("</title>", "</title><base href='x'>", "its title or its styles")]
    [InlineData("script-src", "script-src 'unsafe-inline'", "its policy or its scripts")]
    [InlineData("</body>", "<script>alert()</script></body>", "its policy or its scripts")]
    public async Task APageWithAnotherFrameIsNamed(string from, string to, string what)
    {
        Forge("report.html", from, to);

        var run = await ToolRun.Of("verify", Folder);

        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.Contains($"DIFFERS: report.html: {what}", run.Out, StringComparison.Ordinal);
        Assert.Contains(" is not what MLExplain writes.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountsOfImagesAreThoseOfTheRecords()
    {
        Reseal(m => m with { Images = m.Images.ToDictionary(c => c.Key, c => c.Value + 1) });

        var run = await ToolRun.Of("verify", Folder);

        Assert.Contains("DIFFERS: manifest.json: its numbers of images by status (", run.Out, StringComparison.Ordinal);
    }

    /// <summary>What was only measured is listed, and no more than that.</summary>
    [Fact]
    public async Task WhatWasTakenAsMeasuredIsListed()
    {
        var run = await ToolRun.Of("verify", Folder);

        var taken = run.Out.Split('\n').Single(l => l.StartsWith("taken as measured", StringComparison.Ordinal));
        Assert.Contains("counterfactuals.csv", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("gates.csv", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("report.html", taken, StringComparison.Ordinal);
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
        Assert.Contains("but for cells that follow from others: predictions.csv\n", run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("baseline", run.Out, StringComparison.Ordinal);
        Assert.True(compared.ExitCode == ExitCode.Done, compared.Out + compared.Error);
        Assert.Contains("baseline was not computed again", compared.Out, StringComparison.Ordinal);
        await TheDecisionIsComparedBesideABaseline(output + "2");
    }

    /// <summary>Changes a text of a file, which must be there, and seals the report anew.</summary>
    private void Forge(string file, string from, string to)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Reseal(m => m);
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
}
