using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class HeatmapTests
{
    private static readonly HeatmapOptions Full = new() { Percentile = 100 };

    [Theory]
    [InlineData(HeatmapSign.Positive, new[] { 0f, 0f, 0.5f, 1f })]
    [InlineData(HeatmapSign.Magnitude, new[] { 1f, 0f, 0.25f, 0.5f })]
    [InlineData(HeatmapSign.Both, new[] { -1f, 0f, 0.25f, 0.5f })]
    public void Normalize_DividesByTheLargestMagnitudeShown(HeatmapSign sign, float[] expected) =>
        Assert.Equal(expected, Heatmap.Normalize([-8, 0, 2, 4], 2, 2, Full with { Sign = sign }));

    [Fact]
    public void AnOutlier_DoesNotTakeTheColorFromTheRest()
    {
        var map = Enumerable.Repeat(2f, 1000).ToArray();
        map[17] = 1e6f;

        Assert.All(Heatmap.Normalize(map, 20, 50, new HeatmapOptions()), static value => Assert.Equal(1f, value));
    }

    [Fact]
    public void AMapWithFewNonZeroValues_IsDividedByTheLargest()
    {
        var map = new float[1000];
        (map[3], map[17]) = (1f, 4f);

        var values = Heatmap.Normalize(map, 20, 50, new HeatmapOptions());

        Assert.Equal((0.25f, 1f, 1.25f), (values[3], values[17], values.Sum()));
    }

    [Theory]
    [InlineData(0f, 0.5)]
    [InlineData(3f, 1)]
    [InlineData(-3f, 0)]
    public void AConstantMap_TakesItsSignsColor(float level, double position)
    {
        var (red, green, blue) = ColorMap.BlueWhiteRed.At(position);

        var image = Heatmap.Render([level, level], 1, 2, new HeatmapOptions { Sign = HeatmapSign.Both });

        Assert.Equal([red, green, blue, red, green, blue], image.Pixels);
    }

    [Fact]
    public void TheScaleOfTheMap_DoesNotMatter()
    {
        float[] map = [0.1f, -0.7f, 0.4f, 0.25f, -0.05f, 0.9f];

        // A power of two scales without rounding, down to values near the least normal float32.
        var image = Heatmap.Render(map, 2, 3);

        Assert.Equal(image.Pixels, Heatmap.Render(Array.ConvertAll(map, static value => value * MathF.Pow(2, -100)), 2, 3).Pixels);
        Assert.Equal(image.Pixels, Heatmap.Render(Array.ConvertAll(map, static value => value * MathF.Pow(2, 100)), 2, 3).Pixels);
    }

    [Fact]
    public void Overlay_OfOpacity0IsThePictureAndOf1TheMap()
    {
        var picture = Pictures.Noise(3, 2);
        float[] map = [0, 1, 2, 3, 4, 5];

        Assert.Equal(picture.Pixels, Heatmap.Overlay(picture, map, 2, 3, Full with { Opacity = 0 }).Pixels);
        Assert.Equal(Heatmap.Render(map, 2, 3, Full).Pixels, Heatmap.Overlay(picture, map, 2, 3, Full with { Opacity = 1 }).Pixels);
    }

    [Fact]
    public void Overlay_MixesLinearlyAndLeavesThePictureAlone()
    {
        var picture = new RgbImage(1, 1, [10, 20, 30]);

        var overlay = Heatmap.Overlay(picture, [1], 1, 1, Full with { Opacity = 0.25, Sign = HeatmapSign.Both });

        // ¾ (10, 20, 30) + ¼ (180, 4, 38) = (52.5, 16, 32), halves upwards.
        Assert.Equal([53, 16, 32], overlay.Pixels);
        Assert.Equal([10, 20, 30], picture.Pixels);
    }

    [Fact]
    public void AFadingOverlay_LeavesThePictureWhereTheMapIs0()
    {
        var picture = new RgbImage(2, 1, [10, 20, 30, 10, 20, 30]);

        var overlay = Heatmap.Overlay(picture, [0, 1], 1, 2, Full with { Opacity = 0.25, Sign = HeatmapSign.Both, Fade = true });

        Assert.Equal([10, 20, 30, 53, 16, 32], overlay.Pixels);
    }

    [Fact]
    public void Overlay_BringsTheMapToThePicturesSize()
    {
        var options = Full with { Opacity = 1, Smooth = false };

        var blocks = Heatmap.Overlay(Pictures.Noise(6, 4), [0, 1, 2, 3], 2, 2, options);
        var smooth = Heatmap.Overlay(Pictures.Noise(6, 4), [0, 1, 2, 3], 2, 2, options with { Smooth = true });

        Assert.Equal((6, 4), (blocks.Width, blocks.Height));
        Assert.Equal(4, Colors(blocks));
        Assert.True(Colors(smooth) > 4, "interpolation makes colours between those of the blocks");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AValueThatIsNotFinite_IsRefusedWithItsPlace(float value)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Heatmap.Render([0, 0, 0, 0, value, 0], 2, 3));

        Assert.StartsWith($"The value in row 1, column 1 of a 2x3 heat map is {value}; every value must be finite.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(100.1, 0.5)]
    [InlineData(99, -0.1)]
    [InlineData(99, 1.1)]
    [InlineData(double.NaN, 0.5)]
    public void OptionsOutOfRange_AreRefused(double percentile, double opacity)
    {
        var options = new HeatmapOptions { Percentile = percentile, Opacity = opacity };

        var refusal = Assert.Throws<ArgumentException>(() => Heatmap.Render([1], 1, 1, options));

        Assert.StartsWith($"A heat map cannot be drawn with Percentile {percentile}, Opacity {opacity} and Sign Positive; expected are", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused() =>
        Assert.StartsWith(
            "A heat map of 2x3 needs that many values, at least one; 5 were given.",
            Assert.Throws<ArgumentException>(() => Heatmap.Render(new float[5], 2, 3)).Message,
            StringComparison.Ordinal);

    private static int Colors(RgbImage image) => image.Pixels.Chunk(3).Select(static pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count();
}
