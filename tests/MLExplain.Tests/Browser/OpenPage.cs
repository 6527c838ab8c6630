using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MLExplain.Tests.Browser;

/// <summary>A page that is open, with everything that it said, asked for and tried since.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _window;

    private OpenPage(IBrowserContext window, IPage page)
    {
        _window = window;
        Page = page;
        page.Console += (_, message) => Said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Said.Add($"exception: {error}");
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Popup += (_, popup) => Said.Add($"popup: {popup.Url}");
        page.Dialog += (_, dialog) =>
        {
            Said.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Console messages of every level, exceptions, dialogs, popups.</summary>
    public ConcurrentBag<string> Said { get; } = [];

    /// <summary>Every address asked for, the page's own first of all; pictures inside the page are none.</summary>
    public ConcurrentBag<string> Requests { get; } = [];

    public static async Task<OpenPage> Of(IBrowser browser, string path, BrowserNewContextOptions window)
    {
        var context = await browser.NewContextAsync(window);
        var open = new OpenPage(context, await context.NewPageAsync());
        await open.Page.GotoAsync(new Uri(Path.GetFullPath(path)).AbsoluteUri);
        return open;
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();
}
