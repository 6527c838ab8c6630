using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class SegmentMapTests
{
    [Fact]
    public void AnyNumbers_BecomeLabelsInRasterOrderOfTheFirstPixel()
    {
        var map = SegmentMap.Of(2, 3, [7, 7, -4, 100, 7, -4]);

        Assert.Equal([0, 0, 1, 2, 0, 1], map.Labels.ToArray());
        Assert.Equal((2, 3, 3, 2), (map.Height, map.Width, map.Count, map[1, 0]));
        Assert.Equal([3, 2, 1], map.Sizes());
    }

    [Fact]
    public void Boundaries_AreThePixelsLeftOfAndAboveAnotherSegment()
    {
        var map = SegmentMap.Of(3, 3, [0, 0, 1, 0, 0, 1, 2, 2, 2]);

        Assert.Equal([false, true, false, true, true, true, false, false, false], map.Boundaries());
    }

    [Fact]
    public void Outlines_AreDrawnOverACopy()
    {
        var picture = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);

        Assert.Equal([255, 255, 0, 4, 5, 6], SegmentMap.Of(1, 2, [0, 1]).Outline(picture).Pixels);
        Assert.Equal([1, 2, 3, 4, 5, 6], picture.Pixels);
    }

    [Fact]
    public void APictureOfAnotherSize_IsRefused() => Says(
        "Outlines of a 1x2 segment map cannot be drawn on a picture of 1x1; the sizes must be equal.",
        () => SegmentMap.Of(1, 2, [0, 1]).Outline(new RgbImage(1, 1, [0, 0, 0])));

    [Theory]
    [InlineData(2, 2, "A segment map of 2x2 needs that many labels, at least one; 3 were given.")]
    [InlineData(0, 3, "A segment map of 0x3 needs that many labels, at least one; 3 were given.")]
    public void LabelsThatDoNotFit_AreRefused(int height, int width, string sentence) => Says(sentence, () => SegmentMap.Of(height, width, [1, 2, 3]));

    private static void Says(string sentence, Action action) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
