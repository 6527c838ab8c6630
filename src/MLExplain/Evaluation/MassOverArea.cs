using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Mass over area: the share of the relevance inside the mask, over the mask's share of the pixels.</summary>
/// <remarks>
/// 1 is what a map that ignores the mask scores, whatever the mask's size, so that images can be compared; the largest value is pixels ÷ pixels
/// inside. The numerator is <see cref="RelevanceMass"/>: L. Arras, A. Osman, W. Samek 2022, arXiv:2003.07258. Differs from Quantus' weighted attribution
/// localisation, which multiplies by the area, so that large masks score high, and counts it over a slice of the batch.
/// </remarks>
public sealed class MassOverArea : IMapMeasure
{
    private readonly MaskMassOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Which relevance counts; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MassOverArea(MaskMassOptions? options = null)
    {
        _options = options ?? new MaskMassOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "mass-over-area";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        MaskedMap.Judge(maps, map => map.Mass(_options.Sign) is { } mass
            ? MeasureScore.Of(mass * map.Values.Length / map.Area)
            : MeasureScore.Undefined("The map has no relevance of the sign that counts."));
}
