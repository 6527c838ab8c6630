using System.Text.Json;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>The linear surrogate against closed forms, slow replicas and the reference's stored fits.</summary>
public sealed class LimeSurrogateTests
{
    // Two superpixels, rows 11, 10, 01, 00, and y = .1 + .6 a + .3 b: the reference's results to the digits that are known of them.
    private const double KnownDigits = 1e-6;

    // Normal equations in float64 with condition numbers of a few hundred.
    private const double Float64 = 1e-9;

    public static TheoryData<string> Goldens
    {
        get
        {
            var manifest = Path.Combine(Repository.Shared, "goldens", "manifest.json");
            return !File.Exists(manifest)
                ? new TheoryData<string>("reference data absent")
                : new TheoryData<string>(Entries().Select(e => e.GetProperty("output").GetString()).OfType<string>().Where(o => o.Contains("lime_coefficients", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(1, 0.140584, 0.040126, 0.638761)]
    [InlineData(0, 0.6, 0.3, 0.1)]
    public void TwoSuperpixels_FitAsTheReferenceDoes(double alpha, double first, double second, double intercept)
    {
        var samples = Saliency.Given.Samples("11", "10", "01", "00");

        var weights = LimeSurrogate.Weights(samples, 0.25);
        var fit = new NormalEquations(samples, [1, 0.7, 0.4, 0.1], weights).Ridge(alpha);

        Assert.Equal(1, weights[0]);
        Assert.Equal(0.503440, weights[1], KnownDigits);
        Assert.Equal(weights[1], weights[2]);
        Assert.Equal(0.000335, weights[3], KnownDigits);
        Assert.Equal(first, fit.Coefficients[0], KnownDigits);
        Assert.Equal(second, fit.Coefficients[1], KnownDigits);
        Assert.Equal(intercept, fit.Intercept, KnownDigits);
    }

    [Fact]
    public void TheWeightIsTheReferencesFormula()
    {
        var samples = Saliency.Given.Samples("1111", "1110", "1000", "0000");

        foreach (var width in new[] { 0.1, 0.25, 3 })
        {
            var weights = LimeSurrogate.Weights(samples, width);
            var distances = new[] { 0, 1 - (3 / (Math.Sqrt(3) * 2)), 1 - (1 / (1.0 * 2)), 1 };
            Assert.All(distances.Zip(weights), pair => Assert.Equal(Math.Sqrt(Math.Exp(-(pair.First * pair.First) / (width * width))), pair.Second, 1e-15));
        }
    }

    /// <summary>Xplique's case: a white 2x2 image of three channels, black where a pixel is hidden, weighs e^−d² with d the distance of the images.</summary>
    /// <remarks>Ours measures the samples instead, not the images, and halves the exponent as the reference does: the exponential is held at widths that undo both.</remarks>
    [Theory]
    [InlineData("1001", 6)]
    [InlineData("0101", 6)]
    [InlineData("0100", 9)]
    [InlineData("0111", 3)]
    public void TheExponential_IsXpliquesToo(string sample, int exponent)
    {
        var samples = Saliency.Given.Samples(sample);
        var white = Enumerable.Repeat(1f, 12).ToArray();
        var row = new float[12];
        new Superpixels(white, SegmentMap.Of(2, 2, [0, 1, 2, 3]), new float[12]).Fill(samples, 0, row);
        var distance = Math.Sqrt(white.Zip(row, (a, b) => Math.Pow(a - b, 2)).Sum());
        var cosine = 1 - (row.Sum() / (Math.Sqrt(12) * Math.Sqrt(row.Sum(value => value * value))));

        var weight = Assert.Single(LimeSurrogate.Weights(samples, cosine / (Math.Sqrt(2) * distance)));

        // Relative: a handful of roundings in float64, times an exponent of up to 9.
        Assert.Equal(1, weight / Math.Exp(-exponent), 1e-13);
    }

    [SkippableTheory]
    [MemberData(nameof(Goldens))]
    public void StoredSamplesAndPredictions_GiveTheStoredFit(string golden)
    {
        string Beside(string name) => Repository.SharedFile("goldens", golden.Replace(Path.GetFileName(golden), name, StringComparison.Ordinal));
        var expected = Npy.Read(Repository.SharedFile("goldens", golden)).Values;
        var entry = Entries().Single(e => e.GetProperty("output").GetString() == golden);
        var scores = Npy.Read(Beside(Path.GetFileName(golden).Replace("coefficients", "predictions", StringComparison.Ordinal)));
        var stored = Npy.Read(Beside("lime_samples.npy"));
        var samples = new Coalitions(stored.Shape[0], stored.Shape[1]);
        for (var i = 0; i < stored.Length; i++)
        {
            samples[i / samples.Features, i % samples.Features] = stored.Values[i] != 0;
        }

        var y = Array.ConvertAll(scores.Values, value => (double)value);
        var weights = LimeSurrogate.Weights(samples, 0.25);
        var kept = LimeSurrogate.Select(new NormalEquations(samples, y, weights), samples.Features, FeatureSelection.Auto, 100_000);
        var fit = LimeSurrogate.Fit(samples, y, weights, 1, kept);

        // Relative to the scores' size: coefficients are read back as float32, and predictions are stored so.
        var tolerance = 1e-6 * Math.Max(1, y.Max(Math.Abs));
        Assert.Equal(samples.Features, kept.Length);
        Assert.All(Npy.Read(Beside("lime_weights.npy")).Values.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(expected.Zip(fit.Coefficients), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.Equal(entry.GetProperty("intercept").GetDouble(), fit.Intercept, tolerance);
        Assert.Equal(entry.GetProperty("score").GetDouble(), fit.WeightedR2, 1e-6);
        Assert.Equal(entry.GetProperty("local_pred").GetDouble(), fit.Predict(samples, 0), tolerance);
    }

    [Fact]
    public void TheFit_IsWhereThePenalisedErrorIsFlat()
    {
        var (samples, y, weights) = Given(features: 9, count: 60, seed: 3);

        var fit = new NormalEquations(samples, y, weights).Ridge(0.7);

        // Derivatives of Σ w (y − ŷ)² + α Σ β² after each coefficient and the intercept, halved.
        var errors = Enumerable.Range(0, 60).Select(n => weights[n] * (y[n] - fit.Predict(samples, n))).ToArray();
        Assert.Equal(0, errors.Sum(), Float64);
        for (var k = 0; k < 9; k++)
        {
            Assert.Equal(0.7 * fit.Coefficients[k], Enumerable.Range(0, 60).Where(n => samples[n, k]).Sum(n => errors[n]), Float64);
        }
    }

    [Fact]
    public void FeaturesThatSamplesCannotTellApart_ShareTheirCoefficient_WithoutPenaltyToo()
    {
        var samples = Saliency.Given.Samples("111", "110", "001", "000", "111", "001");

        var fit = new NormalEquations(samples, [5, 4, 2, 1, 5, 2], [1, 1, 1, 1, 1, 1]).Ridge(0);

        Assert.Equal([1.5, 1.5, 1], fit.Coefficients.Select(c => Math.Round(c, 9)));
        Assert.Equal(1, fit.WeightedR2, Float64);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void ForwardSelection_EqualsRefittingEveryCandidate(int kept)
    {
        var (samples, y, weights) = Given(features: 12, count: 80, seed: 5);
        var slow = new List<int>();
        while (slow.Count < kept)
        {
            slow.Add(Enumerable.Range(0, 12).Except(slow).MaxBy(k => new NormalEquations(samples.Select([.. slow, k]), y, weights).Ridge(0).WeightedR2));
        }

        var fast = LimeSurrogate.Select(new NormalEquations(samples, y, weights), 12, FeatureSelection.Forward, kept);

        Assert.Equal(slow.Order(), fast);
        Assert.Equal(fast, LimeSurrogate.Select(new NormalEquations(samples, y, weights), 12, FeatureSelection.Auto, kept));
    }

    [Fact]
    public void HighestWeights_KeepsTheLargestCoefficients()
    {
        var (samples, y, weights) = Given(features: 12, count: 80, seed: 6);
        var equations = new NormalEquations(samples, y, weights);
        var all = equations.Ridge(0.01).Coefficients.Select(Math.Abs).ToArray();

        var kept = LimeSurrogate.Select(equations, 12, FeatureSelection.Auto, 8);

        Assert.Equal(8, kept.Length);
        Assert.True(kept.Min(k => all[k]) > Enumerable.Range(0, 12).Except(kept).Max(k => all[k]));
    }

    [Fact]
    public void Samples_AreFairCoins_AfterTheWholeImage()
    {
        var samples = LimeSurrogate.Draw(2000, 130, seed: 11);

        Assert.Equal(130, samples.Size(0));
        for (var k = 0; k < 130; k++)
        {
            // Five standard deviations of the mean of 1999 fair coins: 5 · 0.5 / √1999.
            Assert.Equal(0.5, Enumerable.Range(1, 1999).Average(n => samples[n, k] ? 1.0 : 0), 0.056);
        }
    }

    private static (Coalitions Samples, double[] Scores, double[] Weights) Given(int features, int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var samples = LimeSurrogate.Draw(count, features, seed);
        var scores = Enumerable.Range(0, count).Select(_ => random.NextGaussian()).ToArray();
        return (samples, scores, LimeSurrogate.Weights(samples, 0.25));
    }

    private static List<JsonElement> Entries() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared, "goldens", "manifest.json"))).RootElement.GetProperty("entries").EnumerateArray()];
}
