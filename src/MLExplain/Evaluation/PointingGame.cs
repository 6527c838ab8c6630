using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Pointing game: whether the map's largest value lies inside the mask.</summary>
/// <remarks>
/// J. Zhang, Z. Lin, J. Brandt, X. Shen, S. Sclaroff 2016, arXiv:1608.00507, §4.1. 1 is a hit, 0 a miss; when several pixels share the largest value, their
/// share that hits. Differs from Quantus, where any of the tied pixels is enough and an empty mask counts as a hit: it is undefined here.
/// </remarks>
public sealed class PointingGame : IMapMeasure
{
    private readonly PointingGameOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">The tolerance; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PointingGame(PointingGameOptions? options = null)
    {
        _options = options ?? new PointingGameOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "pointing-game";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        MaskedMap.Judge(maps, map =>
        {
            var largest = map.Values.Max();
            int[] points = [.. Enumerable.Range(0, map.Values.Length).Where(pixel => map.Values[pixel] == largest)];
            return MeasureScore.Of(points.Count(point => Hits(map, point)) / (double)points.Length);
        });

    private bool Hits(MaskedMap map, int point)
    {
        var (height, width, reach) = (map.Values.Length / map.Width, map.Width, _options.Tolerance);
        var (row, column) = (point / width, point % width);
        for (var y = Math.Max(0, row - reach); y <= Math.Min(height - 1, (long)row + reach); y++)
        {
            for (var x = Math.Max(0, column - reach); x <= Math.Min(width - 1, (long)column + reach); x++)
            {
                long dy = y - row, dx = x - column;
                if (map.Mask[(y * width) + x] && (dy * dy) + (dx * dx) <= (long)reach * reach)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
