using System.Diagnostics;
using System.Globalization;

namespace MLExplain.Benchmarks.Measuring;

/// <summary>Runs this program again, where a process must start clean: peak memory, malloc settings.</summary>
internal static class FreshProcess
{
    /// <summary>Largest resident set of this process so far, in MiB (Linux VmHWM).</summary>
    public static double PeakResidentMiB()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }

    public static string Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var host = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this process is unknown.");
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MLExplain.Benchmarks.dll"));
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{host} did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"A measuring process ended with code {process.ExitCode}: {string.Join(' ', start.ArgumentList)}");
    }
}
