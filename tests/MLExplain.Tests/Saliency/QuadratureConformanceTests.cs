using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>Numbers that tell the published integration rules apart.</summary>
public sealed class QuadratureConformanceTests
{
    // Half a unit of the sixth printed decimal.
    private const double Printed = 5e-7;

    [Theory]
    [InlineData(Quadrature.Left, 0.656250)]
    [InlineData(Quadrature.Right, 1.406250)]
    [InlineData(Quadrature.Middle, 0.984375)]
    [InlineData(Quadrature.InclusiveMean, 1.166667)]
    [InlineData(Quadrature.Trapezoid, 1.055556)]
    [InlineData(Quadrature.GaussLegendre, 1.000000)]
    public void OnCubeWithFourSteps_GivesThePublishedValue(Quadrature quadrature, double expected)
    {
        var attribution = Given.Rule(quadrature, steps: 4).Explain(Given.Cube(), Given.Vector(1));

        Assert.Equal(expected, attribution.Sum, Printed);
        Assert.Equal(expected - 1, attribution.Residual!.Value, Printed);
    }

    [Fact]
    public void CaptumsTrapezoid_LosesOneNth_WhichIsWhyItIsNotOffered()
    {
        // Captum's rule: the points of the trapezoid, weights 1/n and half of that at the ends.
        const int n = 4;
        var captum = Enumerable.Range(0, n).Select(k => (Alpha: k / (n - 1.0), Weight: (k is 0 or n - 1 ? 0.5 : 1.0) / n)).ToArray();

        Assert.Equal((n - 1.0) / n, captum.Sum(node => node.Weight), 1e-15);
        Assert.Equal(0.791667, captum.Sum(node => node.Weight * 3 * node.Alpha * node.Alpha), Printed);
    }

    [Theory]
    [MemberData(nameof(Given.Rules), MemberType = typeof(Given))]
    public void OnLinearModel_EqualsWeightTimesInputDelta(Quadrature quadrature)
    {
        var model = Given.Linear(3, -1.5, 0.25);
        var baseline = Baseline.Of(new Tensor([1, 1, 3], [1, 2, -4]));

        foreach (var steps in new[] { 2, 3, 7, 50 })
        {
            var attribution = Given.Rule(quadrature, steps, baseline).Explain(model, Given.Vector(2, -1, 8));

            // Weights sum to 1 within a few units of float64; the result is stored as float32.
            Assert.Equal(3, attribution.Values.Values[0], 1e-6);
            Assert.Equal(4.5, attribution.Values.Values[1], 1e-6);
            Assert.Equal(3, attribution.Values.Values[2], 1e-6);
            Assert.Equal(0, attribution.Residual!.Value, 1e-5);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-3f)]
    [InlineData(2.5f)]
    public void OneRightStepOnLinearModel_IsGradientTimesDelta(float baseline)
    {
        var model = Given.Linear(3, -1.5);

        var attribution = Given.Rule(Quadrature.Right, 1, Baseline.Of(new Tensor([1, 1, 2], [baseline, baseline]))).Explain(model, Given.Vector(2, -1));

        Assert.Equal([3 * (2 - baseline), -1.5f * (-1 - baseline)], attribution.Values.Values);
    }

    [Fact]
    public void PairsToyFunction_GivesItsClosedForm()
    {
        // PAIR's test: 5x + y² + sin z from (.5, 1, 1) to (1, 2, 3), compared at 2 decimals there. A left sum of 1000 steps has an error
        // of half a step times the change of the integrand, below 2 · 2 / 2000.
        var model = ClosedFormClassifier.OnVector(
            3, x => (5 * x[0]) + (x[1] * x[1]) + Math.Sin(x[2]), x => [5, 2 * x[1], Math.Cos(x[2])], preferredRows: 500);
        var baseline = Baseline.Of(new Tensor([1, 1, 3], [0.5f, 1, 1]));

        var attribution = Given.Rule(Quadrature.Left, 1000, baseline).Explain(model, Given.Vector(1, 2, 3));

        Assert.Equal(2.5, attribution.Values.Values[0], 1e-6);
        Assert.Equal(3, attribution.Values.Values[1], 2e-3);
        Assert.Equal(Math.Sin(3) - Math.Sin(1), attribution.Values.Values[2], 2e-3);
        Assert.Equal(2, model.Differentiated.Calls);
    }

    [Fact]
    public void PairsBatching_TakesThreeCallsFor1001Steps()
    {
        var model = Given.Cube(preferredRows: 500);

        Given.Rule(Quadrature.InclusiveMean, 1001).Explain(model, Given.Vector(1));

        Assert.Equal((1001, 3), model.Differentiated);
        Assert.Equal(500, model.LargestCall);
    }

    [Fact]
    public void CaptumsBasicModel2_GivesItsPrintedAttribution()
    {
        // The only kink lies at α = 1/2; 1000 steps locate it to within half a step, times the jump 3 of the integrand.
        var attribution = Given.Rule(Quadrature.GaussLegendre, 1000).Explain(Given.BasicModel2(), Given.Vector(3, 1));

        Assert.Equal(1.5, attribution.Values.Values[0], 1.5e-3);
        Assert.Equal(-0.5, attribution.Values.Values[1], 0.5e-3);
    }

    [Theory]
    [MemberData(nameof(Given.Rules), MemberType = typeof(Given))]
    public void ImplementationInvariance_EqualFunctionsGetEqualSums(Quadrature quadrature)
    {
        // Captum's BasicModel2 and 3 compute one function on x1 ≥ 0 in two ways. An odd number of points avoids the kink at 1/2
        // for the open rules; at the kink itself both models' gradients are 0.
        var second = Given.Rule(quadrature, 100).Explain(Given.BasicModel2(), Given.Vector(3, 1));
        var third = Given.Rule(quadrature, 100).Explain(Given.BasicModel3(), Given.Vector(3, 1));

        Assert.Equal(second.Sum, third.Sum);
    }
}
