using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

/// <summary>SLIC and quickshift against what scikit-image 0.19.3 prints for the same picture, and what holds for every picture.</summary>
public sealed class SuperpixelTests
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Fact]
    public void SlicSegments_AreScikitImages_InColour() => Equal(
        [
            "0000000001111222", "0000000001111222", "0000000333111222", "0000033334442222", "0000033344442225", "3333333444466225", "3333344444666255",
            "7777444446666555", "7777746666665555", "8888866666665559", "8888888666555599", "8888aaaaaaa59999", "8aaaaaaaaa999999", "aaaaaaaa99999999",
        ],
        new SlicSegmentation { Segments = 12 }.Segment(Picture()));

    [Fact]
    public void SlicSegments_AreScikitImages_WhereColourDecides() => Equal(
        [
            "0000111222334455", "0000011223334455", "0000111666334455", "0001166667774455", "888116667779455a", "888866777799955a", "bbbb6777999cc5aa",
            "bbbb777999cccaaa", "ddddd999ccccaaae", "dddddcccccccaaee", "fffffffccccceeee", "ffffggggccceeeee", "hhhhhgggccceeiii", "jjjjjgggccciiiii",
        ],
        new SlicSegmentation { Segments = 30, Compactness = 1 }.Segment(Picture()));

    [Fact]
    public void SlicSegments_AreScikitImages_InGrey() => Equal(
        [
            "0000000011111111", "0000000011111111", "0000000222111111", "0000022222221111", "0000022222221111", "0000222222222111", "0000222222222111",
            "3333222222222444", "3333322222224444", "3333322222224444", "3333333222444444", "3333333344444444", "3333333344444444", "3333333344444444",
        ],
        new SlicSegmentation { Segments = 6, Compactness = 0.1 }.Segment(new Tensor([1, 14, 16], Picture().Row(2).ToArray())));

    /// <summary>Three seeds of scikit-image's noise give the same segments, so nothing here hangs on how ties are broken.</summary>
    [Fact]
    public void QuickshiftSegments_AreScikitImages() => Equal(
        [
            "0000001111223456", "0000011111223456", "0000111777223456", "0001187779994556", "1111a777999b456c", "aaaa77999bbde66c", "ffff9999bbdee6cc",
            "gggghhhbddeeiccc", "jjjjjkkdeeeicccl", "mmmmmnneeioocclp", "qqqqqqqiooccllpr", "sssstttuuuulpvrw", "xxxyyyzzzvvvrwAB", "CCCCCDDDEEEwAABB",
        ],
        new QuickshiftSegmentation { KernelSize = 1.5, MaxDistance = 6, Ratio = 0.5 }.Segment(Picture()));

    /// <summary>scikit-image's own test: four flat colours with noise are four segments, whatever climbs inside them.</summary>
    [Fact]
    public void Quickshift_FindsTheFourColours()
    {
        var image = Noisy(Partitions.FourColours(), 0.01);

        var map = new QuickshiftSegmentation { KernelSize = 10, MaxDistance = 30, Ratio = 1 }.Segment(image);

        Assert.Equal(Partitions.FourColourQuadrants(), map.Labels.ToArray());
    }

    [Fact]
    public void Quickshift_NeverCrossesAStrongEdge_HoweverFineItCuts()
    {
        var map = new QuickshiftSegmentation { KernelSize = 1, MaxDistance = 2, Ratio = 1 }.Segment(Noisy(Partitions.FourColours(), 0.01));

        Assert.InRange(map.Count, 11, 420);
        Assert.All(Enumerable.Range(0, 21), x => Assert.NotEqual(map[9, x], map[10, x]));
        Assert.All(Enumerable.Range(0, 20), y => Assert.NotEqual(map[y, 9], map[y, 10]));
    }

    /// <summary>On a constant image densities tie everywhere but near the border; the first pixel in raster order of the highest plateau wins.</summary>
    [Fact]
    public void Quickshift_BreaksTiesTowardsTheFirstPixel()
    {
        var image = new Tensor(1, 40, 40);

        var map = new QuickshiftSegmentation { KernelSize = 2 }.Segment(image);

        Assert.Equal(1, map.Count);
    }

    [Theory]
    [InlineData(64, 64, 16)]
    [InlineData(50, 90, 40)]
    [InlineData(3, 200, 10)]
    [InlineData(5, 5, 100)]
    public void SlicSegments_AreAboutAsManyAsAsked_ConnectedAndNotSmall(int height, int width, int count)
    {
        // Smooth, so that pieces are few; colours do not tear the segments at this compactness.
        var image = new Tensor([1, height, width], [.. Enumerable.Range(0, height * width).Select(i => (float)((i % width) + (i / width)) / (height + width))]);

        var map = new SlicSegmentation { Segments = count, Compactness = 1 }.Segment(image);

        // The grid's step is rounded, so the count is met within a factor; at least half the mean size is asked of every piece.
        Assert.InRange(map.Count, Math.Min(count, height * width) / 2, 2 * count);
        Assert.True(Partitions.AreConnected(map, diagonals: false));
        Assert.InRange(map.Sizes().Min(), (int)(0.5 * height * width / (2 * count)), height * width);
    }

    [Fact]
    public void ConstantImagesAndSinglePixels_AreCutWithoutNaN()
    {
        Assert.InRange(new SlicSegmentation { Segments = 4 }.Segment(new Tensor(3, 20, 20)).Count, 4, 4);
        Assert.Equal(1, new SlicSegmentation().Segment(new Tensor(1, 1, 1)).Count);
        Assert.Equal(1, new QuickshiftSegmentation().Segment(new Tensor(4, 1, 1)).Count);
    }

    /// <summary>White, and the primaries of sRGB under D65 (B. Lindbloom's tables, to their two decimals).</summary>
    [Fact]
    public void LabColours_AreTheKnownOnes()
    {
        var lab = LabColor.Planes(new Tensor([3, 1, 4], [1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1]));
        double[][] expected = [[100, 53.24, 87.73, 32.30], [0, 80.09, -86.18, 79.19], [0, 67.20, 83.18, -107.86]];

        // Matrices of sRGB are printed with four to six digits, which moves a* and b* by a few hundredths.
        Assert.All(expected.Zip(lab), pair => Assert.All(pair.First.Zip(pair.Second), value => Assert.Equal(value.First, value.Second, 0.03)));
    }

    private static Tensor Picture()
    {
        var image = new Tensor(3, 14, 16);
        for (var pixel = 0; pixel < 14 * 16; pixel++)
        {
            var (y, x) = (pixel / 16, pixel % 16);
            image.Row(0)[pixel] = ((x * 11) + (y * 3)) % 256 / 255f;
            image.Row(1)[pixel] = ((x * x) + (2 * y * y)) % 256 / 255f;
            image.Row(2)[pixel] = ((((x - 8) * (x - 8)) + ((y - 6) * (y - 6)) < 20 ? 200 : 40) + (((5 * x) + (7 * y)) % 16)) / 255f;
        }

        return image;
    }

    private static Tensor Noisy(Tensor image, double sigma)
    {
        var random = new SplitMix64(583428449);
        return new Tensor(image.Shape, Array.ConvertAll(image.Values, value => Math.Clamp((float)(value + (sigma * random.NextGaussian())), 0, 1)));
    }

    private static void Equal(string[] expected, SegmentMap map) =>
        Assert.Equal(expected, Enumerable.Range(0, map.Height).Select(y => string.Concat(Enumerable.Range(0, map.Width).Select(x => Digits[map[y, x]]))));
}
