using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Transforms;

/// <summary>A measure and what it asks; the same for all rows.</summary>
/// <param name="Measure">An <see cref="IMapMeasure"/> or an <see cref="IMethodMeasure"/>.</param>
/// <param name="Model">The classifier.</param>
/// <param name="Method">The method that is run; null when maps are read.</param>
internal sealed record MeasureTask(object Measure, IClassifier Model, ISaliencyMethod? Method)
{
    /// <summary>One score per image.</summary>
    /// <param name="images">The images.</param>
    /// <param name="maps">Their maps; null when the method is run.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    public IReadOnlyList<MeasureScore> Judge(IReadOnlyList<EvaluatedImage> images, IReadOnlyList<EvaluatedMap>? maps, CancellationToken cancellationToken) => Measure is IMethodMeasure ofMethod
        ? ofMethod.Measure(Model, Method!, images, cancellationToken)
        : ((IMapMeasure)Measure).Measure(Model, maps ?? Explain(images, cancellationToken), cancellationToken);

    /// <summary>What only the method can say of its map, such as the baseline's score, is kept beside it.</summary>
    private EvaluatedMap[] Explain(IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken)
    {
        var attributions = Method!.Attribute(Model, MethodMaps.Stack(Model, images), [.. images.Select(image => image.Target)], cancellationToken);
        return [.. images.Zip(attributions, (image, attribution) => EvaluatedMap.Of(Method.Name, image, attribution))];
    }
}
