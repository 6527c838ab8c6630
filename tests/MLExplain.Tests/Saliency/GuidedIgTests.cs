using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class GuidedIgTests
{
    private static readonly ImageShape Shape = new(3, 6, 5);

    // F = (2 x1 + x2)², at (3, 3) 81.
    private static readonly ClosedFormClassifier SquaredSum = ClosedFormClassifier.OnVector(
        2, x => Math.Pow((2 * x[0]) + x[1], 2), x => [4 * ((2 * x[0]) + x[1]), 2 * ((2 * x[0]) + x[1])]);

    [Theory]
    [InlineData(1000, 0.1, 0.02, 55.355, 25.5636)]
    [InlineData(1000, 0.1, 0.2, 65.4444, 15.471)]
    [InlineData(1000, 0.1, 1, 71.892, 9.018)]
    [InlineData(200, 0.25, 0.02, 55.1304, 25.4628)]
    public void OnASquaredSum_GivesTheReferencesNumbers(int steps, double fraction, double maxDist, double first, double second)
    {
        var result = Method(steps, fraction, maxDist).Explain(SquaredSum, Given.Vector(3, 3));

        // Printed to four decimals; the model's gradient is float32 near 18.
        Assert.Equal(first, result.Values.Values[0], 1e-4);
        Assert.Equal(second, result.Values.Values[1], 1e-4);
    }

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(1, 1)]
    public void WithoutFreedom_IsIntegratedGradients(double fraction, double maxDist)
    {
        var model = ReluNetwork.Create(Shape, 3);
        var image = Given.Images(1, Shape, 4);

        var guided = Method(40, fraction, maxDist).Explain(model, image);
        var straight = Given.Rule(Quadrature.Left, 40).Explain(model, image);

        // The points of both are float32 roundings of the same line, gradients differ at a kink at most; none is hit here.
        Assert.InRange(Given.Distance(straight.Values.Values, guided.Values.Values), 0, 1e-5);
        Assert.Equal(40, guided.GradientCalls);
    }

    [Theory]
    [InlineData(1, 0.25, 0.02)]
    [InlineData(17, 0.1, 0.5)]
    [InlineData(200, 0.9, 1)]
    public void OnALinearModel_IsWeightTimesWay(int steps, double fraction, double maxDist)
    {
        var method = new GuidedIg(new GuidedIgOptions { Steps = steps, Fraction = fraction, MaxDist = maxDist, Baseline = Baseline.Of(new Tensor([1, 1, 2], [-1, -3])) });

        var result = method.Explain(Given.Linear(2, 1), Given.Vector(10, 5));

        // The last step ends within 1e-9 of the image; float32 storage.
        Assert.Equal(22, result.Values.Values[0], 1e-5);
        Assert.Equal(8, result.Values.Values[1], 1e-5);
        Assert.Equal(0, result.Residual!.Value, 1e-5);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData(7, 0.25, 0.02)]
    [InlineData(30, 0.1, 0.3)]
    [InlineData(30, 0.5, 1)]
    [InlineData(50, 0.003, 0.05)]
    public void EqualsTheSlowReplica(int steps, double fraction, double maxDist)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            var model = ReluNetwork.Create(Shape, seed);
            var images = Given.Images(2, Shape, seed + 50);

            // Equal values in image and baseline never move.
            images.Values.AsSpan(0, 10).Clear();
            var expected = GuidedReplica.Attribute(Given.Widen(images.Row(0)), new double[Shape.Length], model.GradientAt, steps, fraction, maxDist);

            var actual = Method(steps, fraction, maxDist).Attribute(model, images, [0, 1])[0];

            // Both are float64 on the same gradients; ours is stored as float32.
            Assert.InRange(Given.Distance(Given.Narrow(expected), actual.Values.Values), 0, 1e-6);
            Assert.All(actual.Values.Values.Take(10), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void AutomaticSteps_BringTheResidualUnderTheTolerance()
    {
        foreach (var seed in new ulong[] { 1, 2, 3, 4, 5 })
        {
            var result = Auto(0.01).Explain(ReluNetwork.Create(Shape, seed), Given.Images(1, Shape, seed + 100));

            Assert.True(result.Converged);
            Assert.InRange(Math.Abs(result.Residual!.Value), 0, (0.01 * Math.Abs(result.Score - result.BaselineScore!.Value)) + (2e-5 * Math.Abs(result.Score)) + 1e-5);
            Assert.Equal("guided 200 adaptiveTrapezoid", result.Rule);
            Assert.Empty(result.Warnings);
        }
    }

    [Fact]
    public void AutomaticSteps_SayWhenTheyCannot()
    {
        // A jump in the score: no gradient sees it.
        var model = ClosedFormClassifier.OnVector(1, x => x[0] > 0.7 ? 1 : 0, _ => [0]);

        var result = Auto(0.01).Explain(model, Given.Vector(1));

        Assert.False(result.Converged);

        // One gradient for each of 200 steps and one at the end, and the bisection of the jump down to where floats end.
        Assert.InRange(result.GradientCalls, 202, 240);
        Assert.Equal(
            $"steps: auto ended short of its tolerance after {result.GradientCalls} gradients: the attribution sums to 0 but the score differs from the baseline's by 1.",
            Assert.Single(result.Warnings));
    }

    [Fact]
    public void TooFewSteps_AreWarnedAbout()
    {
        var result = Method(2, 0.25, 0.02).Explain(Given.Cube(), Given.Vector(2));

        // Left Riemann on two halves of x³: 3 · 1² · 1.
        Assert.Equal(
            "Too few steps: the attribution sums to 3 but the score differs from the baseline's by 8; steps: auto takes as many as are needed.",
            Assert.Single(result.Warnings));
    }

    [Fact]
    public void AnImageThatIsItsBaseline_GetsZerosAndAWarning()
    {
        var model = Given.Linear(2, 1);

        var result = Method(10, 0.25, 0.02).Explain(model, Given.Vector(0, 0));

        Assert.Equal([0f, 0f], result.Values.Values);
        Assert.Equal(0, result.Residual);
        Assert.Equal((0, 0), model.Differentiated);
        Assert.Equal("The image is its own baseline, so the map is all zeros.", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("fraction", "0", "'guided-ig': fraction is 0 but must lie above 0 and not above 1.")]
    [InlineData("maxDist", "1.5", "'guided-ig': maxDist is 1.5 but must lie between 0 and 1.")]
    [InlineData("maxSteps", "10", "'guided-ig': maxSteps is 10 but an automatic step count takes at least 201.")]
    public void ABadValue_SaysWhatIsExpected(string key, string value, string sentence) => Assert.StartsWith(
        sentence,
        Assert.Throws<ArgumentException>(() => SaliencyMethods.Create("guided-ig", new Dictionary<string, string> { [key] = value })).Message,
        StringComparison.Ordinal);

    private static GuidedIg Method(int steps, double fraction, double maxDist) => new(new GuidedIgOptions { Steps = steps, Fraction = fraction, MaxDist = maxDist });

    private static GuidedIg Auto(double tolerance) => new(new GuidedIgOptions { Steps = StepCount.Auto, Tolerance = tolerance });
}
