using Microsoft.AspNetCore.Components;

namespace MLExplain.Reporting.Pages;

/// <summary>A section of a page: it always stands there, with its content or with why there is none.</summary>
/// <param name="Id">Where links lead.</param>
/// <param name="Title">Heading.</param>
/// <param name="Absence">Why there is no content and how to get it, one sentence; null when there is content.</param>
/// <param name="Content">The content; not rendered where there is none.</param>
internal sealed record PageSection(string Id, string Title, string? Absence, RenderFragment Content)
{
    /// <summary>Whether the content depends on what the other sections' pictures weigh, and is rendered after them.</summary>
    public bool TakesWhatIsLeft { get; init; }
}
