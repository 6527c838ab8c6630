using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class IntegratedGradientsTests
{
    private static readonly ImageShape Shape = new(3, 4, 5);

    [Fact]
    public void OnAQuadratic_GaussLegendreIsComplete()
    {
        // The integrand is linear in α, which one Gauss–Legendre point integrates exactly; what remains is float32 rounding of values near 20.
        var model = ClosedFormClassifier.OnVector(
            3, x => (x[0] * x[1]) + (x[2] * x[2]) + x[0], x => [x[1] + 1, x[0], 2 * x[2]]);

        var result = Given.Rule(Quadrature.GaussLegendre, 1).Explain(model, Given.Vector(3, -2, 4));

        Assert.Equal(0, result.Residual!.Value, 1e-5);
        Assert.Equal(13, result.Score);
        Assert.Equal(0, result.BaselineScore);
        Assert.Equal([0f, -3f, 16f], result.Values.Values);
    }

    [Fact]
    public void SymmetricInputsOfASymmetricFunction_GetEqualShares()
    {
        var model = ClosedFormClassifier.OnVector(2, x => x[0] * x[1] * (x[0] + x[1]), x => [(2 * x[0] * x[1]) + (x[1] * x[1]), (2 * x[0] * x[1]) + (x[0] * x[0])]);

        var result = Given.Rule(Quadrature.GaussLegendre, 5).Explain(model, Given.Vector(1.7f, 1.7f));

        Assert.Equal(result.Values.Values[0], result.Values.Values[1]);
    }

    [Fact]
    public void AnInputTheFunctionIgnores_GetsNothing()
    {
        var model = ClosedFormClassifier.OnVector(2, x => x[0] * x[0], x => [2 * x[0], 0]);

        Assert.Equal(0, Given.Rule(Quadrature.Middle, 9).Explain(model, Given.Vector(2, 5)).Values.Values[1]);
    }

    [Fact]
    public void TheOtherClass_GetsTheAttributionOfItsOwnLogit()
    {
        var model = Given.Linear(3, -1);

        Assert.Equal([6f, -5f], Given.Rule(Quadrature.Middle, 3).Explain(model, Given.Vector(2, 5), target: 0).Values.Values);
        Assert.Equal([-6f, 5f], Given.Rule(Quadrature.Middle, 3).Explain(model, Given.Vector(2, 5), target: 1).Values.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void ResultsDoNotDependOnBatching(int preferredRows)
    {
        var images = Given.Images(5, Shape, seed: 11);
        int[] targets = [0, 1, 0, 1, 0];
        var method = Given.Rule(Quadrature.GaussLegendre, 13);

        var expected = method.Attribute(ReluNetwork.Create(Shape, 2, preferredRows: 8), images, targets);
        var model = ReluNetwork.Create(Shape, 2, preferredRows);
        var actual = method.Attribute(model, images, targets);

        Assert.InRange(model.LargestCall, 1, preferredRows);
        Assert.Equal(5 * 13, model.Differentiated.Rows);
        Assert.Equal((int)Math.Ceiling(5 * 13.0 / preferredRows), model.Differentiated.Calls);
        for (var i = 0; i < targets.Length; i++)
        {
            Assert.Equal(expected[i].Values.Values, actual[i].Values.Values);
            Assert.Equal(expected[i].Sum, actual[i].Sum);
        }
    }

    [Fact]
    public void AnImageAlone_GetsTheAttributionItHasInABatch()
    {
        var images = Given.Images(4, Shape, seed: 3);
        var model = ReluNetwork.Create(Shape, 4);
        var method = Given.Rule(Quadrature.Trapezoid, 20);

        var together = method.Attribute(model, images, [0, 0, 0, 0]);

        for (var i = 0; i < 4; i++)
        {
            var alone = method.Explain(model, new Tensor([1, 3, 4, 5], images.Row(i).ToArray()));
            Assert.Equal(together[i].Values.Values, alone.Values.Values);
        }
    }

    [Fact]
    public void PermutingChannelsOfInputAndModel_PermutesTheAttribution()
    {
        var images = Given.Images(1, Shape, seed: 8);
        var model = ReluNetwork.Create(Shape, 6);
        var permuted = new ClosedFormClassifier(
            Shape,
            x => model.Score(AsImage(Rotate(x, 1))).Values[0],
            x => Rotate(GradientOf(model, Rotate(x, 1)), 2));
        var method = Given.Rule(Quadrature.GaussLegendre, 10);

        var plain = method.Explain(model, images);
        var rotated = method.Explain(permuted, AsImage(Rotate(Widen(images.Values), 2)));

        Assert.Equal(Widen(plain.Values.Values), Rotate(Widen(rotated.Values.Values), 1));
    }

    [Theory]
    [InlineData(Quadrature.GaussLegendre)]
    [InlineData(Quadrature.Middle)]
    [InlineData(Quadrature.Trapezoid)]
    public void OnReluNetworks_TheResidualFallsWithSteps(Quadrature quadrature)
    {
        double Mean(int steps) => Enumerable.Range(0, 10).Average(seed => Math.Abs(
            Given.Rule(quadrature, steps).Explain(ReluNetwork.Create(Shape, (ulong)seed), Given.Images(1, Shape, (ulong)seed + 50)).Residual!.Value));

        // The integrand jumps at kinks, so errors fall at least like 1/n on average: 25 times more steps, at least 5 times less error.
        Assert.InRange(Mean(200), 0, Mean(8) / 5);
    }

    [Fact]
    public void AnImageEqualToItsBaseline_IsAMapOfZerosAndAWarning()
    {
        var result = Given.Rule(Quadrature.Middle, 4, Baseline.Zero).Explain(Given.Linear(2, -1), Given.Vector(0, 0));

        Assert.Equal([0, 0], result.Values.Values);
        Assert.Equal("The map is all zeros: the image equals its baseline, or the score does not move between the two.", Assert.Single(result.Warnings));
    }

    /// <summary>Left Riemann on two halves of x³ from 0 to 2 gives 3 of 8; fifty Gauss–Legendre points are exact and say nothing.</summary>
    [Fact]
    public void TooFewSteps_AreWarnedAbout()
    {
        Assert.Equal(
            "Too few steps: the attribution sums to 3 but the score differs from the baseline's by 8; steps: auto takes as many as are needed.",
            Assert.Single(Given.Rule(Quadrature.Left, 2).Explain(Given.Cube(), Given.Vector(2)).Warnings));
        Assert.Empty(Given.Rule(Quadrature.GaussLegendre, 50).Explain(Given.Cube(), Given.Vector(2)).Warnings);
    }

    [Fact]
    public void TheRuleAndTheCost_AreInTheResult()
    {
        var result = Given.Rule(Quadrature.InclusiveMean, 25).Explain(Given.Cube(), Given.Vector(1));

        Assert.Equal("inclusiveMean 25", result.Rule);
        Assert.Equal(25, result.GradientCalls);
        Assert.Null(result.Converged);
    }

    private static double[] Rotate(double[] image, int by)
    {
        var plane = Shape.Height * Shape.Width;
        return [.. Enumerable.Range(0, image.Length).Select(i => image[(i + (by * plane)) % image.Length])];
    }

    private static double[] Widen(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static Tensor AsImage(double[] values) => new([1, 3, 4, 5], Array.ConvertAll(values, value => (float)value));

    private static double[] GradientOf(ClosedFormClassifier model, double[] image) =>
        Widen(model.Differentiate(AsImage(image), new Tensor([1, 2], [1, 0])).Gradients.Values);
}
