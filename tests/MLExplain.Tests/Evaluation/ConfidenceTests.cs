using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class ConfidenceTests
{
    // Float32 scores near 1.
    private const double Float32 = 1e-6;

    private static readonly EvaluatedImage Four = Judged.Image(2, 2, 0.4f, 0.3f, 0.2f, 0.1f);

    private static readonly ConfidenceOptions Logit = new() { Output = ExplainedOutput.Logit };

    /// <summary>torch-cam's case: the score is the sum of the image, of which pixel 0 with 0.4 is kept.</summary>
    [Fact]
    public void OnePixelKept() =>
        Assert.Equal(0.6, Judged.Of(new AverageDrop(Logit), Judged.Sum(2, 2), Judged.Map(Four, 3, 0, 0, 0)).Value!.Value, Float32);

    /// <summary>Shares 1, 1/2, 0 and 0 of the way from the baseline 1: 1 − 0.6, 1 − 0.35, 1 and 1, in sum 3.05; the image has 1.</summary>
    [Fact]
    public void MapsFadeTowardsTheBaseline_AndNegativeValuesShowNothing()
    {
        var ones = new MLExplain.Tensors.Tensor([1, 2, 2], [1, 1, 1, 1]);
        var options = Logit with { Baseline = Baseline.Of(ones) };
        var model = new ScoresOnlyClassifier(new ImageShape(1, 2, 2), x => 10 - x.Sum(v => (double)v));

        var map = Judged.Map(Four, 2, 1, 0, -5);

        Assert.Equal((9 - 6.95) / 9, Judged.Of(new AverageDrop(options), model, map).Value!.Value, Float32);
        Assert.Equal(0, Judged.Of(new IncreaseInConfidence(options), model, map).Value);
        Assert.Equal(0, Judged.Of(new AverageDrop(options), Judged.Sum(2, 2), map).Value);
        Assert.Equal(1, Judged.Of(new IncreaseInConfidence(options), Judged.Sum(2, 2), map).Value);
    }

    [Fact]
    public void Probability_IsTheDefault()
    {
        // Logits z and -z: 1 / (1 + e^(-2z)) at 1 and at 0.4.
        static double P(double z) => 1 / (1 + Math.Exp(-2 * z));

        Assert.Equal((P(1) - P(0.4)) / P(1), Judged.Of(new AverageDrop(), Judged.Sum(2, 2), Judged.Map(Four, 3, 0, 0, 0)).Value!.Value, Float32);
    }

    [Fact]
    public void NothingToShow_OrToLose_IsUndefined()
    {
        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new AverageDrop(), Judged.Sum(2, 2), Judged.Map(Four, 0, 0, 0, 0)).Status);
        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new IncreaseInConfidence(), Judged.Sum(2, 2), Judged.Map(Four, -1, -2, 0, 0)).Status);
        var negative = new ScoresOnlyClassifier(new ImageShape(1, 2, 2), x => -x.Sum(v => (double)v));
        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new AverageDrop(Logit), negative, Judged.Map(Four, 1, 0, 0, 0)).Status);
    }

    [Fact]
    public void TheImageIsScoredOnce()
    {
        var model = Judged.Sum(2, 2);

        _ = new AverageDrop().Measure(model, [Judged.Map(Four, 1, 0, 0, 0), Judged.Map(Four, 0, 1, 0, 0), Judged.Map(Four, 0, 0, 0, 0)]);

        Assert.Equal((3, 3), model.Rows);
    }
}
