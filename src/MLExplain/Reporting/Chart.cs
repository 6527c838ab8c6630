using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace MLExplain.Reporting;

/// <summary>What all charts share: inline SVG without fonts, script or outside references, the same bytes on every machine.</summary>
/// <remarks>Drawn for a light page; report.css turns the lightness around on a dark one and keeps the hues.</remarks>
internal static class Chart
{
    private const int IdLength = 12;

    /// <summary>Colours of lines, in order; told apart by readers with any colour vision.</summary>
    public static IReadOnlyList<OxyColor> Colors { get; } =
        [OxyColor.FromRgb(0x1f, 0x6f, 0xb2), OxyColor.FromRgb(0xc2, 0x57, 0x00), OxyColor.FromRgb(0x00, 0x7a, 0x5e), OxyColor.FromRgb(0x8a, 0x3f, 0x9c), OxyColor.FromRgb(0x4d, 0x4d, 0x4d), OxyColor.FromRgb(0xa8, 0x8a, 0x00)];

    /// <summary>Of what knows nothing of the model: oracles, thresholds, frames.</summary>
    public static OxyColor Grey { get; } = OxyColors.Gray;

    public static PlotModel Plot() =>
        new() { DefaultFont = "system-ui, sans-serif", DefaultFontSize = 11, PlotAreaBorderColor = Grey, Padding = new OxyThickness(4), Culture = CultureInfo.InvariantCulture };

    public static string Svg(PlotModel plot, double width, double height, bool isDocument = false)
    {
        Clean(plot);
        var svg = new SvgExporter { Width = width, Height = height, UseVerticalTextAlignmentWorkaround = true, IsDocument = isDocument }.ExportToString(plot);
        // Inside of a page there is no place for the declaration of an XML document.
        svg = isDocument ? svg : svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        // With a view box a chart shrinks with a narrow window instead of being cut off.
        svg = svg.Replace("<svg ", string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" "), StringComparison.Ordinal);
        // Every chart numbers its clips from 1, and a page's ids are common to all its charts.
        var clip = "clip" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(svg)))[..IdLength];
        return svg.Replace("id=\"clipPath", $"id=\"{clip}", StringComparison.Ordinal).Replace("#clipPath", $"#{clip}", StringComparison.Ordinal);
    }

    /// <summary>Names of groups and classes come from data, and may hold what no SVG can.</summary>
    private static void Clean(PlotModel plot)
    {
        foreach (var axis in plot.Axes)
        {
            axis.Title = XmlText.Legal(axis.Title ?? "");
            if (axis is CategoryAxis named)
            {
                string[] labels = [.. named.Labels.Select(XmlText.Legal)];
                named.Labels.Clear();
                named.Labels.AddRange(labels);
            }
        }

        foreach (var note in plot.Annotations.OfType<TextualAnnotation>())
        {
            note.Text = XmlText.Legal(note.Text ?? "");
        }
    }

    public static T Styled<T>(T axis, AxisPosition position, string title)
        where T : Axis
    {
        (axis.Position, axis.Title, axis.MinorTickSize, axis.TicklineColor) = (position, title, 0, Grey);
        return axis;
    }
}
