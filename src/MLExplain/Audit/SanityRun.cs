using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>The sanity checks of an evaluation.</summary>
internal sealed class SanityRun(MeasureSelection measures, IClassifier model, IReadOnlyList<EvaluatedImage> images)
{
    /// <summary>All ways of comparing maps; the first is the one that the check is judged by.</summary>
    private readonly IReadOnlyList<SimilarityOptions> _similarities =
    [
        .. new[] { measures.Randomisation.Options.Similarity }
            .Concat(from kind in Enum.GetValues<SimilarityKind>() from absolute in new[] { true, false } select measures.Randomisation.Options.Similarity with { Kind = kind, Absolute = absolute })
            .Distinct(),
    ];

    /// <summary>A method's card, and its curves over layers.</summary>
    public (IReadOnlyList<RandomisationCurve> Curves, MethodCard Card) Check(ISaliencyMethod method, CancellationToken cancellationToken)
    {
        var curves = measures.Randomisation.Run(model, method, images, _similarities, cancellationToken);
        var others = measures.Checks.Select(c => KeyValuePair.Create(c.Name, c.Measure(model, method, images, cancellationToken)));
        return (curves, MethodCard.Of(method.Name, curves[0].Report, [.. others]));
    }
}
