using MLExplain.Tensors;

namespace MLExplain.Audit.Attention;

/// <summary>How concentrated a saliency map is, and how far it leans on the edge of the picture; all from its magnitudes.</summary>
/// <param name="Gini">Gini coefficient over the pixels: 0 for a flat map, (n − 1)/n when one of n pixels has all.</param>
/// <param name="Entropy">Shannon entropy of the magnitudes ÷ log n: 1 for a flat map, 0 when one pixel has all.</param>
/// <param name="BorderMass">Share of the magnitude in the outer frame, a tenth of the shorter side wide, ÷ the frame's share of the area: 1 for a flat map.</param>
public sealed record MapConcentration(double Gini, double Entropy, double BorderMass)
{
    /// <summary>Width of the frame ÷ the shorter side.</summary>
    public const double FrameShare = 0.1;

    /// <summary>Measures a map.</summary>
    /// <param name="map">One value per pixel, <c>[H,W]</c>.</param>
    /// <returns>Null for a map that is zero everywhere, or of a single pixel.</returns>
    public static MapConcentration? Of(Tensor map)
    {
        ArgumentNullException.ThrowIfNull(map);
        double[] sorted = [.. map.Values.Select(v => (double)Math.Abs(v)).Order()];
        var sum = Statistics.Sum(sorted);
        if (sum == 0 || sorted.Length == 1)
        {
            return null;
        }

        var (ranked, entropy) = (0.0, 0.0);
        foreach (var (index, value) in sorted.Index())
        {
            ranked += (2.0 * (index + 1) - sorted.Length - 1) * value;
            entropy -= value > 0 ? value / sum * Math.Log(value / sum) : 0;
        }

        return new MapConcentration(ranked / (sorted.Length * sum), entropy / Math.Log(sorted.Length), Border(map, sum));
    }

    private static double Border(Tensor map, double sum)
    {
        var (height, width) = (map.Shape[0], map.Shape[1]);
        var frame = Math.Max(1, (int)Math.Round(FrameShare * Math.Min(height, width)));
        var (inside, area) = (0.0, 0);
        for (var i = 0; i < map.Length; i++)
        {
            var (y, x) = (i / width, i % width);
            if (y < frame || x < frame || y >= height - frame || x >= width - frame)
            {
                inside += Math.Abs(map.Values[i]);
                area++;
            }
        }

        return inside / sum / (area / (double)map.Length);
    }
}
