namespace MLExplain.Audit;

/// <summary>An image of the manifest that could not be evaluated.</summary>
/// <param name="Id">The image.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record PassedOverImage(string Id, ImageStatus Status, string Reason);
