using System.Text.RegularExpressions;

namespace MLExplain.Reporting.Verification;

/// <summary>
/// Whether the markup of a page's sections is of the kind that MLExplain writes: elements that show what they hold where they stand, closed in the order in which they were opened,
/// with quoted attributes, and styles of colours and lengths only. Nothing else can cover, hide or swallow another section.
/// </summary>
internal static partial class PageMarkup
{
    /// <summary>Elements that have no end.</summary>
    private static readonly HashSet<string> Void = new("br img input wbr".Split(' '), StringComparer.Ordinal);

    /// <summary>Elements of charts, which may be closed where they are opened; of other elements a browser takes no notice of that, and leaves them open.</summary>
    private static readonly HashSet<string> OfCharts = new("clipPath defs ellipse g line path polygon polyline rect".Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Elements = new(
        "a article br button canvas caption clipPath code dd defs details div dl dt ellipse em figcaption figure form g h1 h2 h3 h4 h5 i img input label li line nav ol option p path polygon polyline rect section select small span strong summary svg table tbody td text textarea th thead tr ul wbr"
            .Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Attributes = new(
        ("alt aria-label aria-labelledby class clip-path colspan cx cy d dominant-baseline encoding fill font-family font-size font-weight for height hidden href id "
            + "label loading max min name open placeholder points role rows rowspan rx ry scope selected shape-rendering src step style tabindex text-anchor title transform type value version viewBox width x x1 x2 xmlns xmlns:xlink y y1 y2")
            .Split(' '), StringComparer.Ordinal);

    /// <summary>What is foreign, as it stands there; null when nothing is.</summary>
    /// <param name="body">The sections.</param>
    public static string? Foreign(string body)
    {
        var open = new Stack<string>();
        for (var at = body.IndexOf('<', StringComparison.Ordinal); at >= 0; at = body.IndexOf('<', at + 1))
        {
            var tag = Tag().Match(body, at);
            if (!tag.Success || !Elements.Contains(tag.Groups["name"].Value) || !Nests(tag, open, body))
            {
                return body.Substring(at, Math.Min(40, body.Length - at));
            }
        }

        return open.TryPop(out var left) ? $"<{left}" : null;
    }

    private static bool Nests(Match tag, Stack<string> open, string body)
    {
        var name = tag.Groups["name"].Value;
        if (tag.Groups["end"].Length > 0)
        {
            return tag.Groups["attribute"].Length == 0 && open.TryPop(out var last) && last == name;
        }

        var isClosed = tag.Groups["self"].Length > 0;
        if (isClosed && !OfCharts.Contains(name))
        {
            return false;
        }

        if (!isClosed && !Void.Contains(name))
        {
            open.Push(name);
        }

        // A text area shows its content as text, elements too: it has none.
        var isEmpty = name != "textarea" || string.CompareOrdinal(body, tag.Index + tag.Length, "</textarea>", 0, 11) == 0;
        return isEmpty && (name != "section" || open.Count == 1) && tag.Groups["attribute"].Captures.All(a => IsKnown(a.Value));
    }

    private static bool IsKnown(string attribute)
    {
        var (name, value) = attribute.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (attribute[..at].Trim(), attribute[(at + 2)..^1]) : (attribute.Trim(), "");
        return (Attributes.Contains(name) || name.StartsWith("data-", StringComparison.Ordinal)) && (name != "style" || Style().IsMatch(value)) && (name is not ("href" or "src") || value.StartsWith('#') || value.StartsWith("data:image/", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\G<(?<end>/)?(?<name>[a-zA-Z][a-zA-Z0-9]*)(?<attribute>\s+[a-zA-Z][\w:-]*(=""[^""<>]*"")?)*\s*(?<self>/)?>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^((--[a-z]+|fill|fill-opacity|stroke|stroke-width|stroke-opacity|stroke-linejoin|stroke-linecap|stroke-dasharray):\s*[\w#.,%() -]+;?\s*)*$")]
    private static partial Regex Style();
}
