namespace MLExplain.Reporting;

/// <summary>A picture carried inside the page.</summary>
/// <param name="Bytes">A PNG or JPEG file.</param>
/// <param name="Description">What it shows, for readers who do not see it.</param>
internal sealed record HtmlPicture(byte[] Bytes, string Description)
{
    private const byte PngSignature = 0x89;

    public string MediaType => Bytes[0] == PngSignature ? "image/png" : "image/jpeg";
}
