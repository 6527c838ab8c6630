namespace MLExplain.Reporting;

/// <summary>A section of a page: it always stands there, with its content or with why there is none.</summary>
/// <param name="Id">Where links lead.</param>
/// <param name="Title">Heading.</param>
/// <param name="Absence">Why there is no content and how to get it, one sentence; null when there is content.</param>
/// <param name="Content">Writes the content; not called where there is none.</param>
internal sealed record HtmlSection(string Id, string Title, string? Absence, Action<HtmlWriter> Content)
{
    /// <summary>Writes the table of contents, then every section.</summary>
    public static void WriteAll(HtmlWriter html, IReadOnlyList<HtmlSection> sections)
    {
        html.Markup("<nav class=\"contents\" aria-label=\"Contents\"><ol>");
        foreach (var section in sections)
        {
            html.Line($"<li><a href=\"#{section.Id}\">{section.Title}</a>{(section.Absence is null ? "" : " (not measured)")}</li>");
        }

        html.Markup("</ol></nav>");
        foreach (var section in sections)
        {
            html.Line($"<section id=\"{section.Id}\"><h2>{section.Title}</h2>");
            if (section.Absence is { } absence)
            {
                html.Line($"<p class=\"absence\"><span class=\"verdict unknown\">not measured</span> {absence}</p>");
            }
            else
            {
                section.Content(html);
            }

            html.Markup("</section>");
        }
    }
}
