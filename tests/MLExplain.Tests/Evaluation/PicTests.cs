using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class PicTests
{
    // Probabilities from float32 logits.
    private const double Float32 = 1e-6;

    private static readonly Preprocessing Grey = new() { Width = 4, Height = 4, Channels = ChannelOrder.Gray };

    private static readonly EvaluatedMap Map = new("map", new EvaluatedImage("image", new Tensor(1, 4, 4), 0), new Tensor([4, 4], [.. Enumerable.Range(0, 16).Select(i => (float)i)]));

    /// <summary>Entropies 1/4, 1/8 and 7/8 of the way, predictions 1/4, 1/2 and 1/8: the last is held at 1/2, and the points are joined from left to right.</summary>
    [Fact]
    public void TheArea_IsThatOfTheNormalisedPoints()
    {
        var score = Run([0.9, 0.1, 0.3, 0.5, 0.2], [100, 20, 40, 30, 90]);

        Assert.Equal((0.125 * 0.25) + (0.125 * 0.375) + (0.625 * 0.375) + (0.125 * 0.75), score.Value!.Value, Float32);
        Assert.Equal([0, 0.125, 0.25, 0.875, 1], score.Curve.Select(p => p.X));
        Assert.Equal("Entropy: a script.", score.Note);
    }

    [Fact]
    public void WithoutMonotony_PredictionsMayFall() => Assert.Equal(
        (0.125 * 0.25) + (0.125 * 0.375) + (0.625 * 0.1875) + (0.125 * 0.5625),
        Run([0.9, 0.1, 0.3, 0.5, 0.2], [100, 20, 40, 30, 90], monotone: false).Value!.Value,
        Float32);

    [Fact]
    public void TheAccuracyCurve_SeesRanksOnly() => Assert.Equal(
        // 0 until a quarter, 1 from three quarters: half of the step between them, and all after it.
        (0.5 * 0.5) + 0.25, Run([0.6, 0.4, 0.3, 0.7, 0.51], [100, 0, 25, 75, 75], accuracy: true).Value!.Value, Float32);

    [Fact]
    public void PointsOfEqualEntropy_AreAStep() =>
        Assert.Equal((0.5 * 0) + (0.5 * 1), Run([0.9, 0.1, 0.1, 0.9, 0.9], [100, 0, 50, 50, 50]).Value!.Value, Float32);

    [Theory]
    [InlineData(0.7, 0.1, 100, 20, false, "The model gives the target 0.7, less than 0.8.")]
    [InlineData(0.9, 0.95, 100, 20, false, "The fully blurred picture scores as much as the whole one.")]
    [InlineData(0.9, 0.1, 20, 20, false, "The fully blurred picture says as much as the whole one.")]
    [InlineData(0.4, 0.1, 100, 20, true, "The model does not rank the target first.")]
    [InlineData(0.9, 0.8, 100, 20, true, "The fully blurred picture scores as much as the whole one.")]
    public void AnImageThatIsLeftOut_SaysWhy(double whole, double blurred, double wholeEntropy, double blurredEntropy, bool accuracy, string reason)
    {
        var score = Run([whole, blurred, 0.3, 0.5, 0.2], [wholeEntropy, blurredEntropy, 40, 30, 90], accuracy: accuracy);

        Assert.Equal((MeasureStatus.Undefined, reason), (score.Status, score.Reason));
    }

    [Fact]
    public void WithoutPixels_ThereIsNoPicture()
    {
        var score = Judged.Of(new Pic(accuracy: false), new ScoresOnlyClassifier(new ImageShape(1, 4, 4), _ => 1), Map);

        Assert.Equal(MeasureStatus.NotApplicable, score.Status);
        Assert.Throws<ArgumentException>(() => new Pic(accuracy: false, new() { Shares = [0.5, 0.2] }));
        Assert.Throws<ArgumentException>(() => new Pic(accuracy: true, new() { RandomShare = 1 }));
    }

    /// <summary>PAIR's test: more pixels say more.</summary>
    [Fact]
    public void Entropy_GrowsWithWhatIsRevealed()
    {
        var random = new SplitMix64(2);
        var picture = new RgbImage(100, 80, [.. Enumerable.Range(0, 3 * 8000).Select(_ => (byte)random.NextBits())]);
        var order = new FeatureSubsets(8000, 1).Next(8000);
        var revealed = new RevealedPicture(picture);
        var lengths = new List<double>();
        foreach (var share in new[] { 0, 0.01, 0.02, 0.1, 1 })
        {
            revealed.Reveal(order.AsSpan(0, (int)(share * 8000)));
            lengths.Add(new WebPEntropy().Estimate(revealed.Draw()));
        }

        Assert.Equal(lengths.Distinct().Order(), lengths);
        Assert.Equal(picture.Pixels, revealed.Draw().Pixels);
        Assert.StartsWith("lossless WebP by SkiaSharp 2.", new WebPEntropy().Name, StringComparison.Ordinal);
    }

    /// <summary>Only what changed since the last picture is drawn again.</summary>
    [Fact]
    public void APicture_DoesNotDependOnThoseDrawnBefore()
    {
        var random = new SplitMix64(3);
        var picture = new RgbImage(40, 31, [.. Enumerable.Range(0, 3 * 1240).Select(_ => (byte)random.NextBits())]);
        var order = new FeatureSubsets(1240, 1).Next(1240);
        var often = new RevealedPicture(picture);
        for (var (shown, next) = (0, 1); shown < order.Length; (shown, next) = (next, Math.Min(order.Length, next + 1 + (next / 3))))
        {
            often.Reveal(order.AsSpan(shown, next - shown));
            var once = new RevealedPicture(picture);
            once.Reveal(order.AsSpan(0, next));

            Assert.Equal(once.Draw().Pixels, often.Draw().Pixels);
        }
    }

    [Fact]
    public void FromTheCorners_LinearPicturesComeBack()
    {
        var picture = new RgbImage(9, 7, [.. Enumerable.Range(0, 3 * 63).Select(i => (byte)((2 * (i / 3 % 9)) + (5 * (i / 27)) + (50 * (i % 3))))]);

        Assert.Equal(picture.Pixels, new RevealedPicture(picture).Draw().Pixels);
    }

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(7, 9, 20)]
    [InlineData(12, 10, 60)]
    [InlineData(12, 10, 120)]
    public void NoPoint_LiesInsideTheCircleOfATriangle_AndTheyCoverTheRectangle(int height, int width, int count)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var order = new FeatureSubsets(height * width, seed).Next(count);
            var triangulation = new PixelTriangulation(height, width);
            Assert.All(order, pixel => Assert.Equal(!triangulation.Contains(pixel), triangulation.Insert(pixel)));
            var points = order.Union([0, width - 1, (height - 1) * width, (height * width) - 1]).Select(p => (X: p % width, Y: p / width)).ToList();

            var area = 0;
            foreach (var (a, b, c) in triangulation.Triangles)
            {
                var (ax, ay, bx, by, cx, cy) = (a % width, a / width, b % width, b / width, c % width, c / width);
                var turn = ((bx - ax) * (cy - ay)) - ((by - ay) * (cx - ax));
                Assert.True(turn > 0);
                area += turn;

                // The centre of the circle, times 2 turn, so that all are whole numbers.
                var (b2, c2) = (Squared(bx - ax, by - ay), Squared(cx - ax, cy - ay));
                var (ux, uy) = (((cy - ay) * b2) - ((by - ay) * c2), ((bx - ax) * c2) - ((cx - ax) * b2));
                Assert.All(points, p => Assert.True(Squared((2 * turn * (p.X - ax)) - ux, (2 * turn * (p.Y - ay)) - uy) >= Squared(ux, uy)));
            }

            Assert.Equal(2 * (height - 1) * (width - 1), area);
            Assert.All(order, pixel => Assert.True(triangulation.Contains(pixel)));
            Assert.Equal(points.Count, triangulation.Triangles.SelectMany(t => new[] { t.A, t.B, t.C }).Distinct().Count());
        }

        static int Squared(int x, int y) => checked((x * x) + (y * y));
    }

    private static MeasureScore Run(double[] predictions, double[] entropies, bool accuracy = false, bool monotone = true)
    {
        var next = 0;
        var model = new ScoresOnlyClassifier(new ImageShape(1, 4, 4), _ => Math.Log(predictions[next] / (1 - predictions[next++])) / 2);
        var options = new PicOptions { Shares = [0.2, 0.4, 0.6], Preprocessing = Grey, Monotone = monotone, Entropy = new Script(entropies) };
        return Judged.Of(new Pic(accuracy, options), model, Map);
    }

    private sealed class Script(double[] entropies) : IEntropyEstimator
    {
        private int _next;

        public string Name => "a script";

        public double Estimate(RgbImage picture) => entropies[_next++];
    }
}
