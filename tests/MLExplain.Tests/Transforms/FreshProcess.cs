using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MLExplain.Tests.Transforms;

/// <summary>Runs the test assembly as a program: a process in which nothing of MLExplain was loaded yet.</summary>
internal static class FreshProcess
{
    public static void Run(params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(FreshProcess).Assembly.Location, .. arguments]) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
