using MLExplain.Evaluation;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>A method's maps of the evaluated images.</summary>
/// <param name="Method">The method.</param>
/// <param name="Maps">One per image, or the reason why there is none.</param>
/// <param name="Seconds">Mean time per image; null without images.</param>
internal sealed record ExplainedSample(ISaliencyMethod Method, IReadOnlyList<(EvaluatedMap? Map, string Reason)> Maps, double? Seconds);
