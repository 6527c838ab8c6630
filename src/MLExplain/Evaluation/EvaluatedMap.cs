using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>A map to be judged.</summary>
/// <param name="Source">Who made it: a saliency method, or one of <see cref="OracleMaps"/>.</param>
/// <param name="Image">What it explains.</param>
/// <param name="Map">One signed value per pixel, <c>[H,W]</c>; of an attribution, the sum over its channels.</param>
public sealed record EvaluatedMap(string Source, EvaluatedImage Image, Tensor Map)
{
    /// <summary>What the map was reduced from; null for oracles.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>The map of a method's result.</summary>
    /// <param name="source">Name of the method.</param>
    /// <param name="image">What it explains.</param>
    /// <param name="attribution">The result.</param>
    public static EvaluatedMap Of(string source, EvaluatedImage image, Attribution attribution) =>
        new(source, image, SaliencyMap.From(attribution, ChannelReduction.Sum).Values) { Attribution = attribution };
}
