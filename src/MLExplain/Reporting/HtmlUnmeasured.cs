using MLExplain.Audit;
using MLExplain.Audit.Analysis;

namespace MLExplain.Reporting;

/// <summary>The section of what could not be measured: images first, then numbers.</summary>
internal static class HtmlUnmeasured
{
    public static void Write(HtmlWriter html, IEnumerable<ImageRecord> images, IReadOnlyList<UnmeasuredItem> items)
    {
        var failed = images.Where(r => r.Status != ImageStatus.Ok).ToList();
        if (failed.Count == 0 && items.Count == 0)
        {
            html.Markup("<p>Every image was read, scored and explained, and every number that was asked for has a value.</p>");
        }

        if (failed.Count > 0)
        {
            html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">id</th><th scope=\"col\">file</th><th scope=\"col\">status</th><th scope=\"col\">reason</th></tr></thead><tbody>");
            foreach (var record in failed)
            {
                html.Line($"<tr><td>{record.Id}</td><td>{record.File}</td><td>{CsvReport.Name(record.Status)}</td><td>{record.Error}</td></tr>");
            }

            html.Markup("</tbody></table></div>");
        }

        if (items.Count > 0)
        {
            html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">part</th><th scope=\"col\">about</th><th scope=\"col\">how many</th><th scope=\"col\">why</th></tr></thead><tbody>");
            var previous = "";
            foreach (var item in items)
            {
                html.Line($"<tr class=\"{(item.Section == previous ? "" : "first")}\"><th scope=\"row\">{(item.Section == previous ? "" : item.Section)}</th><td>{item.Subject}</td><td>{item.Count}</td><td>{item.Reason}</td></tr>");
                previous = item.Section;
            }

            html.Markup("</tbody></table></div>");
        }
    }
}
