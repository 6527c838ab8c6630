namespace MLExplain.Imaging;

/// <summary>Recognises a picture by its first bytes, whatever its file name says.</summary>
internal static class ImageSignature
{
    public const string Supported = "JPEG, PNG, BMP, WebP or GIF";

    /// <summary>The supported format the bytes start as, or null.</summary>
    public static string? Format(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "PNG",
        [(byte)'B', (byte)'M', ..] => "BMP",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "WebP",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
        _ => null,
    };

    /// <summary>What bytes of no supported format look like, for an error message.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "a HEIC, AVIF or MP4 file",
        [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => "a TIFF file or camera raw file",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        [(byte)'<', ..] => "text that starts with '<' (HTML, XML or SVG)",
        _ => $"no known picture format: it starts with the bytes {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 8)])}",
    };
}
