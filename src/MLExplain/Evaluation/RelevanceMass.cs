using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Relevance mass accuracy: the share of the relevance that lies inside the mask.</summary>
/// <remarks>
/// L. Arras, A. Osman, W. Samek 2022 (CLEVR-XAI), arXiv:2003.07258, §3.2: Σ_{p∈M} R_p / Σ_p R_p of non-negative relevance, 0..1. A useless map scores
/// about the mask's share of the area. Differs from Quantus, which sums signed values (below 0, above 1, or divided by 0), and from
/// CLEVR-XAI's code, which divides 0 by 0 for a map of zeros: undefined here, as are empty masks and constant maps.
/// </remarks>
public sealed class RelevanceMass : IMapMeasure
{
    private readonly MaskMassOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Which relevance counts; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RelevanceMass(MaskMassOptions? options = null)
    {
        _options = options ?? new MaskMassOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "relevance-mass";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        MaskedMap.Judge(maps, map => map.Mass(_options.Sign) is { } mass ? MeasureScore.Of(mass) : MeasureScore.Undefined("The map has no relevance of the sign that counts."));
}
