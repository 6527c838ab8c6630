using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class ImageEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 5)]
    [InlineData(200, 150)]
    public void Png_DecodesToTheSamePixels(int width, int height)
    {
        var image = Pictures.Noise(width, height);

        var decoded = ImageDecoder.Decode(ImageEncoder.ToPng(image), "x");

        Assert.Equal((width, height), (decoded.Width, decoded.Height));
        Assert.Equal(image.Pixels, decoded.Pixels);
    }

    [Fact]
    public void TheSamePicture_GivesTheSameBytes()
    {
        Assert.Equal(ImageEncoder.ToPng(Pictures.Noise(33, 21)), ImageEncoder.ToPng(Pictures.Noise(33, 21)));
        Assert.Equal(ImageEncoder.ToJpeg(Pictures.Noise(33, 21)), ImageEncoder.ToJpeg(Pictures.Noise(33, 21)));
    }

    [Fact]
    public void Png_HoldsNothingButThePicture()
    {
        var text = System.Text.Encoding.Latin1.GetString(ImageEncoder.ToPng(new RgbImage(1, 1, [1, 2, 3])));

        Assert.DoesNotContain("tEXt", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tIME", text, StringComparison.Ordinal);
        Assert.DoesNotContain("iCCP", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Jpeg_OfASolidPicture_KeepsItsColor()
    {
        var pixels = Enumerable.Repeat(new byte[] { 200, 100, 50 }, 20 * 10).SelectMany(static pixel => pixel).ToArray();

        var decoded = ImageDecoder.Decode(ImageEncoder.ToJpeg(new RgbImage(20, 10, pixels)), "x");

        // Rounding to YCbCr and back costs at most 2 levels, quantisation of the block's mean at quality 90 at most 1 in each of its channels.
        Assert.All(decoded.Pixels.Zip(pixels), static pair => Assert.InRange(pair.First - pair.Second, -3, 3));
    }

    [Theory]
    [InlineData(100, 50, 64, 64, 32)]
    [InlineData(50, 100, 64, 32, 64)]
    [InlineData(1000, 2, 64, 64, 1)]
    [InlineData(40, 30, 64, 40, 30)]
    public void Thumbnail_KeepsTheProportions(int width, int height, int longSide, int expectedWidth, int expectedHeight)
    {
        var thumbnail = ImageEncoder.Thumbnail(Pictures.Noise(width, height), longSide);

        Assert.Equal((expectedWidth, expectedHeight), (thumbnail.Width, thumbnail.Height));
    }
}
