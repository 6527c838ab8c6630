using MLExplain.Tensors;

namespace MLExplain.Benchmarks.Peers;

/// <summary>XRAI's region growing as its paper and PAIR write it: a plane of flags per mask, and every round takes every remaining mean again.</summary>
internal static class StraightforwardXrai
{
    /// <summary>The regions in the order they were taken: gain and number of new pixels.</summary>
    public static List<(double Gain, int Pixels)> Grow(Tensor map, IReadOnlyList<bool[]> masks, int minPixels)
    {
        var remaining = masks.ToList();
        var covered = new bool[map.Length];
        var regions = new List<(double, int)>();
        while (true)
        {
            var (best, bestGain, bestCount) = ((bool[]?)null, double.NegativeInfinity, 0);
            var kept = new List<bool[]>();
            foreach (var mask in remaining)
            {
                var (sum, count) = New(map.Values, mask, covered);
                if (count < minPixels)
                {
                    continue;
                }

                kept.Add(mask);
                if (sum / count > bestGain)
                {
                    (best, bestGain, bestCount) = (mask, sum / count, count);
                }
            }

            if (best is null)
            {
                return regions;
            }

            regions.Add((bestGain, bestCount));
            for (var pixel = 0; pixel < covered.Length; pixel++)
            {
                covered[pixel] |= best[pixel];
            }

            kept.Remove(best);
            remaining = kept;
        }
    }

    private static (double Sum, int Count) New(float[] map, bool[] mask, bool[] covered)
    {
        var (sum, count) = (0.0, 0);
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (mask[pixel] && !covered[pixel])
            {
                sum += map[pixel];
                count++;
            }
        }

        return (sum, count);
    }
}
