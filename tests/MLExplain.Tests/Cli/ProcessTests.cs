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
        Assert.Contains("4 of 4 images, 0 s left" + Environment.NewLine, error, StringComparison.Ordinal);
    }

    /// <summary>A process started in the background of a script ignores SIGINT, and passes that on: there only SIGTERM can be tried.</summary>
    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task AnInterruptedRunEndsWith130SaysWhatIsKeptAndGoesOnToTheSameBytes(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "kill is not known there");
        Skip.If(signal == "INT" && IgnoresInterrupts(), "these tests were started with SIGINT ignored");

        var error = await Stop(process => Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).Dispose(), ExitCode.Cancelled);

        Assert.EndsWith($" of 3 parts are kept in '{_pipeline.Path(Path.Combine("out", "parts"))}', and the same command goes on from there{Environment.NewLine}", error, StringComparison.Ordinal);
        Assert.Contains("mlexplain: cancelled; ", error, StringComparison.Ordinal);
        await GoesOnToTheSameBytes();
    }

    [Fact]
    public async Task AKilledRunGoesOnToTheSameBytes()
    {
        await Stop(process => process.Kill(), null);

        await GoesOnToTheSameBytes();
    }

    [Fact]
    public async Task ShardsAreFoundInTheEnvironmentAndAMergeWithoutAllOfThemAnswers5()
    {
        _pipeline.Add(130);
        using var shard = Start([new("SLURM_ARRAY_TASK_ID", "5"), new("SLURM_ARRAY_TASK_MIN", "4"), new("MLX_SHARDS", "3")], "run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));
        var (output, error) = await Finish(shard);
        Assert.True(shard.ExitCode == ExitCode.Done, error);
        Assert.Equal("2 of 3 parts remain" + Environment.NewLine, output);
        Assert.Contains("Shard 1 of 3, as SLURM_ARRAY_TASK_ID with MLX_SHARDS says.", error, StringComparison.Ordinal);

        using var merge = Start("merge", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));
        (output, error) = await Finish(merge);

        Assert.Equal(ExitCode.Incomplete, merge.ExitCode);
        Assert.Empty(output);
        Assert.Contains($"mlexplain: 2 of 3 parts are missing in '{_pipeline.Path(Path.Combine("out", "parts"))}': 0, 2. Run their shards, or 'mlexplain run' without --shard.", error, StringComparison.Ordinal);
        Assert.Equal(["parts"], Directory.GetFileSystemEntries(_pipeline.Path("out")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AFileThatCannotBeReplacedIsTemporaryTrouble()
    {
        Directory.CreateDirectory(_pipeline.Path(Path.Combine("out", "images.csv")));
        File.WriteAllText(_pipeline.Path(Path.Combine("out", ".mlexplain.lock")), "");
        using var process = Start("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));

        var (output, error) = await Finish(process);

        Assert.Equal(ExitCode.Temporary, process.ExitCode);
        Assert.Empty(output);
        Assert.Contains("mlexplain: reading or writing failed, run it again: ", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_pipeline.Path(Path.Combine("out", "manifest.json"))));
    }

    /// <summary>The fault comes from outside, by .NET's startup hook: the tool itself has no way to ask for a bug.</summary>
    [Fact]
    public async Task AnUnexpectedFaultIsABugOfOurs()
    {
        using var process = Start([new("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location)], "schema");

        var (output, error) = await Finish(process);

        Assert.Equal(ExitCode.Internal, process.ExitCode);
        Assert.Empty(output);
        Assert.Contains("mlexplain: this is a bug in MLExplain, please report it with the command you ran: NotImplementedException: " + StartupHook.Fault, error, StringComparison.Ordinal);
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

    private static Process Start(params string[] arguments) => Start([], arguments);

    private static Process Start(KeyValuePair<string, string>[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.ChangeExtension(typeof(Tool).Assembly.Location, ".dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Starts a run of three parts and stops it when the first one is committed.</summary>
    /// <returns>What it said on standard error.</returns>
    private async Task<string> Stop(Action<Process> stop, int? code)
    {
        _pipeline.Add(130);

        // Slow enough that the other parts are far from done when the first one is seen.
        _pipeline.Edit("audit.yaml", "steps: 8", "steps: 30");
        using var process = Start("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            while (!process.HasExited && !(Directory.Exists(_pipeline.Path("out/parts")) && Directory.GetFiles(_pipeline.Path("out/parts"), "part-*.json").Length > 0))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }

            stop(process);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            process.Kill();
        }

        Assert.True(code is null ? process.ExitCode > ExitCode.Cancelled : process.ExitCode == code, await error);
        Assert.InRange(Directory.GetFiles(_pipeline.Path("out/parts"), "part-*.json").Length, 1, 2);
        Assert.Equal(["parts"], Directory.GetFileSystemEntries(_pipeline.Path("out")).Select(Path.GetFileName));
        return await error;
    }

    private async Task GoesOnToTheSameBytes()
    {
        using var process = Start("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));
        var (_, error) = await Finish(process);
        var whole = await _pipeline.Run("whole");

        Assert.True(process.ExitCode == ExitCode.Done, error);
        Assert.Matches("[12] of 3 parts were done before", error);
        Assert.True(whole.ExitCode == ExitCode.Done, whole.Error);
        ReportFiles.Same(_pipeline.Path("whole"), _pipeline.Path("out"));
    }

    private static async Task<(string Output, string Error)> Finish(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (await output, await error);
    }
}
