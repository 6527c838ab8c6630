using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Whether a method's maps change when the network's weights become random, layer by layer.</summary>
/// <remarks>
/// J. Adebayo et al. 2018, arXiv:1810.03292, §4.1. A map that stays alike shows the image, not what the network learned. An image's value
/// is its similarity at the end of the cascade, or the mean over layers randomised independently; its curve has the share of the layers
/// randomised so far as X. The trained network's similarity to itself, 1, is part of neither. Differs from Quantus in that, in drawing
/// different values for layers of equal shape, and in comparing maps as pictures. Methods that multiply by the input stay alike in
/// magnitude wherever the input is 0: compare their signed values too.
/// </remarks>
public sealed class ParameterRandomisation : IMethodMeasure
{
    private readonly ParameterRandomisationOptions _options;

    /// <param name="options">How to randomise and compare; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ParameterRandomisation(ParameterRandomisationOptions? options = null)
    {
        _options = options ?? new ParameterRandomisationOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "parameter-randomisation";

    /// <summary>How the network is randomised, and maps are compared.</summary>
    public ParameterRandomisationOptions Options => _options;

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken = default) =>
        Run(model, method, images, cancellationToken).Images;

    /// <summary>Judges a method, with a row for each randomised layer.</summary>
    /// <param name="model">The classifier; its weights are not touched.</param>
    /// <param name="method">The method.</param>
    /// <param name="images">The images it explains.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    public RandomisationReport Run(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken = default) =>
        Run(model, method, images, [_options.Similarity], cancellationToken)[0].Report;

    /// <summary>Judges a method by several ways of comparing; the maps are made once.</summary>
    /// <param name="model">The classifier; its weights are not touched.</param>
    /// <param name="method">The method.</param>
    /// <param name="images">The images it explains.</param>
    /// <param name="similarities">The ways of comparing.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <returns>One curve per way of comparing, in order.</returns>
    /// <exception cref="ArgumentException">A way of comparing is out of range.</exception>
    public IReadOnlyList<RandomisationCurve> Run(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, IReadOnlyList<SimilarityOptions> similarities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(similarities);
        OptionErrors.Refuse(Name, similarities.SelectMany(s => s.Errors()));
        if (images.Count == 0 || model is not IRandomizableClassifier { WeightLayers: { Count: > 0 } layers } trained)
        {
            var reason = $"{model.GetType().Name} has no weights that can be changed.";
            var nothing = new RandomisationReport([], SimilarityInterval.Of([]), _options.Threshold, [.. images.Select(_ => MeasureScore.NotApplicable(reason))]);
            return [.. similarities.Select(s => new RandomisationCurve(s, nothing))];
        }

        var blocks = Blocks(layers);
        var tables = similarities.Select(_ => new SimilarityTable(images.Count, blocks.Count, _options.Draws)).ToList();

        // The same sessions for both sides: else two formulations' rounding would count as a difference.
        var originals = MethodMaps.Of(trained.WithWeights(new Dictionary<string, Tensor>()), method, images, [.. images.Select(i => i.Target)], cancellationToken);
        foreach (var (draw, step, maps) in Randomised(trained, blocks, method, images, cancellationToken))
        {
            for (var image = 0; image < images.Count; image++)
            {
                foreach (var (table, similarity) in tables.Zip(similarities))
                {
                    table[image, step, draw] = Compare(originals[image], maps[image], similarity);
                }
            }
        }

        string[][] names = [.. blocks.Select(b => b.Select(l => l.Name).ToArray())];
        return [.. similarities.Zip(tables, (similarity, table) => new RandomisationCurve(similarity, table.Report(_options, names)))];
    }

    /// <summary>The method's maps of every randomised network.</summary>
    private IEnumerable<(int Draw, int Step, List<(Tensor? Map, string Reason)> Maps)> Randomised(
        IRandomizableClassifier trained, List<WeightLayer[]> blocks, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken)
    {
        for (var draw = 0; draw < _options.Draws; draw++)
        {
            var random = trained;
            for (var step = 0; step < blocks.Count; step++)
            {
                var from = _options.Order == RandomisationOrder.Cascading ? random : trained;
                random = from.WithWeights(Drawn(trained, blocks[step], draw));
                yield return (draw, step, MethodMaps.Of(random, method, images, Targets(random, images, cancellationToken), cancellationToken));
            }
        }
    }

    /// <summary>Blocks of neighbouring layers whose sizes differ by at most one.</summary>
    private List<WeightLayer[]> Blocks(IReadOnlyList<WeightLayer> layers)
    {
        var count = Math.Min(_options.Blocks ?? layers.Count, layers.Count);
        return [.. Enumerable.Range(0, count).Select(b => layers.Skip(b * layers.Count / count).Take(((b + 1) * layers.Count / count) - (b * layers.Count / count)).ToArray())];
    }

    private Dictionary<string, Tensor> Drawn(IRandomizableClassifier trained, WeightLayer[] block, int draw) => block
        .SelectMany(l => l.Weights)
        .Where(w => _options.Statistics == NormStatistics.Reset || w.Role is not (WeightRole.Mean or WeightRole.Variance))
        .ToDictionary(w => w.Name, w => WeightDraws.Draw(w, trained.ReadWeight(w.Name), _options.Redraw, WeightDraws.SeedOf(_options.Seed, draw, w.Name)));

    private IReadOnlyList<int> Targets(IRandomizableClassifier random, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken)
    {
        if (_options.Target == RandomisedTarget.Fixed)
        {
            return [.. images.Select(i => i.Target)];
        }

        return [.. images.Select(image =>
        {
            var logits = random.Score(MethodMaps.Stack(random, [image]), cancellationToken).Values;
            return Array.IndexOf(logits, logits.Max());
        })];
    }

    private static MeasureScore Compare((Tensor? Map, string Reason) original, (Tensor? Map, string Reason) random, SimilarityOptions similarity) =>
        original.Map is null ? MeasureScore.Undefined(original.Reason)
        : random.Map is null ? MeasureScore.Undefined(random.Reason)
        : random.Map.Values.AsSpan().IndexOfAnyExcept(random.Map.Values[0]) < 0 && original.Map.Values.AsSpan().IndexOfAnyExcept(original.Map.Values[0]) >= 0
            ? MeasureScore.Undefined("The randomised network's map is constant: its rectifiers may all be closed, which other statistics (reset) or another redraw (permuted) avoid.")
        : MapSimilarity.Between(original.Map, random.Map, similarity);
}
