using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Spurious;

public class RegionPainterTests
{
    [Fact]
    public void Hole_GetsTheMeanOfItsEightNeighbours()
    {
        var image = new Tensor([1, 3, 3], [1, 2, 3, 4, 100, 6, 7, 8, 9]);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], RegionPainter.Fill(image, [false, false, false, false, true, false, false, false, false]));
    }

    [Fact]
    public void Border_IsFilledBeforeTheInside()
    {
        // One row: 0 and 6 are known; 4 is their neighbours' level on either side after one round, the middle the mean of both after two.
        var image = new Tensor([1, 1, 5], [0, 9, 9, 9, 6]);

        Assert.Equal([0, 0, 3, 6, 6], RegionPainter.Fill(image, [false, true, true, true, false]));
    }

    [Fact]
    public void FlatImages_StayFlatWhateverTheRegion()
    {
        var image = new Tensor([2, 4, 4], [.. Enumerable.Repeat(0.25f, 16), .. Enumerable.Repeat(-3f, 16)]);

        Assert.Equal(image.Values, RegionPainter.Fill(image, [.. Enumerable.Range(0, 16).Select(i => i % 3 != 0)]));
        Assert.Equal(image.Values, RegionPainter.Fill(image, [.. Enumerable.Repeat(true, 16)]));
    }

    [Fact]
    public void AllRegion_BecomesTheMean() => Assert.Equal([2, 2, 2], RegionPainter.Fill(new Tensor([1, 1, 3], [1, 2, 3]), [true, true, true]));

    [Fact]
    public void Grow_AddsTheEightNeighbours()
    {
        bool[] corner = [true, false, false, false, false, false, false, false, false];

        Assert.Equal([true, true, false, true, true, false, false, false, false], RegionPainter.Grow(corner, 3, 3, 1));
        Assert.All(RegionPainter.Grow(corner, 3, 3, 2), Assert.True);
        Assert.Equal(corner, RegionPainter.Grow(corner, 3, 3, 0));
    }

    [Fact]
    public void Paste_TakesEveryChannelOfTheRegionAndNothingElse()
    {
        var (target, source) = (new Tensor([2, 1, 2], [1, 2, 3, 4]), new Tensor([2, 1, 2], [5, 6, 7, 8]));

        Assert.Equal([1, 6, 3, 8], RegionPainter.Paste(target, source, [false, true]));
    }

    [Fact]
    public void Elsewhere_HasTheSameSizeAndNoPixelOfTheRegionWhereThereIsRoom()
    {
        bool[] region = [.. Enumerable.Range(0, 100).Select(i => i % 10 < 3 && i / 10 < 2)];

        for (ulong seed = 0; seed < 50; seed++)
        {
            var moved = RegionPainter.Elsewhere(region, 10, 10, seed);
            Assert.Equal(6, moved.Count(p => p));
            Assert.DoesNotContain(Enumerable.Range(0, 100), i => moved[i] && region[i]);
        }
    }

    [Fact]
    public void Elsewhere_OfAFullRegionIsItself() => Assert.All(RegionPainter.Elsewhere([true, true, true, true], 2, 2, 1), Assert.True);
}
