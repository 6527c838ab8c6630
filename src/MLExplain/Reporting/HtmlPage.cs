namespace MLExplain.Reporting;

/// <summary>What every page shares: its head with the styles, its facts, its end.</summary>
internal static class HtmlPage
{
    public static HtmlWriter Open(string title)
    {
        var html = new HtmlWriter();
        html.Markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        html.Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ContentPolicy.Text}\">\n<meta name=\"viewport\" content=\"width=device-width\">");
        html.Line($"<title>{title}</title>");
        html.Markup($"<style>{ContentPolicy.Resource("report.css")}</style>\n</head>\n<body>\n<main>");
        html.Line($"<h1>{title}</h1>");
        return html;
    }

    public static void Facts(HtmlWriter html, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        html.Markup("<div class=\"scroll\"><table><tbody>");
        foreach (var (name, value) in facts)
        {
            html.Line($"<tr><th scope=\"row\">{name}</th><td class=\"fact\">{value}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    /// <summary>Ends the page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="scripts">Names of the scripts that it carries.</param>
    public static string Close(HtmlWriter html, params string[] scripts)
    {
        html.Markup("</main>");
        foreach (var script in scripts)
        {
            html.Markup($"<script>{ContentPolicy.Resource(script)}</script>");
        }

        html.Markup("</body>\n</html>");
        return html.ToString();
    }
}
