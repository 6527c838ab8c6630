using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>XRAI's region growing word for word: masks are planes of flags, and every round takes every mean again, in float64.</summary>
internal static class XraiReplica
{
    public static (double[] Map, int[] Ranks) Grow(Tensor map, IEnumerable<bool[]> segments, XraiAlgorithm algorithm, double areaThreshold, int minPixels)
    {
        var covered = new bool[map.Length];
        var trace = new List<(bool[] Added, double Gain)>();
        var masks = algorithm == XraiAlgorithm.Full ? [.. segments] : segments.Where(m => m.Any(p => p)).OrderByDescending(m => Mean(map, m)).ToList();
        while (masks.Count > 0 && (algorithm == XraiAlgorithm.Fast || covered.Count(c => c) <= areaThreshold * map.Length))
        {
            if (algorithm == XraiAlgorithm.Full)
            {
                masks.RemoveAll(mask => Minus(mask, covered).Count(p => p) < minPixels);
            }

            var best = algorithm == XraiAlgorithm.Full ? masks.MaxBy(mask => Mean(map, Minus(mask, covered))) : masks[0];
            if (best is null)
            {
                break;
            }

            masks.Remove(best);
            var added = Minus(best, covered);
            if (added.Count(p => p) >= minPixels)
            {
                trace.Add((added, Mean(map, added)));
                covered = [.. covered.Zip(best, (a, b) => a || b)];
            }
        }

        trace = [.. trace.OrderByDescending(entry => entry.Gain)];
        bool[] rest = [.. covered.Select(c => !c)];
        if (rest.Contains(true))
        {
            trace.Add((rest, Mean(map, rest)));
        }

        return (
            [.. Enumerable.Range(0, map.Length).Select(pixel => trace.Single(entry => entry.Added[pixel]).Gain)],
            [.. Enumerable.Range(0, map.Length).Select(pixel => 1 + trace.FindIndex(entry => entry.Added[pixel]))]);
    }

    private static bool[] Minus(bool[] mask, bool[] covered) => [.. mask.Zip(covered, (m, c) => m && !c)];

    private static double Mean(Tensor map, bool[] mask) => map.Values.Where((_, pixel) => mask[pixel]).Average(value => (double)value);
}
