namespace MLExplain.Audit.Fairness;

/// <summary>An attribute whose groups are compared.</summary>
/// <param name="Name">Its name in the records.</param>
/// <param name="Binning">How its values become groups.</param>
public sealed record GroupAttribute(string Name, AttributeBinning Binning = AttributeBinning.Auto);
