using System.Diagnostics;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>The built tool as users start it: a process of its own.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SmallPipeline _pipeline = new();

    [Fact]
    public async Task DataGoesToStandardOutputAndTextToStandardError()
    {
        using var process = Start("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));

        var (output, error) = await Finish(process);

        Assert.True(process.ExitCode == ExitCode.Done, error);
        Assert.Equal(_pipeline.Path(Path.Combine("out", "report.html")) + Environment.NewLine, output);
        Assert.EndsWith("4 of 4 images, 0 s left" + Environment.NewLine, error, StringComparison.Ordinal);
    }

    /// <summary>A process started in the background of a script ignores SIGINT, and passes that on: there only SIGTERM can be tried.</summary>
    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task AnInterruptedRunEndsWith130AndWithoutAReport(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "kill is not known there");
        Skip.If(signal == "INT" && IgnoresInterrupts(), "these tests were started with SIGINT ignored");
        _pipeline.Edit("audit.yaml", "steps: 8", "steps: 1000000\n      quadrature: left");
        using var process = Start("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));
        Assert.Equal("0 of 4 images", await process.StandardError.ReadLineAsync());

        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            process.Kill();
        }

        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
        Assert.EndsWith("mlexplain: cancelled" + Environment.NewLine, await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_pipeline.Path("out")));
    }

    [Fact]
    public async Task TheHelpOfEveryVerbShowsExamples()
    {
        foreach (var verb in new[] { "run", "evaluate", "audit", "selftest", "explain", "compare", "inspect", "export" })
        {
            var run = await ToolRun.Of(verb, "--help");

            Assert.Equal(ExitCode.Done, run.ExitCode);
            Assert.Contains($"  mlexplain {verb} ", run.Out, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _pipeline.Dispose();

    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const int Sigint = 2;
        var mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return mask is not null && (Convert.ToUInt64(mask[Ignored.Length..].Trim(), 16) >> (Sigint - 1) & 1) == 1;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.ChangeExtension(typeof(Tool).Assembly.Location, ".dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task<(string Output, string Error)> Finish(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (await output, await error);
    }
}
