using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Whether a method's maps depend on what the network learned from its labels: their similarity to the maps of the network trained on shuffled labels.</summary>
/// <remarks>J. Adebayo et al. 2018, arXiv:1810.03292, §4.2. Both networks explain the same class.</remarks>
public sealed class DataRandomisation : IMethodMeasure
{
    private readonly DataRandomisationOptions _options;

    /// <param name="options">The second network, and how to compare; null for none.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DataRandomisation(DataRandomisationOptions? options = null)
    {
        _options = options ?? new DataRandomisationOptions();
        OptionErrors.Refuse(Name, _options.Similarity.Errors());
    }

    /// <inheritdoc/>
    public string Name => "data-randomisation";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The second network takes other images or has other classes.</exception>
    public IReadOnlyList<MeasureScore> Measure(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(images);
        if (_options.Shuffled is { } shuffled)
        {
            return Compare(model, shuffled, method, images, cancellationToken);
        }

        if (_options.Path is null)
        {
            return [.. images.Select(_ => MeasureScore.NotApplicable($"'{Name}' was given no network trained on shuffled labels (option 'model')."))];
        }

        using var opened = OnnxClassifier.Load(_options.Path);
        return Compare(model, opened, method, images, cancellationToken);
    }

    /// <summary>Checks that two networks can be two trainings of one.</summary>
    /// <exception cref="ArgumentException">They take other images or have other classes.</exception>
    internal static void RequireAlike(IClassifier model, IClassifier shuffled)
    {
        if (shuffled.InputShape != model.InputShape || shuffled.ClassCount != model.ClassCount)
        {
            throw new ArgumentException(
                $"'data-randomisation' compares two trainings of one network, but the model takes {model.InputShape} and has {model.ClassCount} classes, the one trained on shuffled labels {shuffled.InputShape} and {shuffled.ClassCount}.");
        }
    }

    private IReadOnlyList<MeasureScore> Compare(
        IClassifier model, IClassifier shuffled, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken)
    {
        RequireAlike(model, shuffled);
        int[] targets = [.. images.Select(i => i.Target)];
        var maps = MethodMaps.Of(model, method, images, targets, cancellationToken);
        var others = MethodMaps.Of(shuffled, method, images, targets, cancellationToken);
        return [.. maps.Zip(others, (map, other) =>
            map.Map is null ? MeasureScore.Undefined(map.Reason)
            : other.Map is null ? MeasureScore.Undefined(other.Reason)
            : MapSimilarity.Between(map.Map, other.Map, _options.Similarity))];
    }
}
