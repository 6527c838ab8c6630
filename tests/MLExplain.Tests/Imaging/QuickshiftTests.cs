using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

/// <summary>Quickshift against its definition written straightforwardly: every pair of pixels, no order of the sums, no early end.</summary>
public sealed class QuickshiftTests
{
    /// <summary>Binary images have ties everywhere, in densities and in distances (4 + 1 = 5 + 0); mirrored ones in every pair.</summary>
    [Theory]
    [InlineData(3, 20, 29, 4, 200, 0.2, 0, false)]
    [InlineData(3, 26, 18, 1.5, 3, 0.7, 0, false)]
    [InlineData(4, 20, 24, 2, 5, 0.5, 0, true)]
    [InlineData(1, 30, 30, 1.5, 200, 1, 2, false)]
    [InlineData(1, 24, 25, 2.2, 200, 1, 2, true)]
    [InlineData(3, 24, 24, 3, 6, 0.02, 2, true)]
    [InlineData(1, 3, 60, 4, 200, 1, 3, true)]
    [InlineData(1, 60, 2, 2, 200, 1, 3, false)]
    [InlineData(2, 17, 17, 2, 200, 1, 1, false)]
    public void Segments_AreTheDefinitions(int channels, int height, int width, double kernelSize, double maxDistance, double ratio, int levels, bool mirrored)
    {
        var image = Noise(channels, height, width, levels, mirrored);
        var planes = Array.ConvertAll(LabColor.Planes(image), plane => Array.ConvertAll(plane, value => value * ratio));
        var expected = SegmentMap.Of(height, width, Roots(planes, width, kernelSize, maxDistance));

        var map = new QuickshiftSegmentation { KernelSize = kernelSize, MaxDistance = maxDistance, Ratio = ratio }.Segment(image);

        Assert.Equal(expected.Labels.ToArray(), map.Labels.ToArray());
    }

    /// <summary>Sums in any order are equal to the bit: otherwise rounding, not the raster order, would break ties.</summary>
    [Fact]
    public void MirroredPixels_AreEquallyDense()
    {
        var planes = LabColor.Planes(Noise(3, 16, 32, levels: 0, mirrored: true));

        var density = QuickshiftDensity.Of(planes, 16, 32, reach: 9, kernelSize: 3);

        Assert.True(density.Distinct().Count() > 200, "A picture of noise has many densities.");
        Assert.All(Enumerable.Range(0, density.Length), pixel => Assert.Equal(density[pixel - (pixel % 32) + 31 - (pixel % 32)], density[pixel]));
    }

    private static int[] Roots(double[][] planes, int width, double kernelSize, double maxDistance)
    {
        var pixels = Enumerable.Range(0, planes[0].Length).ToArray();
        var reach = (int)Math.Ceiling(3 * kernelSize);
        var densities = Array.ConvertAll(pixels, pixel => Window(pixel).Sum(other => Fixed(Math.Exp(-0.5 / (kernelSize * kernelSize) * Squared(pixel, other)))));
        var parents = Array.ConvertAll(pixels, pixel => Window(pixel)
            .Where(other => densities[other] > densities[pixel] || (densities[other] == densities[pixel] && other < pixel))
            .Where(other => Squared(pixel, other) <= maxDistance * maxDistance)
            .DefaultIfEmpty(pixel)
            .MinBy(other => Squared(pixel, other)));
        return Array.ConvertAll(pixels, pixel =>
        {
            while (parents[pixel] != pixel)
            {
                pixel = parents[pixel];
            }

            return pixel;
        });

        IEnumerable<int> Window(int pixel) => pixels.Where(other => Math.Abs((other / width) - (pixel / width)) <= reach && Math.Abs((other % width) - (pixel % width)) <= reach);
        double Squared(int a, int b) => planes.Aggregate(
            Math.Pow((a / width) - (b / width), 2) + Math.Pow((a % width) - (b % width), 2), (sum, plane) => sum + ((plane[a] - plane[b]) * (plane[a] - plane[b])));
    }

    // Whole multiples of 2^-38, whose sums have no rounding.
    private static long Fixed(double term) => (long)Math.Round(Math.ScaleB(term, 38));

    // levels: how many values occur; 0 for any value.
    private static Tensor Noise(int channels, int height, int width, int levels, bool mirrored)
    {
        var random = new SplitMix64(7);
        var image = new Tensor([channels, height, width], [.. Enumerable.Range(0, channels * height * width).Select(_ => (float)random.NextUniform())]);
        for (var i = 0; i < image.Length; i++)
        {
            image.Values[i] = levels == 0 ? image.Values[i] : MathF.Floor(image.Values[i] * levels) / Math.Max(1, levels - 1);
            image.Values[i] = mirrored && i % width >= (width + 1) / 2 ? image.Values[i - (i % width) + width - 1 - (i % width)] : image.Values[i];
        }

        return image;
    }
}
