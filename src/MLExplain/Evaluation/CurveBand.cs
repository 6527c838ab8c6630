namespace MLExplain.Evaluation;

/// <summary>One place of the curve of many images.</summary>
/// <param name="X">What was varied, such as the number of pixels removed.</param>
/// <param name="Y">Mean over the images that have a value there, with its interval; its count says how many have.</param>
public sealed record CurveBand(double X, Bootstrap Y);
