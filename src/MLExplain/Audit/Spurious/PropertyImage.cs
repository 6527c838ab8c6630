using MLExplain.Imaging;

namespace MLExplain.Audit.Spurious;

/// <summary>An image of which a property is to be changed.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Seen">The picture at the network's size, as <see cref="Preprocessing.Fit"/> gives it.</param>
public sealed record PropertyImage(string Id, RgbImage Seen);
