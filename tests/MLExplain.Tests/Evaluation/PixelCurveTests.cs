using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class PixelCurveTests
{
    // Float32 scores below 1, and float64 after that.
    private const double Float32 = 1e-6;

    private static readonly EvaluatedImage Four = Judged.Image(2, 2, 0.4f, 0.3f, 0.2f, 0.1f);

    private static readonly EvaluatedMap Itself = Judged.Map(Four, Four.Input.Values);

    /// <summary>torch-cam's case: the score is the sum of the image and the map is the image.</summary>
    [Fact]
    public void TwoStepsOfFourPixels()
    {
        var options = new PixelCurveOptions { Steps = 2, Output = ExplainedOutput.Logit, Substrate = PixelSubstrate.Baseline };

        AssertCurve(Judged.Of(new Deletion(options), Judged.Sum(2, 2), Itself), 0.4, (0, 1), (0.5, 0.3), (1, 0));
        AssertCurve(Judged.Of(new Insertion(options), Judged.Sum(2, 2), Itself), 0.6, (0, 0), (0.5, 0.7), (1, 1));
    }

    /// <summary>Three pixels, then the one that is left: shares of the pixels are 3/4 and 1, not 1/2 and 1; 3/4 · (1 + 0.1)/2 + 1/4 · 0.1/2.</summary>
    [Fact]
    public void ALastStepThatIsSmaller_CountsAsWhatItIs()
    {
        var options = new PixelCurveOptions { StepPixels = 3, Output = ExplainedOutput.Logit, Substrate = PixelSubstrate.Baseline };

        AssertCurve(Judged.Of(new Deletion(options), Judged.Sum(2, 2), Itself), 0.425, (0, 1), (0.75, 0.1), (1, 0));
        AssertCurve(Judged.Of(new Insertion(options), Judged.Sum(2, 2), Itself), 0.575, (0, 0), (0.75, 0.9), (1, 1));
    }

    /// <summary>torch-cam's case of five pixels in at most three steps: two, two and one, on a curve of 1, 0.45, 0.1, 0.</summary>
    [Fact]
    public void ThreeStepsOfFivePixels()
    {
        var options = new PixelCurveOptions { Steps = 3, Output = ExplainedOutput.Logit, Substrate = PixelSubstrate.Baseline };
        var five = Judged.Image(1, 5, 0.3f, 0.25f, 0.2f, 0.15f, 0.1f);
        var itself = Judged.Map(five, five.Input.Values);

        AssertCurve(Judged.Of(new Deletion(options), Judged.Sum(1, 5), itself), 0.41, (0, 1), (0.4, 0.45), (0.8, 0.1), (1, 0));
        AssertCurve(Judged.Of(new Insertion(options), Judged.Sum(1, 5), itself), 0.59, (0, 0), (0.4, 0.55), (0.8, 0.9), (1, 1));
    }

    /// <summary>iNNvestigate's case: weights 0..15, images 0..15 and 16..31, and regions of 2 x 2 pixels removed in the order of their weights' sums. Its loss is the mean square of the two scores.</summary>
    [Fact]
    public void RegionsAreRemovedWhole_WhenTheMapIsConstantOnThem()
    {
        double[] weights = [.. Enumerable.Range(0, 16).Select(i => (double)i)];
        var model = new ScoresOnlyClassifier(new ImageShape(1, 4, 4), x => x.Zip(weights, (a, w) => a * w).Sum());
        float[] regions = [.. Enumerable.Range(0, 16).Select(i => (float)new[] { 10, 18, 42, 50 }[(i / 8 * 2) + (i % 4 / 2)])];
        var maps = new[] { 0, 16 }.Select(first => Judged.Map(Judged.Image(4, 4, [.. Enumerable.Range(first, 16).Select(i => (float)i)]), regions)).ToList();

        var curves = new Deletion(new() { StepPixels = 4, Output = ExplainedOutput.Logit, Substrate = PixelSubstrate.Baseline }).Measure(model, maps).Select(s => s.Curve).ToList();

        // Whole numbers below 2^24.
        Assert.Equal([1240.0, 3160.0], curves.Select(c => c[0].Y));
        Assert.Equal([5761600.0, 1654564, 182672, 21284, 0], Enumerable.Range(0, 5).Select(step => curves.Average(c => c[step].Y * c[step].Y)));
    }

    /// <summary>Xplique's case: a score that one missing pixel destroys, and one that any restored pixel gives back.</summary>
    [Fact]
    public void FragileAndRobustScores()
    {
        var options = new PixelCurveOptions { Steps = 4, Output = ExplainedOutput.Logit, Substrate = PixelSubstrate.Baseline };
        var all = new ScoresOnlyClassifier(new ImageShape(1, 2, 2), x => x.All(v => v != 0) ? 1 : 0);
        var any = new ScoresOnlyClassifier(new ImageShape(1, 2, 2), x => x.Any(v => v != 0) ? 1 : 0);

        // Only the first, respectively the last, of four trapezoids of width 1/4 has one side at 1.
        Assert.Equal(1 / 8.0, Judged.Of(new Deletion(options), all, Itself).Value!.Value, Float32);
        Assert.Equal(7 / 8.0, Judged.Of(new Insertion(options), any, Itself).Value!.Value, Float32);
    }

    [Fact]
    public void EqualPixels_GoInRasterOrder_AndAllChannelsGoTogether()
    {
        var shape = new ImageShape(2, 1, 3);
        var image = new EvaluatedImage("two", new Tensor([2, 1, 3], [1, 2, 4, 10, 20, 40]), 0);
        var model = new ScoresOnlyClassifier(shape, x => x.Sum(v => (double)v));

        var score = Judged.Of(new Deletion(new() { Steps = 3, Output = ExplainedOutput.Logit }), model, new EvaluatedMap("m", image, new Tensor([1, 3], [-1, 0, 0])));

        Assert.Equal([77, 55, 11, 0], score.Curve.Select(p => p.Y));
    }

    [Fact]
    public void MapsOfOneImage_ShareItsEnds_AndFillBatches()
    {
        var model = Judged.Sum(2, 2, rows: 4);
        var maps = Enumerable.Range(0, 3).Select(i => Judged.Map(Four, i, 0, 1, 2)).Append(Judged.Map(Four with { Id = "other" }, 1, 2, 3, 4)).ToList();

        var together = new Deletion(new() { Steps = 4 }).Measure(model, maps);

        // Two images with two ends each, and four maps with three points between them.
        Assert.Equal(((2 * 2) + (4 * 3), 4), model.Rows);
        Assert.All(maps.Zip(together), pair => Assert.Equal(Judged.Of(new Deletion(new() { Steps = 4 }), Judged.Sum(2, 2, rows: 64), pair.First).Curve, pair.Second.Curve));
    }

    [Fact]
    public void WhatCannotBeJudged_CostsItselfOnly()
    {
        var model = new ScoresOnlyClassifier(new ImageShape(1, 2, 2), x => x[0] > 1 ? double.NaN : x.Sum(v => (double)v));
        var scores = new Deletion(new() { Output = ExplainedOutput.Logit }).Measure(model,
        [
            Itself,
            Judged.Map(Four, 1, float.NaN, 0, 0),
            Judged.Map(Judged.Image(2, 2, float.PositiveInfinity, 0, 0, 0), 1, 2, 3, 4),
            Judged.Map(Judged.Image(2, 2, 2, 0, 0, 0), 1, 2, 3, 4),
            new EvaluatedMap("grad-cam", Four, new Tensor(1, 1)),
        ]);

        Assert.Equal([MeasureStatus.Ok, MeasureStatus.Undefined, MeasureStatus.Undefined, MeasureStatus.Undefined, MeasureStatus.NotApplicable], scores.Select(s => s.Status));
        Assert.All(scores.Skip(1), score => Assert.EndsWith(".", score.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void WrongCalls_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Deletion(new() { Steps = 0 }));
        Assert.Throws<ArgumentException>(() => new Insertion(new() { StepPixels = 0 }));
        Assert.Throws<ArgumentException>(() => new Deletion().Measure(Judged.Sum(3, 3), [Itself]));
        Assert.Throws<ArgumentException>(() => new Deletion().Measure(Judged.Sum(2, 2), [Itself with { Image = Four with { Target = 2 } }]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => new Deletion().Measure(Judged.Sum(2, 2), [Itself], cancelled.Token));
    }

    [SkippableFact]
    public void RiseBlur_IsRisesKernel_OverZeros()
    {
        var kernel = Npy.Read(Repository.SharedFile("goldens", "insertion_blur_kernel.npy"));
        var shape = new ImageShape(2, 13, 15);
        var image = Given.Images(1, shape, seed: 3).Values;

        var blurred = RiseBlur.Apply(image, shape);

        for (var i = 0; i < image.Length; i++)
        {
            var (channel, y, x) = (i / 195, i % 195 / 15, i % 15);
            var sum = 0.0;
            for (var tap = 0; tap < 121; tap++)
            {
                var (dy, dx) = (y + (tap / 11) - 5, x + (tap % 11) - 5);
                sum += dy is >= 0 and < 13 && dx is >= 0 and < 15 ? kernel.Values[tap] * image[(channel * 195) + (dy * 15) + dx] : 0;
            }

            // 121 products with float32 weights.
            Assert.Equal(sum, blurred[i], 1e-6);
        }
    }

    private static void AssertCurve(MeasureScore score, double area, params (double X, double Y)[] curve)
    {
        Assert.Equal(area, score.Value!.Value, Float32);
        Assert.Equal(curve.Length, score.Curve.Count);
        Assert.All(curve.Zip(score.Curve), pair =>
        {
            Assert.Equal(pair.First.X, pair.Second.X);
            Assert.Equal(pair.First.Y, pair.Second.Y, Float32);
        });
    }
}
