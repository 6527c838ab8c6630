using Microsoft.Playwright;
using MLExplain.Cli;

namespace MLExplain.Tests.Browser;

/// <summary>The installed Chromium, driven by Playwright. Without one the tests are reported as skipped; none is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright driver, IBrowser browser)
    {
        _driver = driver;
        _browser = browser;
    }

    /// <summary>Where it is installed; null when it is not.</summary>
    public static string? Installed { get; } = InstalledChromium.Find(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Starts it; null when none is installed.</summary>
    public static async Task<Chromium?> Start()
    {
        if (Installed is null)
        {
            return null;
        }

        var driver = await Playwright.CreateAsync();

        // Chromium's sandbox needs user namespaces, which containers seldom have; the pages are ours.
        return new Chromium(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Installed, Args = ["--no-sandbox"] }));
    }

    /// <summary>Opens a page in a window of its own and keeps a record of what it does.</summary>
    public Task<OpenPage> Open(string path, BrowserNewContextOptions? window = null) => OpenPage.Of(_browser, path, window ?? new());

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }
}
