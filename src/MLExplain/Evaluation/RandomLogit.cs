using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Whether a method's map of another class differs: the similarity of the target's map to that of a class drawn at random.</summary>
/// <remarks>L. Sixt, M. Granz, T. Landgraf 2020, arXiv:1912.09818, §4. The other class is uniform over all but the target, which is never drawn.</remarks>
public sealed class RandomLogit : IMethodMeasure
{
    private readonly RandomLogitOptions _options;

    /// <param name="options">How to compare; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandomLogit(RandomLogitOptions? options = null)
    {
        _options = options ?? new RandomLogitOptions();
        OptionErrors.Refuse(Name, _options.Similarity.Errors());
    }

    /// <inheritdoc/>
    public string Name => "random-logit";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(images);
        int[] others = [.. images.Select(image => Other(image, model.ClassCount))];
        var maps = MethodMaps.Of(model, method, images, [.. images.Select(i => i.Target)], cancellationToken);
        var otherMaps = MethodMaps.Of(model, method, images, others, cancellationToken);
        return [.. images.Select((image, i) =>
            AreOpposites(model, image, cancellationToken) ? MeasureScore.NotApplicable("The model has one score, z: its classes are -z and z, and differ in sign only.")
            : maps[i].Map is not { } map ? MeasureScore.Undefined(maps[i].Reason)
            : otherMaps[i].Map is not { } other ? MeasureScore.Undefined(otherMaps[i].Reason)
            : MapSimilarity.Between(map, other, _options.Similarity))];
    }

    /// <summary>A class that is not the target.</summary>
    internal int Other(EvaluatedImage image, int classes)
    {
        var random = new SplitMix64(ContentSeed.Derive(_options.Seed, sample: 0, image.Input.Values));
        var drawn = (int)(random.NextUniform() * (classes - 1));
        return drawn < image.Target ? drawn : drawn + 1;
    }

    private static bool AreOpposites(IClassifier model, EvaluatedImage image, CancellationToken cancellationToken) =>
        model is { ClassCount: 2, Link: ScoreLink.Sigmoid }
        && model.Score(MethodMaps.Stack(model, [image]), cancellationToken).Values is [var first, var second] && first == -second;
}
