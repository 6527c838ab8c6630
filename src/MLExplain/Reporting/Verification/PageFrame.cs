using System.Text.RegularExpressions;
using MLExplain.Reporting.Pages;

namespace MLExplain.Reporting.Verification;

/// <summary>Whether what stands around the sections of a page is what MLExplain writes, so that the sections are shown as they read: its policy, styles and scripts, a heading, a table of contents.</summary>
internal static partial class PageFrame
{
    private const string Title = "<title>";
    private const string AfterTitle = "</title>";
    private const string Heading = "<h1>";
    private const string End = "</main>";

    /// <summary>What is not, in a few words; null when all is.</summary>
    /// <param name="page">The page.</param>
    /// <param name="subject">What it must say that it is about.</param>
    /// <param name="scripts">Names of the scripts that it carries.</param>
    public static string? Difference(string page, IReadOnlyList<KeyValuePair<string, string>> subject, string[] scripts)
    {
        var empty = Page.Of("", subject, [], scripts);
        var (head, styles, tail) = (Before(empty, Title), Between(empty, AfterTitle, Heading), empty[empty.LastIndexOf(End, StringComparison.Ordinal)..]);
        if (!page.StartsWith(head, StringComparison.Ordinal) || !page.EndsWith(tail, StringComparison.Ordinal))
        {
            return "its policy or its scripts";
        }

        var title = page.IndexOf(AfterTitle, head.Length, StringComparison.Ordinal);
        var main = title + styles.Length;
        if (title < 0 || page.AsSpan(head.Length + Title.Length, title - head.Length - Title.Length).Contains('<') || string.CompareOrdinal(page, title, styles, 0, styles.Length) != 0)
        {
            return "its title or its styles";
        }

        var body = page[main..^tail.Length];
        var sections = body.IndexOf("<section", StringComparison.Ordinal);
        return sections < 0 || !Top().IsMatch(body[..sections]) ? "what stands above its first section"
            : !body[..sections].Contains(Between(empty, "<dl", "<nav"), StringComparison.Ordinal) ? "what it says that it is about"
            : Starts().Count(body) is var count && (Joints().Count(body) != count || Named().Count(body) != count) ? "what stands between its sections"
            : PageMarkup.Foreign(body) is { } foreign ? $"'{foreign}'" : null;
    }

    private static string Before(string text, string mark) => text[..text.IndexOf(mark, StringComparison.Ordinal)];

    /// <summary>From the first mark, it included, to the second.</summary>
    private static string Between(string text, string from, string to) => text[text.IndexOf(from, StringComparison.Ordinal)..text.IndexOf(to, StringComparison.Ordinal)];

    /// <summary>The heading, what was audited, and links to the sections, all of them text.</summary>
    [GeneratedRegex(@"^<h1>[^<]*</h1>\s*(<dl class=""subject"">(\s*<div><dt>[^<]*</dt><dd>[^<]*</dd></div>)*\s*</dl>)?\s*<nav class=""contents"" aria-label=""Contents"">\s*<ol>(\s*<li><a href=""#[\w-]+"">[^<]*</a>( \(not measured\))?</li>)*\s*</ol>\s*</nav>\s*$")]
    private static partial Regex Top();

    [GeneratedRegex("<section", RegexOptions.IgnoreCase)]
    private static partial Regex Starts();

    [GeneratedRegex(@"<section id=""[\w-]+"">")]
    private static partial Regex Named();

    /// <summary>A section that begins at once after the one before, or the last one's end.</summary>
    [GeneratedRegex(@"</section>\s*(?=<section id=""[\w-]+"">|$)")]
    private static partial Regex Joints();
}
