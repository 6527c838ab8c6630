using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class NoisyGradientTests
{
    private const int Samples = 4000;

    // F = e^(a·x): its gradient under Gaussian noise of deviation s has mean a e^(a·x + s²|a|²/2) and is log-normal.
    private static readonly double[] A = [0.6, -0.3, 0.2];
    private static readonly ClosedFormClassifier Exponential = ClosedFormClassifier.OnVector(
        3, x => Math.Exp(Dot(x)), x => Array.ConvertAll(A, a => a * Math.Exp(Dot(x))), preferredRows: 64);

    private static readonly float[] X = [1, -1, 0.5f];

    // 0.15 of the range 2.
    private static readonly double Variance = 0.09 * A.Sum(a => a * a);

    [Fact]
    public void OnALinearModel_SmoothGradIsTheGradient_AndVarGradIsZero()
    {
        Assert.Equal([3f, -1f], new SmoothGrad().Explain(Given.Linear(3, -1), Given.Vector(2, 5)).Values.Values);
        Assert.Equal([0f, 0f], new VarGrad().Explain(Given.Linear(3, -1), Given.Vector(2, 5)).Values.Values);
        Assert.Equal([9f, 1f], Smooth(new() { Magnitude = GradientMagnitude.Square }).Explain(Given.Linear(3, -1), Given.Vector(2, 5)).Values.Values);
    }

    [Fact]
    public void OnAnExponential_TheMomentsApproachTheirClosedForms()
    {
        var centre = Math.Exp(Dot(Given.Widen(X)));
        var mean = centre * Math.Exp(Variance / 2);
        var variance = mean * mean * (Math.Exp(Variance) - 1);
        var options = new SmoothGradOptions { Samples = Samples };

        var smooth = new SmoothGrad(options).Explain(Exponential, Given.Vector(X));
        var square = new SmoothGrad(options with { Magnitude = GradientMagnitude.Square }).Explain(Exponential, Given.Vector(X));
        var spread = new VarGrad(new VarGradOptions { Samples = Samples }).Explain(Exponential, Given.Vector(X));

        for (var i = 0; i < 3; i++)
        {
            // Five standard errors of a mean; a variance of nearly normal values has the relative error √(2/n), twice that for the heavier tail.
            Assert.Equal(A[i] * mean, smooth.Values.Values[i], 5 * Math.Abs(A[i]) * Math.Sqrt(variance / Samples));
            Assert.Equal(A[i] * A[i] * variance, spread.Values.Values[i], A[i] * A[i] * variance * 10 * Math.Sqrt(2.0 / Samples));

            // All three read the same draws: E[a²] = E[a]² + Var[a], up to float32 storage.
            Assert.Equal(Math.Pow(smooth.Values.Values[i], 2) + spread.Values.Values[i], square.Values.Values[i], 1e-5);
        }

        Assert.Null(smooth.Residual);
        Assert.Equal(Samples, smooth.GradientCalls);
        Assert.Equal(centre, smooth.Score, 1e-6);
    }

    [Fact]
    public void VarGrad_DoesNotCancel()
    {
        // Gradients 1000 + x: their squares are a million, their variance is that of the noise.
        var model = ClosedFormClassifier.OnVector(2, x => (1000 * x[0]) + (x[0] * x[0] / 2), x => [1000 + x[0], 0]);

        var spread = new VarGrad(new VarGradOptions { Samples = Samples, Noise = 0.5 }).Explain(model, Given.Vector(0, 1));

        // Five relative standard errors √(2/n) of the variance 0.25.
        Assert.Equal(0.25, spread.Values.Values[0], 0.25 * 5 * Math.Sqrt(2.0 / Samples));
    }

    [Fact]
    public void TheNoise_FollowsTheSeedAndTheImage()
    {
        float[] Draw(int seed, params float[] x) => Smooth(new() { Seed = seed }).Explain(Exponential, Given.Vector(x)).Values.Values;

        Assert.Equal(Draw(1, X), Draw(1, X));
        Assert.NotEqual(Draw(1, X), Draw(2, X));

        // The ratio to the noiseless gradient depends on the draws alone.
        float[] shifted = [1, -1, 0.75f];
        Assert.NotEqual(Draw(1, X)[0] / Math.Exp(Dot(Given.Widen(X))), Draw(1, shifted)[0] / Math.Exp(Dot(Given.Widen(shifted))), 1e-4);
    }

    [Fact]
    public void AConstantImage_GetsItsGradientAndAWarning()
    {
        var result = new SmoothGrad().Explain(Given.Cube(), Given.Vector(2));

        Assert.Equal(12, result.Values.Values[0]);
        Assert.StartsWith("The image is constant", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The gradient under its own name takes the way of every other base, in chunks that do not divide the copies.</summary>
    [Theory]
    [InlineData("smoothgrad")]
    [InlineData("vargrad")]
    public void WithTheGradientAsBase_TheMapIsTheSame(string method)
    {
        var model = ClosedFormClassifier.OnVector(3, x => Math.Exp(Dot(x)), x => Array.ConvertAll(A, a => a * Math.Exp(Dot(x))), preferredRows: 4);
        ISaliencyMethod With(params string[] bases) => SaliencyMethods.Create(method, bases.ToDictionary(_ => "base", name => name));
        var images = new Tensor([2, 1, 1, 3], [.. X, 0, 2, -1]);

        var expected = With().Attribute(model, images, [0, 0]);
        var actual = With("gradient").Attribute(model, images, [0, 0]);

        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First.Values.Values, pair.Second.Values.Values);
            Assert.Equal((pair.First.Score, 25), (pair.Second.Score, pair.Second.GradientCalls));
        });
    }

    /// <summary>On F = 2 + w·x every copy's map is w (x + ε): the mean and the variance of what the noise adds.</summary>
    [Theory]
    [InlineData("input-x-gradient")]
    [InlineData("integrated-gradients")]
    public void AnotherMethodsMaps_AreAveraged(string method)
    {
        var options = new SmoothGradOptions { Base = method, Samples = Samples, Noise = 0.5 };

        var mean = new SmoothGrad(options).Explain(Given.Linear(3, -1), Given.Vector(2, 5)).Values.Values;
        var variance = new VarGrad(new() { Base = method, Samples = Samples, Noise = 0.5 }).Explain(Given.Linear(3, -1), Given.Vector(2, 5)).Values.Values;

        // Noise of deviation 0.5 · (5 − 2); five standard errors of a mean, and of a variance.
        Assert.Equal(6, mean[0], 5 * 3 * 1.5 / Math.Sqrt(Samples));
        Assert.Equal(-5, mean[1], 5 * 1.5 / Math.Sqrt(Samples));
        Assert.Equal(9 * 2.25, variance[0], 9 * 2.25 * 5 * Math.Sqrt(2.0 / Samples));
        Assert.Equal(2.25, variance[1], 2.25 * 5 * Math.Sqrt(2.0 / Samples));
    }

    [Fact]
    public void WithoutNoise_AMapOfTheBasesShapeIsTheBases()
    {
        using var model = OneConvolution.Create();
        var method = new SmoothGrad(new() { Base = "grad-cam", Noise = 0, Samples = 3 });
        var expected = new GradCam().Explain(model, OneConvolution.Image());

        var result = method.Explain(model, OneConvolution.Image());

        Assert.Equal(expected.Values.Shape.ToArray(), method.OutputShape(model));
        Assert.Equal(expected.Values.Values, result.Values.Values);
        Assert.Equal(3 * expected.GradientCalls, result.GradientCalls);
    }

    [Fact]
    public void WarningsOfTheBase_AreCounted()
    {
        var result = new SmoothGrad(new() { Base = "lime", Samples = 3 }).Explain(Given.Linear(3, -1), Given.Vector(2, 2));

        Assert.Equal(2, result.Warnings.Count);
        Assert.StartsWith("The image is constant", result.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("'lime' warns on 3 of 3 noisy copies, first: ", result.Warnings[1], StringComparison.Ordinal);
        Assert.Equal(3 * 999, result.ScoreCalls);
    }

    [Theory]
    [InlineData("base", "vargrad", "base is 'vargrad', which draws noisy copies itself; give a method that explains one image.")]
    [InlineData("samples", "0", "samples is 0 but must be at least 1.")]
    [InlineData("noise", "-1", "noise is -1 but must be at least 0.")]
    public void ABadValue_SaysWhatIsExpected(string key, string value, string sentence)
    {
        foreach (var name in new[] { "smoothgrad", "vargrad" })
        {
            var error = Assert.Throws<ArgumentException>(() => SaliencyMethods.Create(name, new Dictionary<string, string> { [key] = value }));
            Assert.Equal($"'{name}': {sentence}", error.Message);
        }
    }

    private static SmoothGrad Smooth(SmoothGradOptions options) => new(options);

    private static double Dot(double[] x) => x.Zip(A, (a, b) => a * b).Sum();
}
