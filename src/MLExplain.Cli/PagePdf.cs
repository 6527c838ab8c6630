using System.Diagnostics;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli;

/// <summary>Prints pages on A4 through an installed Chromium.</summary>
/// <param name="chromium">Path of the browser.</param>
internal sealed class PagePdf(string chromium)
{
    /// <summary>A page of thousands of images takes a minute; a browser that hangs must not hold a nightly run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The browser that stands on this machine.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static PagePdf Find() => InstalledChromium.Find(Environment.GetEnvironmentVariable("PATH")) is { } path ? new(path)
        : throw new ConfigurationException($"--pdf prints through an installed Chromium, and none was found: looked for {InstalledChromium.LookedFor}. Install one, or print the page from any browser.");

    /// <summary>Prints a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="file">Where to write.</param>
    /// <exception cref="IOException">The browser failed.</exception>
    public void Write(string page, string file)
    {
        var profile = Directory.CreateTempSubdirectory("mlexplain-pdf-");
        try
        {
            var start = new ProcessStartInfo(chromium) { RedirectStandardError = true, RedirectStandardOutput = true };
            string[] arguments =
            [
                "--headless=new", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", $"--user-data-dir={profile.FullName}", $"--print-to-pdf={Path.GetFullPath(file)}",
                // Chromium refuses its sandbox to the superuser; the page is ours, and its policy lets nothing but its own scripts run.
                .. OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(), new Uri(Path.GetFullPath(page)).AbsoluteUri,
            ];
            Array.ForEach(arguments, start.ArgumentList.Add);
            using var browser = Process.Start(start)!;
            var said = browser.StandardError.ReadToEndAsync();
            var ignored = browser.StandardOutput.ReadToEndAsync();
            if (!browser.WaitForExit(Patience))
            {
                browser.Kill(entireProcessTree: true);
                throw new IOException($"'{chromium}' did not print '{page}' within {Patience.TotalMinutes} minutes.");
            }

            if (browser.ExitCode != 0 || !File.Exists(file))
            {
                throw new IOException($"'{chromium}' could not print '{page}' (exit code {browser.ExitCode}): {said.GetAwaiter().GetResult().Trim().Split('\n')[^1]}");
            }

            _ = ignored;
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
