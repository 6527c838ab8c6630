using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

/// <summary>Images to be cut, and how alike two partitions are.</summary>
internal static class Partitions
{
    /// <summary>Uniform noise in [0, 1), rounded to levels so that equal costs occur.</summary>
    public static Tensor Noise(int channels, int height, int width, int levels, ulong seed)
    {
        var random = new SplitMix64(seed);
        var image = new Tensor(channels, height, width);
        foreach (ref var value in image.Values.AsSpan())
        {
            value = (float)(Math.Floor(random.NextUniform() * levels) / levels);
        }

        return image;
    }

    /// <summary>scikit-image's test image: four flat colours, black, red in the upper left, green in the lower left, blue in the lower right; 20 x 21.</summary>
    public static Tensor FourColours()
    {
        var image = new Tensor(3, 20, 21);
        for (var pixel = 0; pixel < 20 * 21; pixel++)
        {
            var (y, x) = (pixel / 21, pixel % 21);
            if (y >= 10 || x < 10)
            {
                image.Row(y < 10 ? 0 : x < 10 ? 1 : 2)[pixel] = 1;
            }
        }

        return image;
    }

    /// <summary>The quadrant of a pixel of <see cref="FourColours"/>, in raster order.</summary>
    public static int[] FourColourQuadrants() => [.. Enumerable.Range(0, 20 * 21).Select(pixel => (pixel / 21 < 10 ? 0 : 2) + (pixel % 21 < 10 ? 0 : 1))];

    /// <summary>A stored stack [H,W,C] as [C,H,W].</summary>
    public static Tensor ChannelsFirst(Tensor image)
    {
        var (height, width, channels) = (image.Shape[0], image.Shape[1], image.Shape[2]);
        var result = new Tensor(channels, height, width);
        for (var i = 0; i < image.Length; i++)
        {
            result.Values[(i % channels * height * width) + (i / channels)] = image.Values[i];
        }

        return result;
    }

    /// <summary>Adjusted Rand index (L. Hubert, P. Arabie, 1985): 1 for equal partitions, about 0 for unrelated ones.</summary>
    public static double AdjustedRandIndex(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var (both, left, right) = (new Dictionary<(int, int), long>(), new Dictionary<int, long>(), new Dictionary<int, long>());
        for (var i = 0; i < a.Length; i++)
        {
            both[(a[i], b[i])] = both.GetValueOrDefault((a[i], b[i])) + 1;
            left[a[i]] = left.GetValueOrDefault(a[i]) + 1;
            right[b[i]] = right.GetValueOrDefault(b[i]) + 1;
        }

        static double Pairs(IEnumerable<long> counts) => counts.Sum(n => n * (n - 1) / 2.0);
        var (shared, first, second) = (Pairs(both.Values), Pairs(left.Values), Pairs(right.Values));
        var expected = first * second / Pairs([a.Length]);
        return first == expected && second == expected ? 1 : (shared - expected) / (((first + second) / 2) - expected);
    }

    /// <summary>Whether every segment is one piece, its pixels joined through their neighbours.</summary>
    public static bool AreConnected(SegmentMap map, bool diagonals)
    {
        var (pieces, seen, waiting) = (0, new bool[map.Labels.Length], new Stack<int>());
        for (var start = 0; start < seen.Length; start++)
        {
            if (seen[start])
            {
                continue;
            }

            pieces++;
            seen[start] = true;
            waiting.Push(start);
            while (waiting.TryPop(out var pixel))
            {
                foreach (var neighbour in Neighbours(map, pixel, diagonals).Where(n => !seen[n]))
                {
                    if (map.Labels[neighbour] == map.Labels[pixel])
                    {
                        seen[neighbour] = true;
                        waiting.Push(neighbour);
                    }
                }
            }
        }

        return pieces == map.Count;
    }

    private static IEnumerable<int> Neighbours(SegmentMap map, int pixel, bool diagonals) =>
        from dy in Enumerable.Range(-1, 3)
        from dx in Enumerable.Range(-1, 3)
        let y = (pixel / map.Width) + dy
        let x = (pixel % map.Width) + dx
        where (dy, dx) != (0, 0) && (diagonals || dy == 0 || dx == 0) && y >= 0 && y < map.Height && x >= 0 && x < map.Width
        select (y * map.Width) + x;
}
