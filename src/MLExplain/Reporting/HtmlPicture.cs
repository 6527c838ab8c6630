namespace MLExplain.Reporting;

/// <summary>A PNG carried inside the page.</summary>
internal sealed record HtmlPicture(byte[] Png, string Description);
