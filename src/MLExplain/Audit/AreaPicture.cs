namespace MLExplain.Audit;

/// <summary>A picture of which only the most salient area is left in colour.</summary>
/// <param name="Method">The method that ranked the regions.</param>
/// <param name="Share">Share of the picture's area, 0..1; whole regions may make it more.</param>
/// <param name="Picture">JPEG.</param>
public sealed record AreaPicture(string Method, double Share, byte[] Picture);
