using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class MaxSensitivityTests
{
    private static readonly ImageShape Shape = new(3, 4, 5);

    private static IReadOnlyList<EvaluatedImage> Images { get; } =
        [.. Enumerable.Range(0, 5).Select(i => new EvaluatedImage($"{i}", Given.Images(1, Shape, (ulong)i).Reshape(3, 4, 5), Target: i % 2))];

    [Fact]
    public void TheGradientOfALinearModel_DoesNotMove() =>
        Assert.All(new MaxSensitivity().Measure(new LinearOracle(Shape, 1), new Gradient(), Images), score => Assert.Equal(0, score.Value));

    /// <summary>Input times gradient moves by w · nudge: on equal weights and an image of ones its relative change is the nudges' root mean square, at most r.</summary>
    [Fact]
    public void TheRadiusBoundsWhatALinearMapMoves()
    {
        var weights = new Tensor(3, 4, 5);
        var ones = new Tensor(3, 4, 5);
        weights.Values.AsSpan().Fill(2);
        ones.Values.AsSpan().Fill(1);
        EvaluatedImage[] images = [new("ones", ones, 0)];

        var score = new MaxSensitivity(new() { Radius = 0.3, Samples = 50 }).Measure(new LinearOracle(weights), new InputXGradient(), images)[0];

        // The root mean square of 60 uniform values is r / sqrt(3) = 0.577 r, give or take a twelfth of it; the largest of 50 lies above the middle.
        Assert.InRange(score.Value!.Value, 0.577 * 0.3, 0.3);
    }

    /// <summary>With pixels scaled to 0..10 the same share of the pixel range is ten times as much, in an image ten times as large.</summary>
    [Fact]
    public void TheRadius_IsInImageUnits()
    {
        var (weights, small, large) = (new Tensor(3, 4, 5), new Tensor(3, 4, 5), new Tensor(3, 4, 5));
        weights.Values.AsSpan().Fill(1);
        small.Values.AsSpan().Fill(0.5f);
        large.Values.AsSpan().Fill(5);
        var model = new LinearOracle(weights);
        var unit = new Preprocessing { Width = 5, Height = 4 };

        var a = new MaxSensitivity(new() { Preprocessing = unit, Samples = 200 }).Measure(model, new InputXGradient(), [new("a", small, 0)])[0];
        var b = new MaxSensitivity(new() { Preprocessing = unit with { Scale = 10 / 255f }, Samples = 200 }).Measure(model, new InputXGradient(), [new("b", large, 0)])[0];

        // Two draws of 200, whose largest root mean squares differ by some percent.
        Assert.Equal(1, a.Value!.Value / b.Value!.Value, 0.1);
    }

    [Fact]
    public void AZeroAttribution_IsUndefined_AndABrokenImageCostsItself()
    {
        var broken = Images[1] with { Input = new Tensor([3, 4, 5], [.. Enumerable.Repeat(float.NaN, 60)]) };

        var scores = new MaxSensitivity().Measure(new LinearOracle(Shape, 1), new Gradient(), [Images[0], broken, Images[2]]);

        Assert.Equal([MeasureStatus.Ok, MeasureStatus.Undefined, MeasureStatus.Ok], scores.Select(s => s.Status));
        Assert.Equal(MeasureStatus.Undefined, new MaxSensitivity().Measure(new LinearOracle(new Tensor(3, 4, 5)), new Gradient(), [Images[0]])[0].Status);
    }

    [Fact]
    public void Scores_FollowFromSeedAndImage_NotFromCompany()
    {
        var model = new LinearOracle(Shape, 1);
        var measure = new MaxSensitivity(new() { Samples = 3 });

        var together = measure.Measure(model, new InputXGradient(), Images);

        Assert.All(Images.Zip(together), pair => Assert.Equal(measure.Measure(model, new InputXGradient(), [pair.First])[0].Value, pair.Second.Value));
        Assert.NotEqual(together[0].Value, new MaxSensitivity(new() { Samples = 3, Seed = 1 }).Measure(model, new InputXGradient(), Images)[0].Value);
        Assert.Throws<ArgumentException>(() => new MaxSensitivity(new() { Radius = 0 }));
        Assert.Throws<ArgumentException>(() => measure.Measure(new LinearOracle(new ImageShape(1, 2, 2), 1), new Gradient(), Images));
    }
}
