using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>An image's pixels in segments, from the most to the least important; the last may be the rest that no region covered.</summary>
public sealed class SegmentRanking
{
    private readonly int[] _ranks;

    /// <summary>Numbers regions in the order given.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="regions">Disjoint sets of pixels that cover the image, best first, with their values.</param>
    internal SegmentRanking(int height, int width, IReadOnlyList<(double Value, int[] Pixels)> regions)
    {
        (Height, Width, _ranks) = (height, width, new int[height * width]);
        Segments = [.. regions.Select((region, index) => new RankedSegment(index + 1, region.Value, region.Pixels.Length))];
        for (var index = 0; index < regions.Count; index++)
        {
            foreach (var pixel in regions[index].Pixels)
            {
                _ranks[pixel] = index + 1;
            }
        }
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The segments, best first. Values fall, but for the last one if it is the rest that no region covered.</summary>
    public IReadOnlyList<RankedSegment> Segments { get; }

    /// <summary>The rank of every pixel's segment, from 1, row-major.</summary>
    public ReadOnlySpan<int> Ranks => _ranks;

    /// <summary>Every pixel's segment's value, <c>[H,W]</c>.</summary>
    public Tensor ToMap()
    {
        var map = new Tensor(Height, Width);
        for (var pixel = 0; pixel < _ranks.Length; pixel++)
        {
            map.Values[pixel] = (float)Segments[_ranks[pixel] - 1].Value;
        }

        return map;
    }

    /// <summary>The most important part of the image: whole segments from the best on, as many as fit, and the best one in any case.</summary>
    /// <param name="fraction">Share of the image's pixels, above 0 to 1, such as 0.1.</param>
    /// <returns>Whether each pixel belongs to it, row-major.</returns>
    public bool[] TopRegion(double fraction)
    {
        MLExplain.Saliency.TopRegion.RequireShare(fraction);
        var (last, covered) = (1, Segments[0].Pixels);
        while (last < Segments.Count && covered + Segments[last].Pixels <= fraction * _ranks.Length)
        {
            covered += Segments[last++].Pixels;
        }

        return Array.ConvertAll(_ranks, rank => rank <= last);
    }
}
