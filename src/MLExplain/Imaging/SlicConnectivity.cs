namespace MLExplain.Imaging;

/// <summary>SLIC's last step: connected pieces become segments, pieces that are too small join a neighbour.</summary>
internal static class SlicConnectivity
{
    private const int None = -1;

    /// <summary>Numbers of segments, in raster order of their first pixels.</summary>
    /// <param name="labels">The cluster of every pixel.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="minSize">A smaller piece joins the segment met last beside it; one that meets none joins the piece that comes next.</param>
    /// <param name="maxSize">A larger piece is cut; at least 1.</param>
    public static int[] Enforce(int[] labels, int height, int width, int minSize, int maxSize)
    {
        var segments = new int[labels.Length];
        Array.Fill(segments, None);
        var next = 0;
        for (var start = 0; start < labels.Length; start++)
        {
            if (segments[start] != None)
            {
                continue;
            }

            var (piece, neighbour) = Flood(start, next, labels, segments, height, width, maxSize);
            if (piece.Count >= minSize)
            {
                next++;
                continue;
            }

            foreach (var pixel in piece)
            {
                segments[pixel] = neighbour;
            }
        }

        return segments;
    }

    // Breadth first: right, left, below, above. Once the piece is full its last pixel's other neighbours are left alone.
    private static (List<int> Piece, int Neighbour) Flood(int start, int number, int[] labels, int[] segments, int height, int width, int maxSize)
    {
        var piece = new List<int> { start };
        var neighbour = number;
        segments[start] = number;
        for (var visited = 0; visited < piece.Count && piece.Count < maxSize; visited++)
        {
            var (y, x) = (piece[visited] / width, piece[visited] % width);
            foreach (var (dy, dx) in new[] { (0, 1), (0, -1), (1, 0), (-1, 0) })
            {
                if ((uint)(y + dy) >= (uint)height || (uint)(x + dx) >= (uint)width)
                {
                    continue;
                }

                var pixel = ((y + dy) * width) + x + dx;
                if (labels[pixel] == labels[start] && segments[pixel] == None)
                {
                    segments[pixel] = number;
                    piece.Add(pixel);
                    if (piece.Count >= maxSize)
                    {
                        break;
                    }
                }
                else if (segments[pixel] != None && segments[pixel] != number)
                {
                    neighbour = segments[pixel];
                }
            }
        }

        return (piece, neighbour);
    }
}
