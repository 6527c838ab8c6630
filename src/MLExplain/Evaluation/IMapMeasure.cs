using MLExplain.Models;

namespace MLExplain.Evaluation;

/// <summary>A measure of single maps: how well one says what the model does on its image.</summary>
/// <remarks>Implementations hold their validated options, no other state, and are thread-safe.</remarks>
public interface IMapMeasure
{
    /// <summary>The measure's name on the command line and in pipeline files, such as <c>sensitivity-n</c>.</summary>
    string Name { get; }

    /// <summary>Judges maps; the model's batches fill across images, maps and whatever the measure varies.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="maps">The maps; several may explain the same <see cref="EvaluatedImage"/>, which then costs what they share only once.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <returns>One score per map, in order; a score depends on its own map and image only.</returns>
    IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default);
}
