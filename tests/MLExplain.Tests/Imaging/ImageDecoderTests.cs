using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

public sealed class ImageDecoderTests
{
    public static TheoryData<string, byte[]> LosslessFiles => new()
    {
        { "PNG", ImageEncoder.ToPng(Pictures.Noise(7, 5)) },
        { "interlaced PNG", Pictures.InterlacedPng(Pictures.Noise(7, 5)) },
        { "BMP", Pictures.Bmp(Pictures.Noise(7, 5)) },
        { "WebP", Pictures.WebP(Pictures.Noise(7, 5)) },
    };

    public static TheoryData<string, byte[]> OnePixelFiles => new()
    {
        { "PNG", ImageEncoder.ToPng(Pictures.Noise(1, 1)) },
        { "BMP", Pictures.Bmp(Pictures.Noise(1, 1)) },
        { "WebP", Pictures.WebP(Pictures.Noise(1, 1)) },
        { "JPEG", ImageEncoder.ToJpeg(Pictures.Noise(1, 1), 100) },
    };

    [Theory]
    [MemberData(nameof(LosslessFiles))]
    public void OnLosslessFile_GivesItsPixels(string format, byte[] file)
    {
        var image = ImageDecoder.Decode(file, format);

        Assert.Equal((7, 5), (image.Width, image.Height));
        Assert.Equal(Pictures.Noise(7, 5).Pixels, image.Pixels);
    }

    [Theory]
    [MemberData(nameof(OnePixelFiles))]
    public void OnOnePixel_GivesIt(string format, byte[] file)
    {
        var image = ImageDecoder.Decode(file, format);

        // JPEG's colour conversion and quantisation at quality 100 move a level by at most 2.
        Assert.Equal((1, 1), (image.Width, image.Height));
        Assert.All(image.Pixels.Zip(Pictures.Noise(1, 1).Pixels), pair => Assert.InRange(pair.First - pair.Second, -2, 2));
    }

    [Fact]
    public void OnWrongExtension_GoesByTheContent()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("picture.jpg", ImageEncoder.ToPng(Pictures.Noise(7, 5)));

        Assert.Equal(Pictures.Noise(7, 5).Pixels, ImageDecoder.Decode(path).Pixels);
    }

    [Fact]
    public void On16BitColor_KeepsTheHighByte()
    {
        var file = Pictures.Png(2, 1, 16, 2, [0x12, 0xFF, 0x34, 0x00, 0x56, 0x80, 0xFF, 0xFF, 0x00, 0x00, 0x7F, 0xFF]);

        Assert.Equal([0x12, 0x34, 0x56, 0xFF, 0x00, 0x7F], ImageDecoder.Decode(file, "x").Pixels);
    }

    [Fact]
    public void OnGrayOfAnyDepth_RepeatsTheLevel()
    {
        Assert.Equal([9, 9, 9, 250, 250, 250], ImageDecoder.Decode(Pictures.Png(2, 1, 8, 0, [9, 250]), "x").Pixels);
        Assert.Equal([0x12, 0x12, 0x12], ImageDecoder.Decode(Pictures.Png(1, 1, 16, 0, [0x12, 0xFF]), "x").Pixels);
        Assert.Equal([255, 255, 255, 0, 0, 0], ImageDecoder.Decode(Pictures.Png(2, 1, 1, 0, [0b10000000]), "x").Pixels);
    }

    [Fact]
    public void OnPalette_LooksTheColorUp()
    {
        var file = Pictures.Png(2, 1, 8, 3, [1, 0], ("PLTE", [1, 2, 3, 200, 100, 50]));

        Assert.Equal([200, 100, 50, 1, 2, 3], ImageDecoder.Decode(file, "x").Pixels);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(128)]
    [InlineData(0)]
    public void OnAlpha_KeepsTheStoredColor(byte alpha)
    {
        Assert.Equal([200, 100, 50], ImageDecoder.Decode(Pictures.Png(1, 1, 8, 6, [200, 100, 50, alpha]), "x").Pixels);
        Assert.Equal([77, 77, 77], ImageDecoder.Decode(Pictures.Png(1, 1, 8, 4, [77, alpha]), "x").Pixels);
        Assert.Equal([200, 100, 50], ImageDecoder.Decode(Pictures.Png(1, 1, 8, 3, [0], ("PLTE", [200, 100, 50]), ("tRNS", [alpha])), "x").Pixels);
    }

    [Fact]
    public void OnGamma_AppliesNoColorProfile() =>
        Assert.Equal([200, 100, 50], ImageDecoder.Decode(Pictures.Png(1, 1, 8, 2, [200, 100, 50], ("gAMA", [0, 1, 0x86, 0xA0])), "x").Pixels);

    [Fact]
    public void OnCmykJpeg_MultipliesInkAndBlack()
    {
        var image = ImageDecoder.Decode(Pictures.DataFile("pillow", "cmyk.jpg"));

        // (255 − ink)(255 − black) / 255 of inks (200, 50, 0, 64) and (0, 128, 255, 0); quality 100 moves a level by at most 1.
        int[] expected = [41, 154, 191, 255, 127, 0];
        var actual = image.Pixels.AsSpan(0, 3).ToArray().Concat(image.Pixels.AsSpan(45, 3).ToArray());
        Assert.Equal((16, 8), (image.Width, image.Height));
        Assert.All(actual.Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Theory]
    [InlineData("chroma420.jpg", "chroma420.npy")]
    [InlineData("palette.gif", "palette.npy")]
    public void DecodesAsPillowToTheBit(string file, string pixels)
    {
        var expected = Npy.Read(Pictures.DataFile("pillow", pixels));

        var image = ImageDecoder.Decode(Pictures.DataFile("pillow", file));

        Assert.Equal(expected.Values, image.Pixels.Select(static level => (float)level));
    }
}
