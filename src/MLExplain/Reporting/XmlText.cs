using System.Text;
using System.Xml;

namespace MLExplain.Reporting;

/// <summary>Texts from data as XML 1.0 can hold them.</summary>
internal static class XmlText
{
    /// <summary>The text with a replacement character for each that no XML file may hold, such as control characters.</summary>
    public static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            legal.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return legal.ToString();
    }
}
