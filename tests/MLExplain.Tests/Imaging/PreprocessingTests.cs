using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

public sealed class PreprocessingTests
{
    private static readonly Preprocessing Plain = new() { Width = 2, Height = 1, Resize = ResizeMode.None, Scale = 1 };

    [Theory]
    [InlineData(ChannelOrder.Rgb, new[] { 1f, 4f, 2f, 5f, 3f, 6f })]
    [InlineData(ChannelOrder.Bgr, new[] { 3f, 6f, 2f, 5f, 1f, 4f })]
    public void Apply_OrdersChannelsAsPlanes(ChannelOrder order, float[] expected)
    {
        var tensor = (Plain with { Channels = order }).Apply(new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]));

        Assert.Equal([3, 1, 2], tensor.Shape.ToArray());
        Assert.Equal(expected, tensor.Values);
    }

    [Fact]
    public void Apply_ScalesThenSubtractsTheMeanThenDivides()
    {
        var preprocessing = Plain with { Channels = ChannelOrder.Bgr, Scale = 0.5f, Mean = [1, 2, 3], Std = [2, 4, 8] };

        var tensor = preprocessing.Apply(new RgbImage(2, 1, [0, 10, 20, 0, 0, 0]));

        Assert.Equal([4.5f, -0.5f, 0.75f, -0.5f, -0.375f, -0.375f], tensor.Values);
    }

    [Fact]
    public void Normalize_TakesWhatFitGave()
    {
        var preprocessing = new Preprocessing { Width = 2, Height = 1, Resize = ResizeMode.ShortSideThenCrop, ShortSide = 4 };
        var picture = new RgbImage(3, 2, [.. Enumerable.Range(0, 18).Select(i => (byte)(i * 13))]);

        Assert.Equal(preprocessing.Apply(picture).Values, preprocessing.Normalize(preprocessing.Fit(picture)).Values);
        Assert.Throws<ArgumentException>(() => preprocessing.Normalize(picture));
    }

    [Fact]
    public void OneMeanAndStd_StandForAllChannels()
    {
        var tensor = (Plain with { Mean = [10], Std = [4] }).Apply(new RgbImage(2, 1, [10, 14, 18, 10, 10, 10]));

        Assert.Equal([0f, 0f, 1f, 0f, 2f, 0f], tensor.Values);
    }

    [Fact]
    public void ToPixel_UndoesToNetwork()
    {
        var preprocessing = Plain with { Scale = 1f / 255f, Mean = [0.485f, 0.456f, 0.406f], Std = [0.229f, 0.224f, 0.225f] };

        for (var channel = 0; channel < 3; channel++)
        {
            for (var pixel = 0; pixel < 256; pixel++)
            {
                // Six float32 roundings of values up to 3 in network units, which a pixel stretches by 255 · 0.23.
                Assert.Equal(pixel, preprocessing.ToPixel(channel, preprocessing.ToNetwork(channel, pixel)), 1e-4f);
            }
        }
    }

    [Fact]
    public void Gray_EqualsPillowsModeL()
    {
        var expected = Npy.Read(Pictures.DataFile("pillow", "luma.npy"));
        var preprocessing = new Preprocessing { Width = 37, Height = 23, Channels = ChannelOrder.Gray, Scale = 1 };

        var tensor = preprocessing.Apply(Pictures.Formula());

        Assert.Equal([1, 23, 37], tensor.Shape.ToArray());
        Assert.Equal(expected.Values, tensor.Values);
    }

    // 451 x 300 to a short side of 256: the long side is 384.85.
    [Theory]
    [InlineData(LongSideRounding.Nearest, 451, 300, 385, 256, 80, 16)]
    [InlineData(LongSideRounding.Down, 451, 300, 384, 256, 80, 16)]
    [InlineData(LongSideRounding.Nearest, 300, 451, 256, 385, 16, 80)]
    [InlineData(LongSideRounding.Down, 300, 300, 256, 256, 16, 16)]
    public void ShortSideThenCrop_TakesTheCentreOfTheScaledPicture(LongSideRounding rounding, int width, int height, int scaledWidth, int scaledHeight, int left, int top)
    {
        var image = Pictures.Noise(width, height);
        var preprocessing = new Preprocessing { Width = 224, Height = 224, Resize = ResizeMode.ShortSideThenCrop, ShortSide = 256, LongSide = rounding };

        Assert.Equal(PillowResize.Apply(image, scaledWidth, scaledHeight, left, top, 224, 224).Pixels, preprocessing.Fit(image).Pixels);
    }

    [Fact]
    public void ShortSideThenCrop_WithoutAShortSide_CropsNothingFromASquare()
    {
        var image = Pictures.Noise(50, 50);
        var preprocessing = new Preprocessing { Width = 32, Height = 32, Resize = ResizeMode.ShortSideThenCrop };

        Assert.Equal(PillowResize.Apply(image, 32, 32).Pixels, preprocessing.Fit(image).Pixels);
    }

    [Theory]
    [InlineData(ResizeMode.None)]
    [InlineData(ResizeMode.Stretch)]
    [InlineData(ResizeMode.ShortSideThenCrop)]
    public void APictureOfTheNetworksSize_PassesUnchanged(ResizeMode mode)
    {
        var image = Pictures.Noise(20, 20);

        Assert.Same(image, new Preprocessing { Width = 20, Height = 20, Resize = mode }.Fit(image));
    }

    [Theory]
    [InlineData(ResizeMode.Stretch)]
    [InlineData(ResizeMode.ShortSideThenCrop)]
    public void OnePixel_FillsTheInput(ResizeMode mode)
    {
        var tensor = new Preprocessing { Width = 4, Height = 3, Resize = mode, Scale = 1 }.Apply(new RgbImage(1, 1, [9, 8, 7]));

        Assert.Equal(Enumerable.Repeat(9f, 12).Concat(Enumerable.Repeat(8f, 12)).Concat(Enumerable.Repeat(7f, 12)), tensor.Values);
    }

    [Fact]
    public void AnExtremePanorama_NeedsMemoryForTheWindowOnly()
    {
        var image = new RgbImage(60_000, 1, new byte[180_000]);
        var preprocessing = new Preprocessing { Width = 224, Height = 224, Resize = ResizeMode.ShortSideThenCrop, ShortSide = 256 };

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fitted = preprocessing.Fit(image);

        // The scaled picture would have 256 x 15,360,000 pixels.
        Assert.Equal((224, 224), (fitted.Width, fitted.Height));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void None_DemandsTheNetworksSize()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Plain.Apply(Pictures.Noise(3, 1)));

        Assert.StartsWith("The picture is 3x1 but the network takes 2x1, and Resize is None: scale the picture first or choose another ResizeMode.", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Preprocessing, string> BadOptions => new()
    {
        { Plain with { Width = 0 }, "Preprocessing: Width x Height is 0x1; both must be at least 1." },
        { Plain with { Resize = (ResizeMode)7 }, "Preprocessing: Resize is 7; expected is one of None, Stretch, ShortSideThenCrop." },
        { Plain with { LongSide = (LongSideRounding)7 }, "Preprocessing: LongSide is 7; expected is one of Nearest, Down." },
        { Plain with { Channels = (ChannelOrder)7 }, "Preprocessing: Channels is 7; expected is one of Rgb, Bgr, Gray." },
        { Plain with { Resize = ResizeMode.ShortSideThenCrop, ShortSide = 1 }, "Preprocessing: ShortSide is 1 but the crop is 2x1 and would reach outside a square picture; it must be at least 2." },
        { Plain with { Scale = 0 }, "Preprocessing: Scale is 0; it must be finite and not 0." },
        { Plain with { Mean = [1, 2] }, "Preprocessing: Mean has 2 values; 1 or one for each of the 3 channels is expected." },
        { Plain with { Mean = [] }, "Preprocessing: Mean has 0 values; 1 or one for each of the 3 channels is expected." },
        { Plain with { Std = [1, 2, 3], Channels = ChannelOrder.Gray }, "Preprocessing: Std has 3 values; 1 is expected." },
        { Plain with { Mean = [1, float.NaN, 2] }, "Preprocessing: Mean is [1, NaN, 2]; every value must be finite." },
        { Plain with { Std = [1, 0, 2] }, "Preprocessing: Std is [1, 0, 2]; every value must be finite and above 0." },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void OptionsOutOfRange_AreRefusedWithASentence(Preprocessing options, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(options.Validate).Message);
}
