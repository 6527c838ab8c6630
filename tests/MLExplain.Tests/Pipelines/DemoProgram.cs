using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MLExplain.Tests.Pipelines;

/// <summary>Starts a program of pipelines/ as its first comment says.</summary>
internal static class DemoProgram
{
    /// <summary>The collection of tests that start programs: two builds of the library at once would write the same files.</summary>
    public const string OneBuildAtATime = "one build at a time";

    /// <summary>Exit code, and what it printed; what went wrong stands behind it.</summary>
    public static (int ExitCode, string Output) Run(string file)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["run", "-c", "Release", file]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
