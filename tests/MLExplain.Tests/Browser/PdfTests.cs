using MLExplain.Cli;
using MLExplain.Tests.Cli;

namespace MLExplain.Tests.Browser;

/// <summary>The page on paper.</summary>
[Collection(Browsers.Collection)]
public sealed class PdfTests(DemoReport report) : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    /// <summary>A4 is 210 × 297 mm, 595 × 842 points; the print is one of the run's outputs, so that verification covers it.</summary>
    [SkippableFact]
    public async Task TheReportIsPrintedOnA4AndVerified()
    {
        _ = report.Browser;
        var run = await ToolRun.Of("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"), "--pdf");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var pdf = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_pipeline.Path("out/report.pdf")));
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Matches(@"/MediaBox\s*\[\s*0 0 59[456][.\d]* 84[123][.\d]*\s*\]", pdf);
        var verified = await ToolRun.Of("verify", _pipeline.Path("out"));
        Assert.True(verified.ExitCode == ExitCode.Done, verified.Out);
    }

    [SkippableFact]
    public void WithoutABrowserThereIsNone()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere browsers are found beside the search path too");

        Assert.Null(InstalledChromium.Find("/nowhere"));
    }

    public void Dispose() => _pipeline.Dispose();
}
