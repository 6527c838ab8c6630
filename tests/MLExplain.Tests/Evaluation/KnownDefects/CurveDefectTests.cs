using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation.KnownDefects;

/// <summary>What other implementations of deletion, insertion and PIC do instead, in short replicas, and that ours does not.</summary>
public sealed class CurveDefectTests
{
    // Float32 scores near 1.
    private const double Float32 = 1e-6;

    private static readonly PixelCurveOptions ThreeSteps = new() { Steps = 3, Output = ExplainedOutput.Logit, Substrate = PixelSubstrate.Baseline };

    /// <summary>RISE gives every step the same width: of steps of 2, 2 and 1 pixels it makes thirds, 0.35 instead of 0.4 · 0.725 + 0.4 · 0.275 + 0.2 · 0.05.</summary>
    [Fact]
    public void Rise_CountsAShorterLastStepAsAWholeOne()
    {
        var image = Judged.Image(1, 5, 0.3f, 0.25f, 0.2f, 0.15f, 0.1f);

        var score = Judged.Of(new Deletion(ThreeSteps), Judged.Sum(1, 5), Judged.Map(image, image.Input.Values));

        var curve = score.Curve.Select(p => p.Y).ToArray();
        Assert.Equal(0.35, (curve.Sum() - (curve[0] / 2) - (curve[^1] / 2)) / (curve.Length - 1), Float32);
        Assert.Equal(0.41, score.Value!.Value, Float32);
    }

    /// <summary>Xplique takes the area under the mean curve, one number in which the images are lost, and which a single image without a score makes NaN. Here each image has its area; their mean is the same.</summary>
    [Fact]
    public void Xplique_TakesTheAreaUnderTheMeanCurve()
    {
        EvaluatedImage[] images = [Judged.Image(1, 3, 3, 2, 1), Judged.Image(1, 3, 9, 1, 1), Judged.Image(1, 3, 99, 1, 1)];
        var model = new ScoresOnlyClassifier(new ImageShape(1, 1, 3), x => x[0] == 99 ? double.NaN : x.Sum(v => (double)v));

        var scores = new Deletion(ThreeSteps).Measure(model, [.. images.Select(image => Judged.Map(image, image.Input.Values))]);

        double area(int count) => CurveAggregate.Area([.. Enumerable.Range(0, 4).Select(step => new CurvePoint(
            step / 3.0, images[..count].Average(image => model.Score(new Tensor([1, 1, 1, 3], [.. image.Input.Values.Select((v, i) => i < step ? 0 : v)])).Values[0])))]);
        Assert.True(double.IsNaN(area(3)));
        Assert.Equal([MeasureStatus.Ok, MeasureStatus.Ok, MeasureStatus.Undefined], scores.Select(s => s.Status));
        Assert.Equal(area(2), (scores[0].Value!.Value + scores[1].Value!.Value) / 2, 10 * Float32);
        // Thirds of (6 + 3)/2, (3 + 1)/2, 1/2 and of (11 + 2)/2, (2 + 1)/2, 1/2.
        Assert.Equal([7 / 3.0, 8.5 / 3], scores.Take(2).Select(s => Math.Round(s.Value!.Value, 6)), (a, b) => Math.Abs(a - b) < 10 * Float32);
    }

    /// <summary>PAIR returns a grey picture of which everything is revealed with an axis more than any other, H x W x 1. Here it is the picture itself, in the model's shape like every other.</summary>
    [Fact]
    public void Pair_GivesAFullyRevealedGreyPictureAnotherAxis()
    {
        var grey = new Preprocessing { Width = 4, Height = 4, Channels = ChannelOrder.Gray };
        var picture = new RgbImage(4, 4, [.. Enumerable.Range(0, 48).Select(i => i / 3).Select(pixel => (byte)((pixel + (pixel / 4)) % 2 * 200))]);
        var image = new EvaluatedImage("grey", grey.Normalize(picture), Target: 0);
        var asked = new List<float[]>();
        var model = new ScoresOnlyClassifier(new ImageShape(1, 4, 4), x =>
        {
            asked.Add(x);
            return asked.Count == 2 ? -5 : 5;
        });

        // A constant map: every pixel reaches every quantile.
        var score = Judged.Of(new Pic(accuracy: false, new() { Preprocessing = grey, Shares = [0.5], Entropy = new Variation() }), model, new EvaluatedMap("all", image, new Tensor(4, 4)));

        Assert.Equal(MeasureStatus.Ok, score.Status);
        Assert.Equal(3, asked.Count);
        Assert.Equal(image.Input.Values, asked[2]);
        Assert.NotEqual(image.Input.Values, asked[1]);
    }

    private sealed class Variation : IEntropyEstimator
    {
        public string Name => "differences of neighbours";

        public double Estimate(RgbImage picture) => picture.Pixels.Zip(picture.Pixels.Skip(3), (a, b) => Math.Abs(a - b)).Sum();
    }
}
