using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Average drop: the share of the score that is lost when only the part of the image is shown that the map shows.</summary>
/// <remarks>
/// A. Chattopadhay, A. Sarkar, P. Howlader, V. Balasubramanian 2018 (Grad-CAM++), arXiv:1710.11063, §5.1: max(0, Y − O) / Y, 0..1 (the paper averages it over
/// images, in percent). O is the score of b + m · (x − b), with m = max(R, 0) / max R and b the baseline; the paper multiplies the image by m.
/// A map without a positive value shows nothing, and a score of 0 or below has no share to lose: both are undefined.
/// </remarks>
public sealed class AverageDrop : IMapMeasure
{
    private readonly ConfidenceOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Baseline and score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public AverageDrop(ConfidenceOptions? options = null)
    {
        _options = options ?? new ConfidenceOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "average-drop";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        ShownPart.Measure(
            Name,
            _options,
            model,
            maps,
            (whole, part) => whole > 0
                ? MeasureScore.Of(Math.Max(0, whole - part) / whole)
                : MeasureScore.Undefined(FormattableString.Invariant($"The image scores {whole}, of which there is no share to lose.")),
            cancellationToken);
}
