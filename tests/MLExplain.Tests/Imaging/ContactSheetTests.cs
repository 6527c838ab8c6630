using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class ContactSheetTests
{
    private const int Side = 20;

    private static readonly RgbImage Red = new(2, 2, [.. Enumerable.Repeat((byte[])[255, 0, 0], 4).SelectMany(p => p)]);
    private static readonly RgbImage Blue = new(2, 1, [0, 0, 255, 0, 0, 255]);

    [Fact]
    public void CellsStandInRowsUnderTheirCaptions()
    {
        var sheet = ContactSheet.Draw([new("a", [Red, Blue]), new("b", [Blue]), new("c", [Red])], columns: 2, Side);

        // Two cells of 20 pixels and three gaps of 8; each row is a caption of 22 and two pictures with their gaps.
        Assert.Equal((64, 164), (sheet.Width, sheet.Height));
        Assert.Equal(((byte)255, (byte)0, (byte)0), At(sheet, 8 + 10, 8 + 22 + 10));
        Assert.Equal(((byte)0, (byte)0, (byte)255), At(sheet, 8 + 10, 8 + 22 + 28 + 5));
        Assert.Equal(((byte)0, (byte)0, (byte)255), At(sheet, 36 + 10, 8 + 22 + 5));
        Assert.Equal(((byte)255, (byte)0, (byte)0), At(sheet, 8 + 10, 8 + 78 + 22 + 10));
        Assert.Equal(((byte)255, (byte)255, (byte)255), At(sheet, 36 + 10, 8 + 78 + 22 + 10));
    }

    [Fact]
    public void ACaptionIsDrawn_AndShortenedWithinItsCell()
    {
        var named = ContactSheet.Draw([new("gradient", [Red])], 1, 100);
        var wide = ContactSheet.Draw([new(new string('m', 40), [Red]), new("", [Red])], 2, 40);

        Assert.Contains(true, Enumerable.Range(8, 100).Select(x => Ink(named, x)));
        Assert.DoesNotContain(true, Enumerable.Range(56, 40).Select(x => Ink(wide, x)));
    }

    [Fact]
    public void NoCells_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheet.Draw([], 1, Side));

    private static bool Ink(RgbImage sheet, int x) => Enumerable.Range(0, 29).Any(y => At(sheet, x, y) != (255, 255, 255));

    private static (byte R, byte G, byte B) At(RgbImage image, int x, int y)
    {
        var i = 3 * ((y * image.Width) + x);
        return (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]);
    }
}
