using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class AutomaticStepsTests
{
    private static readonly ImageShape Shape = new(3, 8, 8);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void OnReluNetworks_BringsTheResidualUnderTheTolerance(double tolerance)
    {
        foreach (var seed in new ulong[] { 1, 2, 3, 4, 5 })
        {
            var model = ReluNetwork.Create(Shape, seed);
            var result = Auto(tolerance).Explain(model, Given.Images(1, Shape, seed + 100));

            Assert.True(result.Converged);

            // The residual is restated from the stored float32 values, which round by 1e-7 of their size each.
            var delta = Math.Abs(result.Score - result.BaselineScore!.Value);
            Assert.InRange(Math.Abs(result.Residual!.Value), 0, (tolerance * delta) + (2e-5 * Math.Abs(result.Score)) + 1e-5);
            Assert.Equal(model.Differentiated.Rows, result.GradientCalls);
        }
    }

    [Fact]
    public void ForTheResidualOfFiftyGaussLegendreSteps_NeedsFewerThanHalfTheCallsOnTheMedianImage()
    {
        var calls = new List<int>();
        foreach (var seed in Enumerable.Range(0, 15))
        {
            var model = ReluNetwork.Create(Shape, (ulong)seed);
            var image = Given.Images(1, Shape, (ulong)seed + 100);
            var reference = Given.Rule(Quadrature.GaussLegendre, 50).Explain(model, image);
            var tolerance = Math.Abs(reference.Residual!.Value / (reference.Score - reference.BaselineScore!.Value));

            calls.Add(Auto(Math.Min(tolerance, 0.5)).Explain(model, image).GradientCalls);
        }

        Assert.InRange(calls.Order().ElementAt(calls.Count / 2), 0, 25);
    }

    [Fact]
    public void OnCube_ApproachesTheClosedForm()
    {
        var result = Auto(1e-3).Explain(Given.Cube(), Given.Vector(2));

        // F(2) − F(0) = 8 and one value holds all of it.
        Assert.Equal(8, result.Values.Values[0], 8 * 1.1e-3);
        Assert.True(result.Converged);
        Assert.Equal("adaptiveTrapezoid", result.Rule);
    }

    [Fact]
    public void OnLinearModel_StopsAtTheFirstRound()
    {
        var result = Auto(1e-4).Explain(Given.Linear(1, 2, 3), Given.Vector(4, -5, 6));

        Assert.Equal(AdaptiveStraightPath.Quarters.Length, result.GradientCalls);
        Assert.Equal([4f, -10f, 18f], result.Values.Values);
    }

    [Fact]
    public void WhenTheBudgetIsTooSmall_SaysSoAndStatesTheResidual()
    {
        // A jump in the score: no gradient sees it, so no number of steps can account for it.
        var model = ClosedFormClassifier.OnVector(1, x => x[0] > 0.7 ? 1 : 0, _ => [0]);

        var result = Auto(0.01, maxSteps: 20).Explain(model, Given.Vector(1));

        Assert.False(result.Converged);
        Assert.Equal(-1, result.Residual!.Value);
        Assert.InRange(result.GradientCalls, AdaptiveStraightPath.Quarters.Length, 20);
        Assert.Equal(
            $"steps: auto ended short of its tolerance after {result.GradientCalls} gradients: the attribution sums to 0 but the score differs from the baseline's by 1.",
            Assert.Single(result.Warnings));
    }

    [Fact]
    public void AtAJump_StopsBisectingWhereFloatsEnd()
    {
        var model = ClosedFormClassifier.OnVector(1, x => x[0] > 0.7 ? 1 : 0, _ => [0]);

        var result = Auto(0.01, maxSteps: 10_000).Explain(model, Given.Vector(1));

        Assert.False(result.Converged);
        Assert.InRange(result.GradientCalls, AdaptiveStraightPath.Quarters.Length, 40);
    }

    [Fact]
    public void WhenImageAndBaselineScoreTheSame_StillEnds()
    {
        // F(±1) = 1 with a valley between: the tolerance has nothing to be relative to but the scores' own resolution.
        var model = ClosedFormClassifier.OnVector(1, x => x[0] * x[0], x => [2 * x[0]]);
        var options = new IntegratedGradientsOptions { Steps = StepCount.Auto, Baseline = Baseline.Of(new Tensor([1, 1, 1], [-1])) };

        var result = new IntegratedGradients(options).Explain(model, Given.Vector(1));

        Assert.True(result.Converged);
        Assert.Equal(0, result.Values.Values[0], 2e-5);
    }

    [Fact]
    public void OnAConstantScore_IsZeroAndConverged()
    {
        var model = ClosedFormClassifier.OnVector(2, _ => 3, _ => [0, 0]);

        var result = Auto(0.01).Explain(model, Given.Vector(1, 2));

        Assert.True(result.Converged);
        Assert.Equal([0f, 0f], result.Values.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void ResultsDoNotDependOnBatching(int preferredRows)
    {
        var images = Given.Images(6, Shape, seed: 5);
        int[] targets = [0, 1, 0, 0, 1, 1];

        var expected = Auto(0.002).Attribute(ReluNetwork.Create(Shape, 9, preferredRows: 8), images, targets);
        var actual = Auto(0.002).Attribute(ReluNetwork.Create(Shape, 9, preferredRows), images, targets);

        for (var i = 0; i < images.Shape[0]; i++)
        {
            Assert.Equal(expected[i].Values.Values, actual[i].Values.Values);
            Assert.Equal(expected[i].GradientCalls, actual[i].GradientCalls);
            Assert.Equal(expected[i].Residual, actual[i].Residual);
        }
    }

    private static IntegratedGradients Auto(double tolerance, int maxSteps = 200) =>
        new(new IntegratedGradientsOptions { Steps = StepCount.Auto, Tolerance = tolerance, MaxSteps = maxSteps });
}
