namespace MLExplain.Saliency;

/// <summary>A number that a method measured of its own result.</summary>
/// <param name="Name">What was measured, camelCase, such as <c>weightedR2</c>.</param>
/// <param name="Value">The number; finite.</param>
public readonly record struct AttributionFigure(string Name, double Value);
