using MLExplain.Audit.Spurious;
using MLExplain.Imaging;

namespace MLExplain.Tests.Audit.Spurious;

public class ImagePropertiesTests
{
    /// <summary>A few operations in float64.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void White_IsBrightWithoutContrastOrColor()
    {
        var white = Of(6, 4, (_, _) => (255, 255, 255));

        Assert.Equal((1.5, 24L, 1.0, 0.0, 0.0, 0.0, 0.0), (white.Aspect, white.Size, white.Brightness, white.Contrast, white.Sharpness, white.Entropy, white.Colorfulness));
        Assert.Equal(1 / 3.0, white.Red, Rounding);
        Assert.Equal("PNG", white.Format);
    }

    [Fact]
    public void HalfBlackHalfWhite_HasTheLargestContrastAndOneBit()
    {
        var half = Of(8, 8, (x, _) => x < 4 ? (0, 0, 0) : (255, 255, 255));

        Assert.Equal((0.5, 0.5, 1.0), (half.Brightness, half.Contrast, half.Entropy));
    }

    // Inside, the Laplacian of a checkerboard of black and white is -4 or 4 times white, equally often: its deviation is 4.
    [Fact]
    public void Checkerboard_IsAsSharpAsCanBe() => Assert.Equal(4, Of(6, 6, (x, y) => (x + y) % 2 == 0 ? (0, 0, 0) : (255, 255, 255)).Sharpness, Rounding);

    [Fact]
    public void Ramp_HasNoLaplacianAndEveryGrey()
    {
        var ramp = Of(256, 3, (x, _) => (x, x, x));

        Assert.Equal(0, ramp.Sharpness);
        Assert.Equal(8, ramp.Entropy, Rounding);
    }

    [Fact]
    public void Cast_IsTheShareOfEachChannel()
    {
        var tinted = Of(2, 2, (_, _) => (100, 60, 40));

        Assert.Equal((0.5, 0.3, 0.2), (tinted.Red, tinted.Green, tinted.Blue));
        Assert.Equal(60 / 255.0, tinted.Colorfulness, Rounding);
    }

    [Fact]
    public void Black_HasNoCast()
    {
        var black = Of(1, 1, (_, _) => (0, 0, 0));

        Assert.Equal((1 / 3.0, 0.0, 0.0), (black.Red, black.Colorfulness, black.Brightness));
    }

    [Fact]
    public void Fingerprint_SurvivesScaling_AndTellsOtherPicturesApart()
    {
        var wave = Of(64, 64, Wave);
        var larger = Of(128, 128, (x, y) => Wave(x / 2.0, y / 2.0));
        var other = Of(64, 64, (x, y) => Wave(y, x));

        Assert.InRange(DifferenceHash.Distance(wave.Fingerprint, larger.Fingerprint), 0, 2);
        Assert.InRange(DifferenceHash.Distance(wave.Fingerprint, other.Fingerprint), 10, 64);
    }

    [Fact]
    public void Damaged_IsRefused() => Assert.Throws<ImageDecodeException>(() => ImageProperties.Of([1, 2, 3], "broken.png"));

    private static (int Red, int Green, int Blue) Wave(int x, int y) => Wave((double)x, y);

    private static (int Red, int Green, int Blue) Wave(double x, double y)
    {
        var value = (int)(127 + (60 * Math.Sin(x / 7)) + (50 * Math.Sin((y / 5) + (x / 23))));
        return (value, value, value);
    }

    private static ImageProperties Of(int width, int height, Func<int, int, (int Red, int Green, int Blue)> color)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (red, green, blue) = color(i % width, i / width);
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ((byte)red, (byte)green, (byte)blue);
        }

        return ImageProperties.Of(ImageEncoder.ToPng(new RgbImage(width, height, pixels)), "made.png");
    }
}
