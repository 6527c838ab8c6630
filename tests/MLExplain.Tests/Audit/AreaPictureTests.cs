using MLExplain.Audit;
using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit;

/// <summary>The most salient area keeps its colour and the rest loses it.</summary>
public sealed class AreaPictureTests
{
    private const int Side = 20;

    /// <summary>A saturated blue: what is grey afterwards was faded. JPEG moves colours by a few levels, grey and blue are 200 apart.</summary>
    private static readonly RgbImage Blue = new(Side, Side, [.. Enumerable.Range(0, Side * Side * 3).Select(i => (byte)(i % 3 == 2 ? 250 : 0))]);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void TheHighestValuesStay(double share)
    {
        var map = new Tensor([Side, Side], [.. Enumerable.Range(0, Side * Side).Select(i => (float)(-i / Side))]);

        var rows = Enumerable.Range(0, Side).Where(y => Colored(share, map, y)).ToList();

        Assert.Equal(Enumerable.Range(0, (int)Math.Round(share * Side)), rows);
    }

    /// <summary>Regions are never cut: all pixels of one value stay or go together.</summary>
    [Fact]
    public void ARegionStaysWhole()
    {
        var map = new Tensor([Side, Side], [.. Enumerable.Range(0, Side * Side).Select(i => i / Side < Side / 2 ? 1f : 0f)]);

        Assert.Equal(Enumerable.Range(0, Side / 2), Enumerable.Range(0, Side).Where(y => Colored(0.05, map, y)));
    }

    /// <summary>Colour is stored at half the resolution, so that a row is judged by where most of its blue is.</summary>
    private static bool Colored(double share, Tensor map, int row)
    {
        var shown = ImageDecoder.Decode(AuditPictures.OfArea(Blue, map, share), "area");
        var pixel = shown.Pixels.AsSpan(3 * ((row * Side) + (Side / 2)), 3);
        return (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]) < 110;
    }
}
