using System.Security.Cryptography;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>With its pipeline file a report is held against the pictures, masks, labels and gates that it was made from.</summary>
public sealed class VerifyInputsTests(AuditedReport report) : ReportCopy(report), IClassFixture<AuditedReport>
{
    /// <summary>Under the hash of the pipeline file, but of weaker gates: not its report.</summary>
    [Fact]
    public async Task AReportOfOtherGatesIsNotThatOfThePipelineFile()
    {
        Reseal(m => m with { Audit = m.Audit! with { Gates = ["accuracy >= 0.01"] } });

        var run = await ToolRun.Of("verify", Folder, "--pipeline", Original.Pipeline);

        Assert.Contains("DIFFERS: audit: its gates in manifest.json is not what the pipeline file says.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedMasksAndLabelsAreNamed()
    {
        var folder = Path.GetDirectoryName(Original.Pipeline)!;
        var (mask, data) = (Path.Combine(folder, "mask.png"), Path.Combine(folder, "manifest.csv"));
        var (pixels, rows) = (File.ReadAllBytes(mask), File.ReadAllText(data));
        File.Copy(Path.Combine(folder, "one.png"), mask, overwrite: true);
        File.WriteAllText(data, rows.Replace("more3,more3.png,d", "more3,more3.png,e", StringComparison.Ordinal));
        var run = await ToolRun.Of("verify", Folder, "--pipeline", Original.Pipeline);
        File.WriteAllBytes(mask, pixels);
        File.WriteAllText(data, rows);
        var whole = await ToolRun.Of("verify", Folder, "--pipeline", Original.Pipeline);

        Assert.Contains("DIFFERS: masks: their SHA-256 together is", run.Out, StringComparison.Ordinal);
        Assert.Contains("DIFFERS: images.csv: the label or groups of 'more3' are not those of the data.", run.Out, StringComparison.Ordinal);
        Assert.True(whole.ExitCode == ExitCode.Done, whole.Out);
    }

    [Fact]
    public async Task ChangedInputsAreNamed()
    {
        var picture = Path.Combine(Path.GetDirectoryName(Original.Pipeline)!, "more3.png");
        var bytes = File.ReadAllBytes(picture);
        File.WriteAllBytes(picture, [.. bytes, 0]);
        var changed = await ToolRun.Of("verify", Folder, "--pipeline", Original.Pipeline);
        File.WriteAllBytes(picture, bytes);

        Assert.Equal(ExitCode.GateFailed, changed.ExitCode);
        Assert.Contains($"DIFFERS: picture more3.png: its SHA-256 is {Convert.ToHexStringLower(SHA256.HashData([.. bytes, 0]))}", changed.Out, StringComparison.Ordinal);
    }
}
