using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Changes regions of images.</summary>
internal static class RegionPainter
{
    private const int Trials = 200;

    /// <summary>The pixels and all within a distance of so many steps to the 8 neighbours.</summary>
    public static bool[] Grow(IReadOnlyList<bool> region, int height, int width, int steps)
    {
        bool[] grown = [.. region];
        for (var step = 0; step < steps; step++)
        {
            var before = grown;
            grown = [.. Enumerable.Range(0, before.Length).Select(i => before[i] || Around(i, height, width).Any(j => before[j]))];
        }

        return grown;
    }

    /// <summary>
    /// Fills a region from its border inwards: in every round, each of its pixels with known 8-neighbours gets their mean. An image that is all
    /// region has nothing to be filled from; it becomes its own mean.
    /// </summary>
    public static float[] Fill(Tensor image, IReadOnlyList<bool> region)
    {
        var (channels, height, width) = (image.Shape[0], image.Shape[1], image.Shape[2]);
        var (filled, size) = (image.Values.ToArray(), height * width);
        bool[] unknown = [.. region];
        List<int> left = [.. Enumerable.Range(0, size).Where(i => unknown[i])];
        while (left.Count > 0)
        {
            var border = left.Select(i => (Pixel: i, Known: Around(i, height, width).Where(j => !unknown[j]).ToArray())).Where(p => p.Known.Length > 0).ToList();
            for (var c = 0; c < channels; c++)
            {
                var plane = c * size;
                float[] values = [.. border.Select(p => (float)p.Known.Average(j => (double)filled[plane + j]))];
                foreach (var ((pixel, _), value) in border.Zip(values))
                {
                    filled[plane + pixel] = value;
                }

                if (border.Count == 0)
                {
                    filled.AsSpan(plane, size).Fill((float)Statistics.Mean(image.Values.AsSpan(plane, size)));
                }
            }

            border.ForEach(p => unknown[p.Pixel] = false);
            left = border.Count == 0 ? [] : [.. left.Where(i => unknown[i])];
        }

        return filled;
    }

    /// <summary>The target with the region's pixels of the source.</summary>
    public static float[] Paste(Tensor target, Tensor source, IReadOnlyList<bool> region)
    {
        var pasted = target.Values.ToArray();
        for (var i = 0; i < pasted.Length; i++)
        {
            pasted[i] = region[i % region.Count] ? source.Values[i] : pasted[i];
        }

        return pasted;
    }

    /// <summary>The same shape, mirrored or not, somewhere else in the image: of 200 random places the first that does not touch the region, else the one that covers the least of it.</summary>
    public static bool[] Elsewhere(bool[] region, int height, int width, ulong seed)
    {
        var random = new SplitMix64(seed);
        (int Y, int X)[] pixels = [.. Enumerable.Range(0, region.Length).Where(i => region[i]).Select(i => (i / width, i % width))];
        var (top, left) = (pixels.Min(p => p.Y), pixels.Min(p => p.X));
        var (bottom, right) = (pixels.Max(p => p.Y), pixels.Max(p => p.X));
        var (best, least) = (region, int.MaxValue);
        for (var trial = 0; trial < Trials && least > 0; trial++)
        {
            var (flipY, flipX) = (random.NextUniform() < 0.5, random.NextUniform() < 0.5);
            var y = (int)(random.NextUniform() * (height - (bottom - top)));
            var x = (int)(random.NextUniform() * (width - (right - left)));
            var moved = new bool[region.Length];
            foreach (var pixel in pixels)
            {
                moved[((y + (flipY ? bottom - pixel.Y : pixel.Y - top)) * width) + x + (flipX ? right - pixel.X : pixel.X - left)] = true;
            }

            var shared = pixels.Count(p => moved[(p.Y * width) + p.X]);
            (best, least) = shared < least ? (moved, shared) : (best, least);
        }

        return best;
    }

    private static IEnumerable<int> Around(int pixel, int height, int width)
    {
        var (y, x) = (pixel / width, pixel % width);
        for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
        {
            for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
            {
                if (v != y || u != x)
                {
                    yield return (v * width) + u;
                }
            }
        }
    }
}
