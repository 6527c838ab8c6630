using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Intersection over union of the mask with the pixels that the map shows.</summary>
/// <remarks>
/// A pixel is shown when its value reaches a share of the map's largest. B. Zhou, A. Khosla, A. Lapedriza, A. Oliva, A. Torralba 2016 (CAM), arXiv:1512.04150, §3.2, cut so;
/// theirs is the box around the largest connected part, ours every shown pixel. 0..1. A map without a positive value shows nothing: undefined.
/// </remarks>
public sealed class MaskOverlap : IMapMeasure
{
    private readonly MaskOverlapOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">The threshold; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MaskOverlap(MaskOverlapOptions? options = null)
    {
        _options = options ?? new MaskOverlapOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "iou";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        MaskedMap.Judge(maps, map =>
        {
            double largest = map.Values.Max();
            if (largest <= 0)
            {
                return MeasureScore.Undefined("The map has no positive value, so that it shows nothing.");
            }

            var (both, either) = (0, 0);
            for (var pixel = 0; pixel < map.Values.Length; pixel++)
            {
                var shown = map.Values[pixel] >= _options.Threshold * largest;
                both += shown && map.Mask[pixel] ? 1 : 0;
                either += shown || map.Mask[pixel] ? 1 : 0;
            }

            return MeasureScore.Of((double)both / either);
        });
}
