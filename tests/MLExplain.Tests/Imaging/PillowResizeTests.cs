using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

public sealed class PillowResizeTests
{
    [Theory]
    [InlineData(50, 9)]
    [InlineData(5, 30)]
    [InlineData(37, 11)]
    [InlineData(20, 23)]
    [InlineData(1, 1)]
    public void EqualsPillowToTheBit(int width, int height)
    {
        var expected = Npy.Read(Pictures.DataFile("pillow", $"resize_{width}x{height}.npy"));

        var resized = PillowResize.Apply(Pictures.Formula(), width, height);

        Assert.Equal(expected.Values, resized.Pixels.Select(static level => (float)level));
    }

    [Fact]
    public void AWindow_IsThatPartOfTheWhole()
    {
        var whole = PillowResize.Apply(Pictures.Formula(), 29, 41);

        var window = PillowResize.Apply(Pictures.Formula(), 29, 41, 7, 30, 11, 9);

        for (var y = 0; y < 9; y++)
        {
            Assert.Equal(whole.Pixels.AsSpan(3 * (((30 + y) * 29) + 7), 33).ToArray(), window.Pixels.AsSpan(33 * y, 33).ToArray());
        }
    }

    [Theory]
    [InlineData(200, 150, 31, 17)]
    [InlineData(13, 9, 64, 50)]
    [InlineData(64, 5, 20, 40)]
    public void IsWithinOneLevelOfTheExactFilter(int width, int height, int newWidth, int newHeight)
    {
        var image = Pictures.Noise(width, height);

        var resized = PillowResize.Apply(image, newWidth, newHeight);

        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Pixels.Where((_, i) => i % 3 == channel).Select(static level => (float)level).ToArray();
            var exact = PlaneResize.Bilinear(plane, height, width, newHeight, newWidth);

            // Two roundings to 8 bits, each by at most half a level; the fixed-point weights add less than 1e-4.
            for (var i = 0; i < exact.Length; i++)
            {
                Assert.Equal(exact[i], resized.Pixels[(3 * i) + channel], 1.0001f);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(131)]
    [InlineData(255)]
    public void ASolidPicture_Stays(byte level)
    {
        var image = new RgbImage(19, 23, Enumerable.Repeat(level, 3 * 19 * 23).ToArray());

        Assert.All(PillowResize.Apply(image, 7, 40).Pixels, pixel => Assert.Equal(level, pixel));
    }
}
