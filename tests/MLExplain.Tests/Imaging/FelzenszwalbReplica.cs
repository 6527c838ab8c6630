using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

/// <summary>Felzenszwalb and Huttenlocher's algorithm word for word: segments are sets of pixels, every merge copies one, nothing is shared or skipped.</summary>
internal static class FelzenszwalbReplica
{
    public static SegmentMap Cut(Tensor image, double scale, double sigma, int minSize)
    {
        var (height, width) = (image.Shape[1], image.Shape[2]);
        var colour = Colours(image, sigma);
        var edges = Edges(height, width)
            .Select(edge => (edge.A, edge.B, Cost: Math.Sqrt(colour[edge.A].Zip(colour[edge.B], (a, b) => (b - a) * (b - a)).Sum())))
            .OrderBy(edge => edge.Cost).ToArray();
        var segment = Enumerable.Range(0, height * width).Select(pixel => new Segment { Pixels = [pixel] }).ToArray();

        foreach (var (a, b, cost) in edges)
        {
            if (segment[a] != segment[b] && cost < Math.Min(segment[a].Limit(scale / 255), segment[b].Limit(scale / 255)))
            {
                Merge(segment, a, b, cost);
            }
        }

        foreach (var (a, b, cost) in edges)
        {
            if (segment[a] != segment[b] && Math.Min(segment[a].Pixels.Count, segment[b].Pixels.Count) < minSize)
            {
                Merge(segment, a, b, cost);
            }
        }

        return SegmentMap.Of(height, width, [.. segment.Select(s => s.Pixels.Min())]);
    }

    private static void Merge(Segment[] segment, int a, int b, double cost)
    {
        var merged = new Segment { Pixels = [.. segment[a].Pixels, .. segment[b].Pixels], Inner = cost };
        foreach (var pixel in merged.Pixels)
        {
            segment[pixel] = merged;
        }
    }

    private static double[][] Colours(Tensor image, double sigma)
    {
        var (height, width) = (image.Shape[1], image.Shape[2]);
        var planes = Enumerable.Range(0, image.Shape[0]).Select(channel =>
        {
            var plane = new double[height * width];
            GaussianBlur.Apply(Array.ConvertAll(image.Row(channel).ToArray(), v => (double)v), height, width, sigma, BlurBorder.Reflect, plane);
            return plane;
        }).ToArray();
        return [.. Enumerable.Range(0, height * width).Select(pixel => planes.Select(plane => plane[pixel]).ToArray())];
    }

    private static IEnumerable<(int A, int B)> Edges(int height, int width) =>
        from step in new[] { (Y: 0, X: 1), (Y: 1, X: 0), (Y: 1, X: 1), (Y: -1, X: 1) }
        from y in Enumerable.Range(0, height)
        from x in Enumerable.Range(0, width)
        where y + step.Y >= 0 && y + step.Y < height && x + step.X < width
        select ((y * width) + x, ((y + step.Y) * width) + x + step.X);

    private sealed class Segment
    {
        public required List<int> Pixels { get; init; }

        public double Inner { get; init; }

        public float Limit(double k) => (float)(Inner + (k / Pixels.Count));
    }
}
