using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Deletion: how fast the score falls while pixels are removed, most important first.</summary>
/// <remarks>
/// V. Petsiuk, A. Das, K. Saenko 2018 (RISE), arXiv:1806.07421, §4.1. The value is the area under the curve of the score over the share of the
/// pixels, in units of the score; the curve is in <see cref="MeasureScore.Curve"/>. Low areas speak for the map.
/// Pixels of equal value go in raster order, and a pixel goes with all its channels.
/// Differs from RISE's code, which divides by the number of points: shares of the pixels are true ones, also where the last step is a smaller one.
/// Differs from Xplique, which takes the area under the mean curve of many images: every image has its own.
/// </remarks>
public sealed class Deletion : IMapMeasure
{
    private readonly PixelCurve _curve;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Substrate, steps and score; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Deletion(PixelCurveOptions? options = null)
    {
        options ??= new PixelCurveOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _curve = new PixelCurve(Name, options, insert: false);
    }

    /// <inheritdoc/>
    public string Name => "deletion";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        _curve.Measure(model, maps, cancellationToken);
}
