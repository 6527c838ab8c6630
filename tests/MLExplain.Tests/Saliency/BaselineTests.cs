using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class BaselineTests
{
    private static readonly ImageShape Shape = new(3, 8, 8);

    // ImageNet's usual normalisation.
    private static readonly Preprocessing ImageNet = new()
    {
        Width = 8,
        Height = 8,
        Mean = [0.485f, 0.456f, 0.406f],
        Std = [0.229f, 0.224f, 0.225f],
    };

    private static readonly float[] Image = Given.Images(1, Shape, seed: 21).Values;

    [Theory]
    [InlineData(0)]
    [InlineData(127.5)]
    [InlineData(255)]
    public void BlackGreyAndWhite_AreThePixelThroughThePreprocessing(double pixel)
    {
        var painted = Paint(pixel == 0 ? Baseline.Black : pixel == 255 ? Baseline.White : Baseline.Grey);

        for (var i = 0; i < painted.Length; i++)
        {
            // Pixels up to 255 come back through two float32 affine maps.
            Assert.Equal(pixel, ImageNet.ToPixel(i / 64, painted[i]), 1e-3);
        }
    }

    [Fact]
    public void Black_IsNotZeroInNetworkSpace() => Assert.All(Paint(Baseline.Black), value => Assert.InRange(value, -3, -1.5));

    [Fact]
    public void Zero_IsZeroInNetworkSpace() => Assert.All(Paint(Baseline.Zero, preprocessing: null), value => Assert.Equal(0, value));

    [Fact]
    public void WithoutAChoice_BlackWhenPixelsAreKnown_ElseZero()
    {
        Assert.Equal(Paint(Baseline.Black), Paint(null));
        Assert.Equal(Paint(Baseline.Zero), Paint(null, preprocessing: null));
    }

    [Fact]
    public void Mean_IsConstantPerChannelAndKeepsItsMean()
    {
        var painted = Paint(Baseline.Mean, preprocessing: null);

        for (var channel = 0; channel < 3; channel++)
        {
            var expected = Image.Skip(64 * channel).Take(64).Average(value => (double)value);
            Assert.All(painted.Skip(64 * channel).Take(64), value => Assert.Equal((float)expected, value));
        }
    }

    [Fact]
    public void Blur_SpreadsEachChannelByItself_AndKeepsItsMean()
    {
        var image = new float[Shape.Length];
        image[64 + (8 * 4) + 4] = 1;

        var painted = Paint(Baseline.Blur(0.8), preprocessing: null, image: image);

        Assert.All(painted.Take(64).Concat(painted.Skip(128)), value => Assert.Equal(0, value));

        // A kernel of 64 float32 weights sums to 1; mirrored borders lose nothing.
        Assert.Equal(1, painted.Sum(value => (double)value), 1e-6);

        // Neighbours of a Gaussian of sigma 0.8 in the ratio e^(−1 / (2 · 0.64)).
        Assert.Equal(Math.Exp(-1 / 1.28), painted[64 + 36 + 1] / painted[64 + 36], 1e-6);
        Assert.Equal(painted[64 + 36 + 1], painted[64 + 36 + 8], 1e-9);
    }

    [Fact]
    public void AWideBlur_ApproachesTheMean()
    {
        var blurred = Paint(Baseline.Blur(40), preprocessing: null);
        var mean = Paint(Baseline.Mean, preprocessing: null);

        // A mirrored blur damps the slowest wave of 8 pixels, of period 16, by e^(−(2π 40/16)² / 2); the kernel is cut at 4 sigma, where 6e-5 of it lies.
        Assert.All(Enumerable.Range(0, Shape.Length), i => Assert.Equal(mean[i], blurred[i], 1e-4));
    }

    [Fact]
    public void Noise_IsUniformOverThePixelRange()
    {
        var pixels = Enumerable.Range(0, 50).SelectMany(sample => ToPixels(Paint(Baseline.Noise, sample: sample))).ToArray();

        // The affine round trip may leave the range by its rounding.
        Assert.All(pixels, pixel => Assert.InRange(pixel, -1e-3, 255 + 1e-3));

        // Five standard errors of the mean of 9600 uniform values of range 255.
        Assert.Equal(127.5, pixels.Average(), 5 * 255 / Math.Sqrt(12 * pixels.Length));
    }

    [Fact]
    public void GaussianNoise_CentresOnTheImageAndStaysInThePixelRange()
    {
        var image = ToNetwork(Enumerable.Repeat(127.5f, Shape.Length));
        var pixels = Enumerable.Range(0, 50).SelectMany(sample => ToPixels(Paint(Baseline.GaussianNoise(20), sample: sample, image: image))).ToArray();

        // Five standard errors: 6 sigma lie inside 0..255, so clipping takes nothing here.
        Assert.Equal(127.5, pixels.Average(), 5 * 20 / Math.Sqrt(pixels.Length));
        Assert.Equal(400, pixels.Average(pixel => (pixel - 127.5) * (pixel - 127.5)), 5 * 400 * Math.Sqrt(2.0 / pixels.Length));
        Assert.All(ToPixels(Paint(Baseline.GaussianNoise(500), image: image)), pixel => Assert.InRange(pixel, -1e-3, 255 + 1e-3));
    }

    [Fact]
    public void Noise_FollowsTheSeedTheSampleAndTheImage()
    {
        var other = Image.Select(value => value + 0.5f).ToArray();

        Assert.Equal(Paint(Baseline.Noise), Paint(Baseline.Noise));
        Assert.NotEqual(Paint(Baseline.Noise), Paint(Baseline.Noise, seed: 1));
        Assert.NotEqual(Paint(Baseline.Noise), Paint(Baseline.Noise, sample: 1));
        Assert.NotEqual(Paint(Baseline.Noise), Paint(Baseline.Noise, image: other));
    }

    [Fact]
    public void SeveralNoiseBaselines_AreAveraged()
    {
        // On a linear model the attribution is w · (x − mean of the baselines), and the baseline's score is the mean of theirs.
        const int samples = 4;
        var weights = Enumerable.Range(0, Shape.Length).Select(i => (i % 7) - 3.0).ToArray();
        var model = new ClosedFormClassifier(Shape, x => x.Zip(weights, (a, w) => a * w).Sum(), _ => weights);
        var method = new IntegratedGradients(new IntegratedGradientsOptions
        {
            Steps = 3, Baseline = Baseline.Noise, BaselineSamples = samples, Preprocessing = ImageNet, Seed = 5,
        });

        var result = method.Explain(model, new Tensor([1, 3, 8, 8], Image));

        var baselines = Enumerable.Range(0, samples).Select(sample => Paint(Baseline.Noise, sample: sample, seed: 5)).ToArray();
        for (var i = 0; i < Image.Length; i++)
        {
            // Float32 storage of values up to 3 · 5.
            Assert.Equal(weights[i] * (Image[i] - baselines.Average(b => (double)b[i])), result.Values.Values[i], 2e-6);
        }

        Assert.Equal(3 * samples, result.GradientCalls);

        // Scores are float32 near 100, summed residuals of 192 float32 values.
        Assert.Equal(0, result.Residual!.Value, 1e-4);
    }

    [Theory]
    [InlineData(BaselineKind.Black)]
    [InlineData(BaselineKind.White)]
    [InlineData(BaselineKind.Noise)]
    [InlineData(BaselineKind.GaussianNoise)]
    public void WithoutPreprocessing_BaselinesInImageUnitsAreRefused(BaselineKind kind)
    {
        var baseline = kind switch
        {
            BaselineKind.Black => Baseline.Black,
            BaselineKind.White => Baseline.White,
            BaselineKind.Noise => Baseline.Noise,
            _ => Baseline.GaussianNoise(10),
        };

        var error = Assert.Throws<ArgumentException>(() => Paint(baseline, preprocessing: null));

        Assert.EndsWith("give the preprocessing, or use zero, mean, blur or a file.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APreprocessingOfOtherChannels_IsRefused()
    {
        var gray = new Preprocessing { Width = 8, Height = 8, Channels = ChannelOrder.Gray };

        var error = Assert.Throws<ArgumentException>(() => Paint(Baseline.Black, preprocessing: gray));

        Assert.EndsWith("the preprocessing gives 1 channels but the model takes 3.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APictureInImageUnits_GoesThroughThePreprocessing()
    {
        var picture = new RgbImage(8, 8, [.. Enumerable.Range(0, 3 * 64).Select(i => (byte)i)]);

        Assert.Equal(ImageNet.Apply(picture).Values, Paint(Baseline.Of(picture)));
        Assert.Throws<ArgumentException>(() => Paint(Baseline.Of(picture), preprocessing: null));
    }

    [Fact]
    public void ACustomPictureOfAnotherSize_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Paint(Baseline.Of(new Tensor(3, 4, 4))));

        Assert.Equal("'test' got a baseline Tensor[3,4,4], but the model takes [3,8,8].", error.Message);
    }

    [Fact]
    public void ACustomPicture_MustBeOneFiniteImage()
    {
        Assert.Throws<ArgumentException>(() => Baseline.Of(new Tensor(2, 3, 4, 4)));
        Assert.Throws<ArgumentException>(() => Baseline.Of(new Tensor([1, 1, 1], [float.NaN])));
    }

    private static float[] Paint(Baseline? baseline, int sample = 0, int seed = 0, float[]? image = null) =>
        Paint(baseline, ImageNet, sample, seed, image);

    private static float[] Paint(Baseline? baseline, Preprocessing? preprocessing, int sample = 0, int seed = 0, float[]? image = null) =>
        new BaselinePainter("test", baseline, preprocessing, Shape, seed).Paint(image ?? Image, sample);

    private static IEnumerable<float> ToPixels(float[] values) => values.Select((value, i) => ImageNet.ToPixel(i / 64, value));

    private static float[] ToNetwork(IEnumerable<float> pixels) => [.. pixels.Select((pixel, i) => ImageNet.ToNetwork(i / 64, pixel))];
}
