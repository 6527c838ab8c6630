using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Increase in confidence: whether the score rises when only the part of the image is shown that the map shows.</summary>
/// <remarks>
/// A. Chattopadhay, A. Sarkar, P. Howlader, V. Balasubramanian 2018 (Grad-CAM++), arXiv:1710.11063, §5.1: 1 when O &gt; Y, else 0; the mean over images is the paper's rate.
/// What is shown is <see cref="AverageDrop"/>'s.
/// </remarks>
public sealed class IncreaseInConfidence : IMapMeasure
{
    private readonly ConfidenceOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Baseline and score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public IncreaseInConfidence(ConfidenceOptions? options = null)
    {
        _options = options ?? new ConfidenceOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "increase-in-confidence";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        ShownPart.Measure(Name, _options, model, maps, (whole, part) => MeasureScore.Of(part > whole ? 1 : 0), cancellationToken);
}
