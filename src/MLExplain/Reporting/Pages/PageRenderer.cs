using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace MLExplain.Reporting.Pages;

/// <summary>Renders Razor components to HTML text, the same on machines of every language: what is filled in is encoded, for text and attributes alike.</summary>
internal static class PageRenderer
{
    /// <summary>Renders a piece of a page.</summary>
    /// <param name="content">The piece.</param>
    public static string Render(RenderFragment content)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            using var renderer = new HtmlRenderer(new NoServices(), NullLoggerFactory.Instance);
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Root.Content)] = content });
            // Nothing on a page waits for anything, so the task is complete when it is returned.
            return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Root>(parameters)).ToHtmlString()).GetAwaiter().GetResult();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Renders sections, those last that take what the others leave, and gives them in their order on the page.</summary>
    /// <param name="sections">The sections.</param>
    /// <param name="rendered">Called with the HTML of each, before the next one is rendered.</param>
    public static IReadOnlyList<RenderedSection> Render(IReadOnlyList<PageSection> sections, Action<string>? rendered = null)
    {
        var html = new Dictionary<string, string>();
        foreach (var section in sections.OrderBy(s => s.TakesWhatIsLeft))
        {
            html[section.Id] = section.Absence is null ? Render(section.Content) : "";
            rendered?.Invoke(html[section.Id]);
        }

        return [.. sections.Select(s => new RenderedSection(s.Id, s.Title, s.Absence, new MarkupString(html[s.Id])))];
    }

    /// <summary>What stands at the top: it holds whatever is to be rendered.</summary>
    private sealed class Root : ComponentBase
    {
        [Parameter]
        public RenderFragment? Content { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }

    /// <summary>Components of a page are given all they show; none asks for a service.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
