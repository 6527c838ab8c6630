using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class BlurIgTests
{
    private static readonly ImageShape Small = new(1, 5, 5);
    private static readonly ImageShape Shape = new(3, 6, 5);

    // The reference's own test: F = Σ sin x, 0.7 at [1,1] and 1 at [2,2].
    private static readonly ClosedFormClassifier Sines = new(Small, x => x.Sum(Math.Sin), x => Array.ConvertAll(x, Math.Cos));

    [Theory]
    [InlineData(10, 4000, 0.640, 0.835, 1e-3)]
    [InlineData(10, 100, 0.6403, 0.8352, 1e-4)]
    [InlineData(50, 100, 0.827, 1.096, 1e-3)]
    [InlineData(50, 200, 0.612, 0.818, 1e-3)]
    [InlineData(50, 1000, 0.643, 0.838, 1e-3)]
    public void OnTheReferencesTestImage_GivesItsNumbers(double maxSigma, int steps, double first, double second, double printed)
    {
        var result = new BlurIg(new BlurIgOptions { MaxSigma = maxSigma, Steps = steps }).Explain(Sines, TestImage());

        Assert.Equal(first, result.Values.Values[6], printed);
        Assert.Equal(second, result.Values.Values[12], printed);
        Assert.DoesNotContain(0f, result.Values.Values);
        Assert.Equal(steps, result.GradientCalls);
    }

    [Theory]
    [InlineData(BlurSchedule.Linear)]
    [InlineData(BlurSchedule.Sqrt)]
    public void EqualsTheSlowReplica(BlurSchedule schedule)
    {
        const int steps = 13;
        const double maxSigma = 4, delta = 0.01;
        var model = ReluNetwork.Create(Shape, 7);
        var images = Given.Images(2, Shape, 3);
        var image = Given.Widen(images.Row(1));
        double Sigma(int i) => schedule == BlurSchedule.Linear ? i * maxSigma / steps : Math.Sqrt(i * maxSigma / steps);

        var expected = new double[image.Length];
        for (var i = 0; i < steps; i++)
        {
            var (here, ahead) = (Blur(image, Sigma(i)), Blur(image, Sigma(i) + delta));
            var gradient = model.GradientAt(here);
            for (var k = 0; k < image.Length; k++)
            {
                expected[k] -= (Sigma(i + 1) - Sigma(i)) * (ahead[k] - here[k]) / delta * gradient[k];
            }
        }

        var actual = new BlurIg(new BlurIgOptions { MaxSigma = maxSigma, Steps = steps, Schedule = schedule }).Attribute(model, images, [0, 0])[1];

        // Blurs by other sums differ by 1e-16, the difference quotient magnifies that a hundredfold; storage is float32.
        Assert.InRange(Given.Distance(Given.Narrow(expected), actual.Values.Values), 0, 1e-6);
        Assert.Equal(model.ScoreAt(Blur(image, Sigma(steps))), actual.BaselineScore!.Value, 1e-6);
    }

    [Fact]
    public void TheResidualFallsWithSteps()
    {
        double Miss(int steps) => Math.Abs(new BlurIg(new BlurIgOptions { MaxSigma = 5, Steps = steps }).Explain(Sines, TestImage()).Residual!.Value);

        // Left sums are of first order, down to the floor of 0.005 that the forward difference and the kernel cut at 4 sigma leave behind.
        Assert.InRange(Miss(500), 0, Miss(10) / 5);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    [InlineData(0.002)]
    public void AutomaticSteps_BringTheResidualUnderTheTolerance(double tolerance)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            var method = new BlurIg(new BlurIgOptions { MaxSigma = 4, Steps = StepCount.Auto, Tolerance = tolerance });
            var result = method.Explain(ReluNetwork.Create(Shape, seed), Given.Images(1, Shape, seed + 100));

            Assert.True(result.Converged);
            Assert.InRange(Math.Abs(result.Residual!.Value), 0, (tolerance * Math.Abs(result.Score - result.BaselineScore!.Value)) + (2e-5 * Math.Abs(result.Score)) + 1e-5);
        }
    }

    [Fact]
    public void AutomaticSteps_ApproachTheIntegral()
    {
        var fine = new BlurIg(new BlurIgOptions { MaxSigma = 10, Steps = 20_000, GradStep = 1e-4 }).Explain(Sines, TestImage());

        var auto = new BlurIg(new BlurIgOptions { MaxSigma = 10, Steps = StepCount.Auto, Tolerance = 1e-4 }).Explain(Sines, TestImage());

        // The tolerance bounds the total; single pixels are as near only by their share, some tens of times it.
        Assert.InRange(Given.Distance(fine.Values.Values, auto.Values.Values), 0, 5e-3);
    }

    [Fact]
    public void AutomaticSteps_SayWhenTheyCannot()
    {
        // A jump that no gradient sees, on the way of the centre from 1 to its blur.
        var model = new ClosedFormClassifier(Small, x => x[12] > 0.5 ? 1 : 0, x => new double[x.Length]);

        var result = new BlurIg(new BlurIgOptions { Steps = StepCount.Auto, MaxSteps = 30 }).Explain(model, TestImage());

        Assert.False(result.Converged);
        Assert.Equal(-1, result.Residual);
        Assert.StartsWith("steps: auto ended short of its tolerance after ", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("20")]
    public void AnImageOfZeros_GetsZerosAndAWarning(string steps)
    {
        var images = new Tensor(2, 1, 5, 5);
        TestImage().Values.CopyTo(images.Row(1));

        var results = SaliencyMethods.Create("blur-ig", new Dictionary<string, string> { ["steps"] = steps }).Attribute(Sines, images, [0, 0]);

        Assert.All(results[0].Values.Values, value => Assert.Equal(0, value));
        Assert.Equal(0, results[0].Residual);
        Assert.Equal("The image is all zeros, which no blur changes, so the map is all zeros.", Assert.Single(results[0].Warnings));
        Assert.NotEqual(0, results[1].Sum);
    }

    [Theory]
    [InlineData("maxSigma", "2000", "'blur-ig': maxSigma is 2000 but must lie above 0 and not above 1000.")]
    [InlineData("gradStep", "2", "'blur-ig': gradStep is 2 but must lie above 0 and not above 1.")]
    [InlineData("schedule", "sqr", "'blur-ig' option 'schedule' is 'sqr', but it takes linear, sqrt; did you mean 'sqrt'?")]
    public void ABadValue_SaysWhatIsExpected(string key, string value, string sentence) => Assert.StartsWith(
        sentence,
        Assert.Throws<ArgumentException>(() => SaliencyMethods.Create("blur-ig", new Dictionary<string, string> { [key] = value })).Message,
        StringComparison.Ordinal);

    private static Tensor TestImage()
    {
        var image = new Tensor(1, 1, 5, 5);
        (image.Values[6], image.Values[12]) = (0.7f, 1);
        return image;
    }

    // One sum over the plane, zeros beyond it.
    private static double[] Blur(double[] image, double sigma)
    {
        var radius = (int)((4 * sigma) + 0.5);
        double Weight(int d) => Math.Abs(d) > radius ? 0 : d == 0 ? 1 : Math.Exp(-d * d / (2 * sigma * sigma));
        var norm = Math.Pow(Enumerable.Range(-radius, (2 * radius) + 1).Sum(Weight), 2);
        return [.. Enumerable.Range(0, image.Length).Select(i => Enumerable.Range(0, 30).Sum(k =>
            Weight((k / 5) - (i % 30 / 5)) * Weight((k % 5) - (i % 5)) / norm * image[(i / 30 * 30) + k]))];
    }
}
