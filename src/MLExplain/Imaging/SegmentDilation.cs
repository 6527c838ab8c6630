namespace MLExplain.Imaging;

/// <summary>Segments grown by a disk, so that neighbours overlap along their border.</summary>
internal static class SegmentDilation
{
    /// <summary>The pixels of every segment together with those within the radius of one of its pixels.</summary>
    /// <param name="map">The partition.</param>
    /// <param name="radius">Pixels at most this far count, by Euclidean distance; 0 leaves the segments as they are.</param>
    /// <returns>Pixel indices y · W + x of every segment, ascending, in the order of the labels.</returns>
    public static int[][] ByDisk(SegmentMap map, int radius)
    {
        var own = Pixels(map);
        var disk = Disk(radius);
        var masks = new int[map.Count][];
        var taken = new int[map.Labels.Length];
        var grown = new List<int>();
        for (var label = 0; label < masks.Length; label++)
        {
            grown.Clear();
            grown.AddRange(own[label]);
            foreach (var pixel in own[label])
            {
                taken[pixel] = label + 1;
            }

            // A foreign pixel's nearest pixel of the segment has a foreign neighbour: moving towards the former leaves the segment.
            foreach (var pixel in own[label])
            {
                if (radius > 0 && HasForeignNeighbour(map, pixel))
                {
                    AddDisk(map, pixel, disk, label + 1, taken, grown);
                }
            }

            grown.Sort();
            masks[label] = [.. grown];
        }

        return masks;
    }

    private static int[][] Pixels(SegmentMap map)
    {
        var pixels = Array.ConvertAll(map.Sizes(), size => new int[size]);
        var filled = new int[map.Count];
        for (var pixel = 0; pixel < map.Labels.Length; pixel++)
        {
            var label = map.Labels[pixel];
            pixels[label][filled[label]++] = pixel;
        }

        return pixels;
    }

    private static (int Y, int X)[] Disk(int radius)
    {
        var side = Enumerable.Range(-radius, (2 * radius) + 1).ToArray();
        return [.. from y in side from x in side where (y * y) + (x * x) <= radius * radius select (y, x)];
    }

    private static bool HasForeignNeighbour(SegmentMap map, int pixel)
    {
        var (label, width, x) = (map.Labels[pixel], map.Width, pixel % map.Width);
        return (x > 0 && map.Labels[pixel - 1] != label)
            || (x < width - 1 && map.Labels[pixel + 1] != label)
            || (pixel >= width && map.Labels[pixel - width] != label)
            || (pixel + width < map.Labels.Length && map.Labels[pixel + width] != label);
    }

    private static void AddDisk(SegmentMap map, int pixel, (int Y, int X)[] disk, int stamp, int[] taken, List<int> grown)
    {
        var (y, x) = (pixel / map.Width, pixel % map.Width);
        foreach (var (dy, dx) in disk)
        {
            if ((uint)(y + dy) < (uint)map.Height && (uint)(x + dx) < (uint)map.Width)
            {
                var place = pixel + (dy * map.Width) + dx;
                if (taken[place] != stamp)
                {
                    taken[place] = stamp;
                    grown.Add(place);
                }
            }
        }
    }
}
