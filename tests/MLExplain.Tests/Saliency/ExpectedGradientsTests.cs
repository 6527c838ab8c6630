using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class ExpectedGradientsTests
{
    private static readonly ImageShape Shape = new(3, 6, 5);

    [Fact]
    public void WithOneBaseline_RandomDrawsApproachIntegratedGradients()
    {
        // F = x³ from 0 to 2: the integrand 2 · 3 (2α)² = 24 α² has mean 8 and standard deviation 24 √(1/5 − 1/9).
        const int samples = 4000;
        var result = Method(new() { Samples = samples }).Explain(Given.Cube(64), Given.Vector(2));

        // Five standard errors.
        Assert.Equal(8, result.Values.Values[0], 5 * 24 * Math.Sqrt(4.0 / 45 / samples));
        Assert.NotEqual(8, result.Values.Values[0]);
        Assert.Equal(0, result.BaselineScore);
        Assert.Equal((samples, 1), (result.GradientCalls, result.ScoreCalls));
        Assert.Equal("random 4000", result.Rule);
    }

    [Fact]
    public void WithOneBaseline_StratifiedDrawsAreTheMiddleRule()
    {
        var model = ReluNetwork.Create(Shape, 3);
        var image = Given.Images(1, Shape, 4);

        var expected = Given.Rule(Quadrature.Middle, 20).Explain(model, image);
        var actual = Method(new() { Samples = 20, Alphas = AlphaDraws.Stratified }).Explain(model, image);

        // The same points and weights, summed with the weight inside or outside: float64 rounding, stored as float32.
        Assert.InRange(Given.Distance(expected.Values.Values, actual.Values.Values), 0, 1e-6);
        Assert.Equal(expected.BaselineScore, actual.BaselineScore);
    }

    [Fact]
    public void SeveralBaselinesInTurn_AreTheMeanOfTheirIntegratedGradients()
    {
        var model = ReluNetwork.Create(Shape, 5);
        var image = Given.Images(1, Shape, 6);
        Baseline[] baselines = [Baseline.Zero, Baseline.Mean, Baseline.Blur(1.5)];

        var each = baselines.Select(baseline => Given.Rule(Quadrature.Middle, 10, baseline).Explain(model, image)).ToArray();
        var actual = Method(new() { Samples = 30, Alphas = AlphaDraws.Stratified, Baselines = baselines }).Explain(model, image);

        var mean = Enumerable.Range(0, Shape.Length).Select(i => (float)each.Average(one => (double)one.Values.Values[i])).ToArray();
        Assert.InRange(Given.Distance(mean, actual.Values.Values), 0, 1e-6);
        Assert.Equal(each.Average(one => one.BaselineScore!.Value), actual.BaselineScore!.Value, 1e-9);
        Assert.Equal(3, actual.ScoreCalls);
    }

    [Fact]
    public void OnALinearModel_EveryDrawIsComplete()
    {
        // w · (x − mean of the baselines drawn), whatever α was: only float32 storage of values near 200 remains.
        var context = new MethodContext { Preprocessing = new Preprocessing { Width = 2, Height = 1, Channels = ChannelOrder.Gray, Scale = 1 } };
        var method = SaliencyMethods.Create("expected-gradients", new Dictionary<string, string> { ["baseline"] = "black,white,noise", ["samples"] = "50" }, context);

        var result = method.Explain(Given.Linear(2, -1), Given.Vector(10, 200));

        Assert.Equal(0, result.Residual!.Value, 1e-4);
        Assert.InRange(result.ScoreCalls, 3, 50);
    }

    [Fact]
    public void TheDraws_FollowTheSeed()
    {
        float Draw(int seed) => Method(new() { Samples = 5, Seed = seed }).Explain(Given.Cube(), Given.Vector(2)).Values.Values[0];

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void AnImageThatIsItsBaseline_GetsZerosAndAWarning()
    {
        var result = Method(new()).Explain(Given.Linear(2, 1), Given.Vector(0, 0));

        Assert.Equal([0f, 0f], result.Values.Values);
        Assert.Equal("The image equals every baseline drawn, so the map is all zeros.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void BadOptions_AreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => Method(new() { Samples = 0, Baselines = [] }));

        Assert.Contains("samples is 0 but must be at least 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("baselines is empty;", error.Message, StringComparison.Ordinal);
    }

    private static ExpectedGradients Method(ExpectedGradientsOptions options) => new(options);
}
