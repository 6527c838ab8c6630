using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class XraiTests
{
    private static readonly ImageShape Shape = new(3, 32, 32);

    [Theory]
    [InlineData(XraiAlgorithm.Full)]
    [InlineData(XraiAlgorithm.Fast)]
    public void TheMapSumsToTheBase_LargestOverTheChannels(XraiAlgorithm algorithm)
    {
        var (model, images) = (Wavy(), Given.Images(2, Shape, seed: 3));

        foreach (var (result, image) in new Xrai(new XraiOptions { Algorithm = algorithm, Steps = 40 }).Attribute(model, images, [0, 1]).Select((r, i) => (r, i)))
        {
            var expected = BetweenExtremes(model, Images(images, image), image);

            Assert.Equal([32, 32], result.Values.Shape.ToArray());

            // Two float32 roundings of 1024 values of about 1.
            Assert.Equal(Statistics.Sum(expected), result.Sum, 1e-3);
            Assert.Equal((80, "inclusiveMean 40", null), (result.GradientCalls, result.Rule, result.Residual));
            Assert.All(result.Warnings, warning => Assert.StartsWith("Of the base attribution: Too few steps: ", warning, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ANamedBase_IsCutIntoRegions()
    {
        var image = Given.Images(1, Shape, seed: 4);
        var expected = SaliencyMap.From(new Gradient().Explain(Wavy(), image), ChannelReduction.Max);

        var result = (XraiAttribution)SaliencyMethods.Create("xrai", new Dictionary<string, string> { ["base"] = "gradient", ["algorithm"] = "fast", ["scales"] = "30,1e2" }).Explain(Wavy(), image);

        // As above; the gradient's values are of the order of 1.
        Assert.Equal(Statistics.Sum(expected.Values.Values), result.Sum, 1e-3);
        Assert.Equal(1, result.GradientCalls);
        Assert.Equal(result.Ranking.Segments.Count, Assert.Single(result.Figures).Value);
    }

    [Fact]
    public void ASegmentationOfOnesOwn_ReplacesTheSixScales()
    {
        var result = (XraiAttribution)new Xrai(new XraiOptions { Segmentation = new GridSegmentation { Rows = 4, Columns = 4 }, Dilation = 0 })
            .Explain(Wavy(), Given.Images(1, Shape, seed: 5));

        Assert.Equal(16, result.Ranking.Segments.Count);
        Assert.All(result.Ranking.Segments, segment => Assert.Equal(64, segment.Pixels));
    }

    /// <summary>
    /// Halves that differ by 200 in blue, left and right, and by 30 in red, above and below. The network sees red a hundred times enlarged; people see two
    /// halves, left and right, and so does the segmentation: k / 64 = 0.31 joins across 30 / 255, not across 200 / 255.
    /// </summary>
    [Fact]
    public void ASegmentationOfOnesOwn_CutsThePicture_NotTheNetworksInput()
    {
        var preprocessing = new Preprocessing { Width = 16, Height = 16, Std = [0.01f, 1, 1] };
        var picture = new RgbImage(16, 16, [.. Enumerable.Range(0, 256).SelectMany(i => new byte[] { (byte)(i / 16 < 8 ? 0 : 30), 0, (byte)(i % 16 < 8 ? 0 : 200) })]);
        var options = new XraiOptions { Segmentation = new FelzenszwalbSegmentation { Scale = 5000, Sigma = 0, MinSize = 1 } };
        var input = preprocessing.Normalize(picture);

        var seen = XraiSegments.Maps(input, options with { Preprocessing = preprocessing }, default).Single();
        var raw = XraiSegments.Maps(input, options, default).Single();

        Assert.Equal(Enumerable.Range(0, 256).Select(i => i % 16 < 8 ? 0 : 1), seen.Labels.ToArray());
        Assert.Equal(Enumerable.Range(0, 256).Select(i => i / 16 < 8 ? 0 : 1), raw.Labels.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void AnImageWithoutContrast_IsOneSegment_AndSaysSo(float level)
    {
        var image = new Tensor(1, 3, 32, 32);
        Array.Fill(image.Values, level);

        var result = new Xrai(new XraiOptions { Base = "gradient" }).Explain(Wavy(), image);

        Assert.All(result.Values.Values, value => Assert.True(float.IsFinite(value)));
        Assert.StartsWith("XRAI found one segment only", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AnImageTooSmallForAnyRegion_IsItsMean()
    {
        var result = new Xrai().Explain(Given.Linear(1, -2, 4), Given.Vector(1, 2, 3));

        // Baselines 1 and 3: attributions 1·(0 − 2)/2, −2·(1 − 1)/2 and 4·(2 + 0)/2, the mean of which is 1.
        Assert.Equal([1f, 1f, 1f], result.Values.Values);
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void ResultsDoNotDependOnTheBatch()
    {
        var images = Given.Images(3, Shape, seed: 6);
        var method = new Xrai(new XraiOptions { Steps = 3 });

        var together = method.Attribute(Wavy(preferredRows: 8), images, [0, 1, 0]);

        for (var image = 0; image < 3; image++)
        {
            Assert.Equal(method.Explain(Wavy(preferredRows: 1), Images(images, image), image % 2).Values.Values, together[image].Values.Values);
        }
    }

    [Fact]
    public void ACancelledRunStops() => Assert.ThrowsAny<OperationCanceledException>(
        () => new Xrai().Attribute(Wavy(), Given.Images(1, Shape, seed: 1), [0], new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("steps", "1", "'xrai': steps is 1 but the base attribution uses both ends of the path and needs at least 2.")]
    [InlineData("base", "gradeint", "'xrai' option 'base' is 'gradeint', but it takes the name of another method; did you mean 'gradient'?")]
    [InlineData("base", "xrai", "'xrai': base is 'xrai' itself; give a method whose map can be cut into regions.")]
    [InlineData("areaThreshold", "1.5", "'xrai': areaThreshold is 1.5 but must lie above 0 and be at most 1.")]
    [InlineData("scales", "50;100", "'xrai' option 'scales' is '50;100', but it takes numbers with commas between them.")]
    [InlineData("scales", "50,-1", "'xrai': Felzenszwalb's scale is -1 but must be a number of at least 0.")]
    [InlineData("algorithm", "ful", "'xrai' option 'algorithm' is 'ful', but it takes full, fast; did you mean 'full'?")]
    [InlineData("minPixels", "0", "'xrai': minPixels is 0 and dilation 5 but they must be at least 1 and 0.")]
    public void ABadValue_SaysWhatIsExpected(string key, string value, string sentence) => Assert.StartsWith(
        sentence,
        Assert.Throws<ArgumentException>(() => SaliencyMethods.Create("xrai", new Dictionary<string, string> { [key] = value })).Message,
        StringComparison.Ordinal);

    /// <summary>F = Σ sin(x_i + i / 100): its gradient differs from pixel to pixel and along every path.</summary>
    private static ClosedFormClassifier Wavy(int preferredRows = 8) => new(
        Shape, x => x.Select((v, i) => Math.Sin(v + (i / 100.0))).Sum(), x => [.. x.Select((v, i) => Math.Cos(v + (i / 100.0)))], preferredRows);

    private static Tensor Images(Tensor images, int index) => new([1, 3, 32, 32], images.Row(index).ToArray());

    // The definition by the public method: Integrated Gradients from both constants, the mean, the largest channel.
    private static float[] BetweenExtremes(IClassifier model, Tensor image, int target)
    {
        float[][] parts = [.. new[] { image.Values.Min(), image.Values.Max() }.Select(level =>
        {
            var baseline = new Tensor(3, 32, 32);
            Array.Fill(baseline.Values, level);
            return Given.Rule(Quadrature.InclusiveMean, 40, Baseline.Of(baseline)).Explain(model, image, target).Values.Values;
        })];
        return [.. Enumerable.Range(0, 1024).Select(p => Enumerable.Range(0, 3).Max(c => (parts[0][(c * 1024) + p] + parts[1][(c * 1024) + p]) / 2))];
    }
}
