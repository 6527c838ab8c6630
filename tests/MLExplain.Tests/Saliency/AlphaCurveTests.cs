using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class AlphaCurveTests
{
    [Fact]
    public void OnALinearLogit_IsTheLogisticCurve()
    {
        // Class 0 scores 3α, class 1 scores −3α: p = 1 / (1 + e^(−6α)).
        var curve = Curve(ClosedFormClassifier.OnVector(1, x => x[0], _ => [1]), image: 3, points: 11);

        Assert.Equal(11, curve.Points.Count);
        for (var k = 0; k <= 10; k++)
        {
            var alpha = k / 10.0;

            // Logits are float32.
            Assert.Equal(alpha, curve.Points[k].Alpha, 1e-15);
            Assert.Equal(3 * alpha, curve.Points[k].Logit, 1e-6);
            Assert.Equal(1 / (1 + Math.Exp(-6 * alpha)), curve.Points[k].Probability, 1e-6);
            Assert.Equal(3 * alpha, curve.Points[k].CumulativeAttribution, 1e-6);
        }
    }

    [Fact]
    public void UnderASigmoidLink_EachClassStandsAlone()
    {
        var curve = Assert.Single(AlphaCurves.Compute(new SigmoidLinear(), Given.Vector(2), [0], new AlphaCurveOptions { Points = 3 }));

        // Float32 logits 0, 1, 2.
        Assert.Equal([0.5, 1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(-2))], curve.Points.Select(point => point.Probability));
    }

    [Fact]
    public void SaturationAlpha_IsWhereTheClosedFormCrosses()
    {
        // p(α) = 1 / (1 + e^(−40α)) from 0.5 to 1: 95 % of the change is p = 0.975, at α = ln 39 / 40.
        var curve = Curve(ClosedFormClassifier.OnVector(1, x => x[0], _ => [1]), image: 20, points: 2001);

        // Linear interpolation between points 1/2000 apart errs by h² p''/8 over p' ≈ 5e-6.
        Assert.Equal(Math.Log(39) / 40, curve.SaturationAlpha!.Value, 1e-5);
    }

    [Fact]
    public void SaturationAlpha_OfAFallingProbability_IsTheSame()
    {
        var rising = Curve(ClosedFormClassifier.OnVector(1, x => x[0], _ => [1]), image: 20, points: 101);
        var falling = Curve(ClosedFormClassifier.OnVector(1, x => -x[0], _ => [-1]), image: 20, points: 101);

        // The two softmax values round differently in float64.
        Assert.Equal(rising.SaturationAlpha!.Value, falling.SaturationAlpha!.Value, 1e-12);
    }

    [Fact]
    public void SaturationAlpha_OfALinearProbability_IsTheFraction()
    {
        // Logit difference 2·artanh(x) makes the softmax probability (1 + x) / 2, linear in x.
        var curve = Curve(ClosedFormClassifier.OnVector(1, x => Math.Atanh(x[0]), x => [1 / (1 - (x[0] * x[0]))]), image: 0.5f, points: 51);

        // Float32 logits, divided by the change 1/4.
        Assert.Equal(AlphaCurve.SaturationFraction, curve.SaturationAlpha!.Value, 1e-6);
    }

    [Fact]
    public void SaturationAlpha_OfAFlatProbability_IsNull() =>
        Assert.Null(Curve(ClosedFormClassifier.OnVector(1, _ => 1, _ => [0]), image: 1, points: 11).SaturationAlpha);

    /// <summary>sigmoid(2·(3 + x)) goes from 0.9975 to 0.9997: the baseline is as sure as the image.</summary>
    [Fact]
    public void SaturationAlpha_OfAProbabilityThatStaysHigh_IsNull() =>
        Assert.Null(Curve(ClosedFormClassifier.OnVector(1, x => 3 + x[0], _ => [1]), image: 1, points: 11).SaturationAlpha);

    [Fact]
    public void TheGatheredAttribution_FollowsTheLogit()
    {
        var shape = new ImageShape(3, 4, 4);
        var model = ReluNetwork.Create(shape, 31);
        var curve = Assert.Single(AlphaCurves.Compute(model, Given.Images(1, shape, 32), [0], new AlphaCurveOptions { Points = 2001 }));
        var range = curve.Points.Max(point => Math.Abs(point.Logit - curve.Points[0].Logit));

        // Each kink inside a step of 1/2000 costs at most that step times its jump; the network has 128 units.
        Assert.All(curve.Points, point =>
            Assert.Equal(point.Logit - curve.Points[0].Logit, point.CumulativeAttribution, 0.01 * range));
    }

    [Fact]
    public void ItsSum_IsTheTrapezoidsAttribution()
    {
        var shape = new ImageShape(3, 4, 4);
        var images = Given.Images(3, shape, 41);
        var model = ReluNetwork.Create(shape, 42);

        var curves = AlphaCurves.Compute(model, images, [0, 1, 0], new AlphaCurveOptions { Points = 21 });
        var attributions = Given.Rule(Quadrature.Trapezoid, 21).Attribute(model, images, [0, 1, 0]);

        for (var i = 0; i < 3; i++)
        {
            // 48 attributions near 1 stored as float32.
            Assert.Equal(attributions[i].Sum, curves[i].Points[^1].CumulativeAttribution, 1e-5);
        }
    }

    [Fact]
    public void CurvesDoNotDependOnBatching()
    {
        var shape = new ImageShape(3, 4, 4);
        var images = Given.Images(3, shape, 51);

        var one = AlphaCurves.Compute(ReluNetwork.Create(shape, 52, preferredRows: 1), images, [0, 1, 0]);
        var many = AlphaCurves.Compute(ReluNetwork.Create(shape, 52, preferredRows: 1000), images, [0, 1, 0]);

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(one[i].Points, many[i].Points));
    }

    [Fact]
    public void OnePoint_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        AlphaCurves.Compute(Given.Linear(1), Given.Vector(1), [0], new AlphaCurveOptions { Points = 1 }));

    private static AlphaCurve Curve(ClosedFormClassifier model, float image, int points) =>
        Assert.Single(AlphaCurves.Compute(model, Given.Vector(image), [0], new AlphaCurveOptions { Points = points }));

    private sealed class SigmoidLinear : IDifferentiableClassifier
    {
        public ImageShape InputShape => new(1, 1, 1);

        public int ClassCount => 2;

        public ScoreLink Link => ScoreLink.Sigmoid;

        public int PreferredRows => 4;

        public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default) =>
            new([inputs.Shape[0], 2], [.. inputs.Values.SelectMany(value => new[] { value, 100f })]);

        public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default) =>
            new(Score(inputs, cancellationToken), new Tensor(inputs.Shape, [.. Enumerable.Range(0, inputs.Length).Select(i => seeds.Row(i)[0])]));
    }
}
