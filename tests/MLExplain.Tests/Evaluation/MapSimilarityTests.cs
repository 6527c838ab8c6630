using MLExplain.Evaluation;
using MLExplain.Tensors;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Evaluation;

public sealed class MapSimilarityTests
{
    /// <summary>Deep float64 sums of float32 maps.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The references summed channels in float64 before they ranked or scaled; ours are rounded to float32 once.</summary>
    private const double ChannelSums = 1e-4;

    public static TheoryData<string> Goldens => SimilarityGolden.Folders;

    public static TheoryData<SimilarityKind, bool> Ways => new()
    {
        { SimilarityKind.Spearman, true }, { SimilarityKind.Spearman, false }, { SimilarityKind.Ssim, true },
        { SimilarityKind.Ssim, false }, { SimilarityKind.Hog, true }, { SimilarityKind.Hog, false },
    };

    [SkippableTheory]
    [MemberData(nameof(Goldens))]
    public void FiguresEqualScikitImagesAndScipys(string folder)
    {
        var golden = SimilarityGolden.Find(folder);
        var (original, randomized) = (golden.Original(), golden.Load("randomized_ig_channelsum"));
        double between(SimilarityKind kind, bool absolute) =>
            MapSimilarity.Between(original, randomized, new() { Kind = kind, Absolute = absolute, Cell = golden.Cell }).Value!.Value;

        Assert.Equal(golden.Figure("spearman_signed"), between(SimilarityKind.Spearman, false), ChannelSums);
        Assert.Equal(golden.Figure("spearman_abs"), between(SimilarityKind.Spearman, true), ChannelSums);
        Assert.Equal(golden.Figure("ssim_gaussian_range1"), between(SimilarityKind.Ssim, true), ChannelSums);
        Assert.Equal(golden.Figure("hog_spearman"), between(SimilarityKind.Hog, true), ChannelSums);
    }

    [SkippableTheory]
    [MemberData(nameof(Goldens))]
    public void DescriptorsEqualScikitImages(string folder)
    {
        var golden = SimilarityGolden.Find(folder);
        foreach (var (map, name) in new[] { (golden.Original(), "hog_original"), (golden.Load("randomized_ig_channelsum"), "hog_randomized") })
        {
            var magnitude = Array.ConvertAll(map.Values, v => Math.Abs((double)v));
            var scaled = Array.ConvertAll(magnitude, v => (v - magnitude.Min()) / (magnitude.Max() - magnitude.Min()));

            var actual = OrientedGradients.Describe(scaled, map.Shape[0], map.Shape[1], golden.Cell);

            var expected = golden.Load(name).Values;
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, ChannelSums));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void AMapIsLikeItself(SimilarityKind kind, bool absolute)
    {
        var map = SmallModels.Noise(1, 24, 31);

        Assert.Equal(1, MapSimilarity.Between(map, map, new() { Kind = kind, Absolute = absolute }).Value!.Value, Rounding);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void AConstantMap_HasAReasonInsteadOfANumber(SimilarityKind kind, bool absolute)
    {
        var (map, flat) = (SmallModels.Noise(1, 24, 31), new Tensor(24, 31));
        var options = new SimilarityOptions { Kind = kind, Absolute = absolute };

        foreach (var (score, start) in new[] { (MapSimilarity.Between(flat, map, options), "The first"), (MapSimilarity.Between(map, flat, options), "The second"), (MapSimilarity.Between(flat, flat, options), "Both") })
        {
            Assert.Equal(MeasureStatus.Undefined, score.Status);
            Assert.StartsWith(start, score.Reason, StringComparison.Ordinal);
        }
    }

    /// <summary>Quantus' own cases; Spearman of (−1,1,1) and (0,0,2), and of (0,1,0,1) and (1,2,1,0).</summary>
    [Theory]
    [InlineData(new float[] { -1, 1, 1 }, new float[] { 0, 0, 2 }, 0.5)]
    [InlineData(new float[] { 0, 1, 0, 1 }, new float[] { 1, 2, 1, 0 }, 0)]
    public void RankCorrelation_GivesTheNumbersQuantusPrints(float[] a, float[] b, double expected) =>
        Assert.Equal(expected, Compare(a, b, absolute: false), Rounding);

    /// <summary>Xplique's case: tied values take the mean of their ranks, so that these values go with their ranks 4, 0.5, 2.5, 2.5, 0.5 as ranks go with themselves.</summary>
    [Fact]
    public void TiedValues_TakeTheMeanOfTheirRanks()
    {
        float[] ties = [30, 10, 20, 20, 10];
        double[] ranks = [4, 0.5, 2.5, 2.5, 0.5];
        double[] others = [0, 1, 4, 2, 3];

        // Deviations from the mean rank 2, whose squares sum to 9 and 10.
        var expected = ranks.Zip(others, (a, b) => (a - 2) * (b - 2)).Sum() / Math.Sqrt(9 * 10);
        Assert.Equal(expected, Compare(ties, [.. others.Select(v => (float)(v * v))], absolute: false), Rounding);
    }

    [Fact]
    public void SignsCountOnlyWhenAsked()
    {
        float[] ramp = [1, 2, 3, 4, 5];

        Assert.Equal(-1, Compare(ramp, [-1, -2, -3, -4, -5], absolute: false), Rounding);
        Assert.Equal(1, Compare(ramp, [-1, -2, -3, -4, -5], absolute: true), Rounding);
    }

    /// <summary>Flat pictures of values a and b: (2ab + C₁) / (a² + b² + C₁), as all variances are 0; 1 for equal ones.</summary>
    [Theory]
    [InlineData(0.25, 0.75)]
    [InlineData(0.5, 0.5)]
    public void SsimOfFlatPictures_IsTheLuminanceTerm(double a, double b)
    {
        var c1 = 0.01 * 0.01;

        var actual = StructuralSimilarity.Mean([.. Enumerable.Repeat(a, 121)], [.. Enumerable.Repeat(b, 121)], 11, 11, dataRange: 1);

        Assert.Equal(((2 * a * b) + c1) / ((a * a) + (b * b) + c1), actual, Rounding);
    }

    /// <summary>One window of 11 x 11: SSIM by its definition, with the weights, means and sample covariances written out.</summary>
    [Fact]
    public void SsimOfOneWindow_IsTheFormula()
    {
        var (a, b) = (Doubles(3), Doubles(4));
        var taps = Enumerable.Range(-5, 11).Select(d => Math.Exp(-d * d / (2 * 1.5 * 1.5))).ToArray();
        var weights = taps.SelectMany(y => taps.Select(x => x * y / Math.Pow(taps.Sum(), 2))).ToArray();
        double mean(Func<int, double> value) => weights.Select((w, i) => w * value(i)).Sum();
        double covariance(double[] p, double[] q) => 121.0 / 120 * (mean(i => p[i] * q[i]) - (mean(i => p[i]) * mean(i => q[i])));
        var (ma, mb, c1, c2) = (mean(i => a[i]), mean(i => b[i]), 1e-4, 9e-4);
        var expected = ((2 * ma * mb) + c1) * ((2 * covariance(a, b)) + c2) / (((ma * ma) + (mb * mb) + c1) * (covariance(a, a) + covariance(b, b) + c2));

        Assert.Equal(expected, StructuralSimilarity.Mean(a, b, 11, 11, dataRange: 1), Rounding);
    }

    /// <summary>A window over flattened maps cannot tell rows from columns; ours sees that a picture and its transpose differ.</summary>
    [Fact]
    public void SsimReadsBothDirections()
    {
        var stripes = new Tensor(22, 22);
        var rows = new Tensor(22, 22);
        for (var i = 0; i < stripes.Length; i++)
        {
            (stripes.Values[i], rows.Values[i]) = (i % 2, i / 22 % 2);
        }

        var shifted = new Tensor([22, 22], [.. stripes.Values]);
        Assert.Equal(1, MapSimilarity.Between(stripes, shifted, new() { Kind = SimilarityKind.Ssim }).Value!.Value, Rounding);
        // Uncorrelated stripes share brightness and contrast, no structure.
        Assert.InRange(MapSimilarity.Between(stripes, rows, new() { Kind = SimilarityKind.Ssim }).Value!.Value, -0.05, 0.05);
    }

    /// <summary>A ramp to the right has all its edges at 0 degrees, one to the bottom at 90 degrees: one orientation each is filled.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 4)]
    public void HogFindsTheDirection(bool toTheRight, int orientation)
    {
        var ramp = Enumerable.Range(0, 144).Select(i => (double)(toTheRight ? i % 12 : i / 12)).ToArray();

        var descriptor = OrientedGradients.Describe(ramp, 12, 12, cell: 4);

        Assert.Equal(81, descriptor.Length);
        Assert.All(descriptor.Index(), v => Assert.Equal(v.Index % 9 == orientation, v.Item > 0));
    }

    [Fact]
    public void WhatIsTooSmall_SaysSo()
    {
        var map = SmallModels.Noise(1, 7, 7);

        Assert.Equal(MeasureStatus.NotApplicable, MapSimilarity.Between(map, map, new() { Kind = SimilarityKind.Ssim }).Status);
        Assert.Equal(MeasureStatus.NotApplicable, MapSimilarity.Between(map, map, new() { Kind = SimilarityKind.Hog, Cell = 3 }).Status);
        Assert.Contains("one size", Assert.Throws<ArgumentException>(() => MapSimilarity.Between(map, new Tensor(7, 8))).Message, StringComparison.Ordinal);
        Assert.Contains("cell is 0", Assert.Throws<ArgumentException>(() => MapSimilarity.Between(map, map, new() { Cell = 0 })).Message, StringComparison.Ordinal);
    }

    private static double Compare(float[] a, float[] b, bool absolute) =>
        MapSimilarity.Between(new Tensor([1, a.Length], a), new Tensor([1, b.Length], b), new() { Absolute = absolute }).Value!.Value;

    private static double[] Doubles(int seed) => Array.ConvertAll(SmallModels.Noise(seed, 11, 11).Values, v => (double)v);
}
