using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class ExifOrientationTests
{
    private const string Letters = "abcdef";

    // A 3 x 2 picture stored as abc/def, and how it looks upright (TIFF 6.0, tag 274).
    public static TheoryData<int, string> Orientations => new()
    {
        { 1, "abc/def" },
        { 2, "cba/fed" },
        { 3, "fed/cba" },
        { 4, "def/abc" },
        { 5, "ad/be/cf" },
        { 6, "da/eb/fc" },
        { 7, "fc/eb/da" },
        { 8, "cf/be/ad" },
    };

    [Theory]
    [MemberData(nameof(Orientations))]
    public void OfPng_TurnsThePictureUpright(int orientation, string upright)
    {
        var file = Pictures.Png(3, 2, 8, 2, Stored(3, 2, 1), ("eXIf", Pictures.Exif(orientation)));

        Assert.Equal(upright, Read(ImageDecoder.Decode(file, "x"), 1));
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void OfJpeg_TurnsThePictureUpright(int orientation, string upright)
    {
        // Blocks of 16 pixels: each letter fills whole 4:2:0 units, so that colours do not mix.
        var jpeg = ImageEncoder.ToJpeg(new RgbImage(48, 32, Stored(48, 32, 16)), 100);

        var image = ImageDecoder.Decode(Pictures.WithExif(jpeg, orientation), "x");

        Assert.Equal(upright, Read(image, 16));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void OutOfRange_MeansAsStored(int orientation)
    {
        var file = Pictures.Png(3, 2, 8, 2, Stored(3, 2, 1), ("eXIf", Pictures.Exif(orientation)));

        Assert.Equal("abc/def", Read(ImageDecoder.Decode(file, "x"), 1));
    }

    [Fact]
    public void CutOffExifBlock_MeansAsStored()
    {
        // The last 8 bytes of the block are the value's padding and the offset of a next directory.
        for (var length = 0; length < Pictures.Exif(6).Length - 8; length++)
        {
            var file = Pictures.Png(3, 2, 8, 2, Stored(3, 2, 1), ("eXIf", Pictures.Exif(6)[..length]));

            Assert.Equal("abc/def", Read(ImageDecoder.Decode(file, "x"), 1));
        }
    }

    private static byte[] Stored(int width, int height, int block)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x) = (i / 3 / width / block, i / 3 % width / block);
            pixels[i] = (byte)(40 * ((3 * y) + x));
        }

        return pixels;
    }

    private static string Read(RgbImage image, int block) =>
        string.Join('/', Enumerable.Range(0, image.Height / block).Select(y => string.Concat(Enumerable.Range(0, image.Width / block).Select(x =>
            Letters[(int)Math.Round(image.Pixels[3 * ((((y * block) + (block / 2)) * image.Width) + (x * block) + (block / 2))] / 40.0)]))));
}
