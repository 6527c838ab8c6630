using System.ComponentModel;
using Microsoft.AspNetCore.Components;

namespace MLExplain.Reporting.Pages;

/// <summary>A section whose content is HTML already.</summary>
/// <param name="Id">Where links lead.</param>
/// <param name="Title">Heading.</param>
/// <param name="Absence">Why there is no content, one sentence; null when there is.</param>
/// <param name="Html">The content.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RenderedSection(string Id, string Title, string? Absence, MarkupString Html);
