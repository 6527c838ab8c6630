using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>A measure of a saliency method that has to run the method again: on other weights, another class, or a nudged image.</summary>
/// <remarks>Implementations hold their validated options, no other state, and are thread-safe.</remarks>
public interface IMethodMeasure
{
    /// <summary>The measure's name on the command line and in pipeline files, such as <c>random-logit</c>.</summary>
    string Name { get; }

    /// <summary>Judges a method.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="method">The method.</param>
    /// <param name="images">The images it explains.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <returns>One score per image, in order.</returns>
    IReadOnlyList<MeasureScore> Measure(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken = default);
}
