using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace MLExplain.Reporting;

/// <summary>Builds HTML from interpolated strings: what stands in the source is markup, what is filled in is encoded text.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    /// <summary>Bytes that the pictures written so far take up.</summary>
    public long PictureLength { get; private set; }

    /// <summary>Writes one line; every filled-in value is encoded for text and attribute positions alike.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref Encoding line) => _html.Append('\n');

    /// <summary>Writes markup that holds no data (style, script, charts drawn from numbers).</summary>
    public void Markup(string trusted) => _html.Append(trusted).Append('\n');

    public override string ToString() => _html.ToString();

    /// <summary>Encodes the holes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Encoding(int literalLength, int formattedCount, HtmlWriter writer)
    {
        private readonly HtmlWriter _writer = writer;
        private readonly StringBuilder _html = writer._html;

        public int Capacity { get; } = literalLength + formattedCount;

        public void AppendLiteral(string markup) => _html.Append(markup);

        public void AppendFormatted(string? text) => _html.Append(HtmlEncoder.Default.Encode(text ?? ""));

        public void AppendFormatted(HtmlPicture? picture)
        {
            if (picture is not null)
            {
                var encoded = Convert.ToBase64String(picture.Bytes);
                _writer.PictureLength += encoded.Length;
                _html.Append("<img src=\"data:").Append(picture.MediaType).Append(";base64,").Append(encoded).Append("\" alt=\"");
                AppendFormatted(picture.Description);
                _html.Append("\" loading=\"lazy\">");
            }
        }

        public void AppendFormatted(HtmlStamp? stamp)
        {
            if (stamp is not null)
            {
                _html.Append(" <span class=\"stamp\" title=\"");
                AppendFormatted(stamp.Reasons);
                _html.Append("\">low evidence</span>");
            }
        }

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
