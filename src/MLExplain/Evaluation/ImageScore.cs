namespace MLExplain.Evaluation;

/// <summary>What one measure found on one image.</summary>
/// <param name="Method">The saliency method.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Image">Identifier of the image.</param>
/// <param name="Score">A value, or a status with its reason.</param>
public sealed record ImageScore(string Method, string Measure, string Image, MeasureScore Score);
