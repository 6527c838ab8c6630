using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>XRAI's region growing: which regions, in which order, cover the map from its highest mean down.</summary>
/// <remarks>
/// The sums of all regions are kept as pixels are covered, rather than taken again in every round. They are sums of integers (the map
/// scaled by a power of two), so they do not depend on the order of subtraction: regions with the same pixels left have the same gain to
/// the bit, and the first of them wins. The values that are reported are means of the map itself, in float64.
/// </remarks>
internal sealed class XraiGrowing
{
    private readonly int _height;
    private readonly int _width;
    private readonly float[] _map;
    private readonly IReadOnlyList<int[]> _masks;
    private readonly int _minPixels;
    private readonly bool[] _covered;
    private readonly long[] _scaled;
    private readonly long[] _sums;
    private readonly int[] _counts;
    private readonly List<(double Value, int[] Pixels)> _regions = [];

    /// <summary>Prepares to grow.</summary>
    /// <param name="map">The base attribution, one finite value per pixel.</param>
    /// <param name="masks">Pixel indices of every candidate, ascending; candidates may overlap and leave pixels out.</param>
    /// <param name="minPixels">A candidate that would add fewer pixels is dropped.</param>
    public XraiGrowing(Tensor map, IReadOnlyList<int[]> masks, int minPixels)
    {
        (_height, _width, _map, _masks, _minPixels) = (map.Shape[0], map.Shape[1], map.Values, masks, minPixels);
        _covered = new bool[_map.Length];
        _scaled = Scale(_map);
        _sums = new long[masks.Count];
        _counts = new int[masks.Count];
        for (var mask = 0; mask < masks.Count; mask++)
        {
            foreach (var pixel in masks[mask])
            {
                _sums[mask] += _scaled[pixel];
            }

            _counts[mask] = masks[mask].Length;
        }
    }

    /// <summary>Grows until the covered share of the pixels exceeds a threshold, or no candidate is left.</summary>
    public SegmentRanking Full(double areaThreshold)
    {
        var owners = new PixelOwners(_masks, _map.Length);
        var remaining = Enumerable.Range(0, _masks.Count).ToArray();
        var covered = 0;
        while (covered <= areaThreshold * _map.Length && Best(ref remaining) is { } best)
        {
            var added = Cover(_masks[best]);
            covered += added.Length;
            foreach (var pixel in added)
            {
                foreach (var mask in owners.Of(pixel))
                {
                    _sums[mask] -= _scaled[pixel];
                    _counts[mask]--;
                }
            }
        }

        return Rank();
    }

    /// <summary>Covers with the candidates in the order of their means over all their pixels.</summary>
    public SegmentRanking Fast()
    {
        foreach (var mask in Enumerable.Range(0, _masks.Count).Where(mask => _counts[mask] > 0).OrderByDescending(Gain))
        {
            if (_masks[mask].Count(pixel => !_covered[pixel]) >= _minPixels)
            {
                Cover(_masks[mask]);
            }
        }

        return Rank();
    }

    private double Gain(int mask) => (double)_sums[mask] / _counts[mask];

    // Drops the candidates that have become too small, and finds the best of the others; the first wins ties.
    private int? Best(ref int[] remaining)
    {
        int? best = null;
        var (kept, highest) = (0, double.NegativeInfinity);
        foreach (var mask in remaining)
        {
            if (_counts[mask] < Math.Max(1, _minPixels))
            {
                continue;
            }

            remaining[kept++] = mask;
            var gain = Gain(mask);
            if (gain > highest)
            {
                (best, highest) = (mask, gain);
            }
        }

        Array.Resize(ref remaining, kept);
        return best;
    }

    private int[] Cover(int[] mask)
    {
        var added = Array.FindAll(mask, pixel => !_covered[pixel]);
        foreach (var pixel in added)
        {
            _covered[pixel] = true;
        }

        _regions.Add((Mean(added), added));
        return added;
    }

    private SegmentRanking Rank()
    {
        var ranked = _regions.OrderByDescending(region => region.Value).ToList();
        int[] rest = [.. Enumerable.Range(0, _map.Length).Where(pixel => !_covered[pixel])];
        if (rest.Length > 0)
        {
            ranked.Add((Mean(rest), rest));
        }

        return new SegmentRanking(_height, _width, ranked);
    }

    private double Mean(int[] pixels)
    {
        var sum = 0.0;
        foreach (var pixel in pixels)
        {
            sum += _map[pixel];
        }

        return sum / pixels.Length;
    }

    // The largest power of two that keeps any sum over the image within the 53 bits a float64 holds exactly.
    private static long[] Scale(float[] map)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(map));
        var exponent = largest == 0 ? 0 : 51 - Math.ILogB(largest) - Math.ILogB(map.Length);
        return Array.ConvertAll(map, value => (long)Math.Round(Math.ScaleB(value, exponent)));
    }
}
