using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class ColorMapTests
{
    public static TheoryData<ColorMap> Sequential => new(ColorMap.Viridis, ColorMap.Inferno);

    // Matplotlib's colours at 0, ¼, ½, ¾ and 1.
    [Theory]
    [InlineData("viridis", new[] { 0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725 })]
    [InlineData("inferno", new[] { 0x000004, 0x57106e, 0xbc3754, 0xf98e09, 0xfcffa4 })]
    public void PolynomialMaps_StayNearTheOriginals(string name, int[] colors)
    {
        var map = name == "viridis" ? ColorMap.Viridis : ColorMap.Inferno;

        for (var i = 0; i < colors.Length; i++)
        {
            // The fits are off by at most 6 of 255 levels at these points.
            var (red, green, blue) = map.At(i / 4.0);
            Assert.InRange(red - (colors[i] >> 16), -6, 6);
            Assert.InRange(green - ((colors[i] >> 8) & 0xFF), -6, 6);
            Assert.InRange(blue - (colors[i] & 0xFF), -6, 6);
        }
    }

    [Theory]
    [MemberData(nameof(Sequential))]
    public void SequentialMaps_BrightenWithTheValue(ColorMap map)
    {
        var luma = Enumerable.Range(0, 33).Select(i => Luma(map.At(i / 32.0))).ToArray();

        Assert.All(luma.Zip(luma.Skip(1)), static pair => Assert.True(pair.Second > pair.First, $"{pair.Second} after {pair.First}"));
    }

    [Fact]
    public void BlueWhiteRed_IsWhiteInTheMiddleAndDarkensTowardsBothEnds()
    {
        var luma = Enumerable.Range(0, 33).Select(static i => Luma(ColorMap.BlueWhiteRed.At(i / 32.0))).ToArray();

        Assert.Equal(((byte)59, (byte)76, (byte)192), ColorMap.BlueWhiteRed.At(0));
        Assert.Equal(((byte)255, (byte)255, (byte)255), ColorMap.BlueWhiteRed.At(0.5));
        Assert.Equal(((byte)180, (byte)4, (byte)38), ColorMap.BlueWhiteRed.At(1));
        Assert.Equal(luma.Take(17).Order(), luma.Take(17));
        Assert.Equal(luma.Skip(16).OrderDescending(), luma.Skip(16));
    }

    [Theory]
    [MemberData(nameof(Sequential))]
    public void OutsideTheRange_TheEndsColorsHold(ColorMap map)
    {
        Assert.Equal(map.At(0), map.At(-3));
        Assert.Equal(map.At(1), map.At(7));
    }

    private static double Luma((byte Red, byte Green, byte Blue) color) => (0.299 * color.Red) + (0.587 * color.Green) + (0.114 * color.Blue);
}
