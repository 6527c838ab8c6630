using System.Text.RegularExpressions;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>Which images of an audit a page shows with their pictures, so that a page of thousands still opens.</summary>
internal static partial class PictureBudget
{
    /// <summary>The rule, as the page states it.</summary>
    public const string Rule = "wrong predictions first, the most confident of them before the others, then right ones, the least confident first";

    /// <summary>Chooses images whose pictures together fit into a number of bytes of the page.</summary>
    /// <param name="images">The images.</param>
    /// <param name="bytes">Bytes that are left for pictures.</param>
    /// <returns>The chosen ones; the same whatever the order of the images. An image that does not fit ends the choice, so that none is shown before a more telling one.</returns>
    public static IReadOnlySet<AuditedImage> Choose(IReadOnlyList<AuditedImage> images, long bytes)
    {
        var chosen = new HashSet<AuditedImage>(ReferenceEqualityComparer.Instance);
        foreach (var image in images.Where(i => Size(i) > 0).OrderBy(i => i.Record.Correct switch { false => 0, null => 1, true => 2 })
            .ThenBy(i => i.Record.Correct == true ? i.Record.Probability : -i.Record.Probability).ThenBy(i => i.Record.Id, StringComparer.Ordinal))
        {
            if ((bytes -= Size(image)) < 0)
            {
                break;
            }

            chosen.Add(image);
        }

        return chosen;
    }

    /// <summary>Bytes that the pictures of a piece of a page take up.</summary>
    /// <param name="html">The piece.</param>
    public static long Spent(string html)
    {
        var spent = 0L;
        foreach (var picture in Base64().EnumerateMatches(html))
        {
            spent += picture.Length;
        }

        return spent;
    }

    /// <summary>Bytes that pictures take up in a page, where three bytes are four letters.</summary>
    private static long Size(AuditedImage image) => Encoded(image.Picture) + image.Maps.Sum(m => Encoded(m.Map) + Encoded(m.Overlay));

    private static long Encoded(byte[]? picture) => picture is null ? 0 : (picture.Length + 2L) / 3 * 4;

    /// <summary>The pictures of a page, without what stands around them.</summary>
    [GeneratedRegex("(?<=;base64,)[A-Za-z0-9+/=]+")]
    private static partial Regex Base64();
}
