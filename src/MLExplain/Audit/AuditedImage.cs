namespace MLExplain.Audit;

/// <summary>One image of an audit: its record, and the pictures a report shows.</summary>
/// <param name="Record">Everything later stages need to know.</param>
/// <param name="Picture">JPEG of what the network saw; null when the image could not be read.</param>
/// <param name="Maps">For each method, in order, its map alone and over the picture; empty when the image was not explained.</param>
public sealed record AuditedImage(ImageRecord Record, byte[]? Picture, IReadOnlyList<MapPictures> Maps);

/// <summary>The pictures of one saliency map.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Map">PNG of the signed map alone: red for, blue against the explained class.</param>
/// <param name="Overlay">JPEG of what the network saw with the map, blurred, over it where the blurred map is positive.</param>
public sealed record MapPictures(string Method, byte[] Map, byte[] Overlay);
