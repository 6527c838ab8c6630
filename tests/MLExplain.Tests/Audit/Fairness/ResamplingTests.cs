using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MLExplain.Audit.Fairness;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>Resamples, permutations and intervals against probabilities that are known exactly, or against the slow way.</summary>
public sealed class ResamplingTests
{
    private static readonly LogFactorials Logs = new(200_000);

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(7, 0.02)]
    [InlineData(40, 0.5)]
    [InlineData(40, 0.97)]
    [InlineData(1000, 0.4)]
    public void BinomialDrawsFollowTheirDistribution(int n, double share)
    {
        var random = new SplitMix64(7);
        FollowsDistribution(() => CountDraws.Binomial(ref random, Logs, n, share), n, k => Binomial.PMF(share, n, k));
    }

    [Theory]
    [InlineData(10, 4, 3)]
    [InlineData(100, 50, 60)]
    [InlineData(100, 95, 30)]
    [InlineData(2000, 300, 700)]
    public void HypergeometricDrawsFollowTheirDistribution(int population, int successes, int drawn)
    {
        var random = new SplitMix64(7);
        FollowsDistribution(() => CountDraws.Hypergeometric(ref random, Logs, population, successes, drawn), drawn, k => Dealt(population, successes, drawn, k));
    }

    [Fact]
    public void ManyDrawsKeepTheirMeanAndSpread()
    {
        var random = new SplitMix64(7);
        double[] draws = [.. Enumerable.Range(0, 2000).Select(_ => (double)CountDraws.Binomial(ref random, Logs, 100_000, 0.2))];

        // Mean 20 000, deviation 126.5: four standard errors of a mean and of a deviation of 2000 draws.
        Assert.Equal(20_000, draws.Average(), 4 * 126.5 / Math.Sqrt(2000));
        Assert.Equal(126.5, MathNet.Numerics.Statistics.Statistics.StandardDeviation(draws), 4 * 126.5 / Math.Sqrt(4000));
    }

    [Fact]
    public void WhatIsCertainIsDrawnWithCertainty()
    {
        var random = new SplitMix64(7);
        Assert.Equal((0, 9, 0), (CountDraws.Binomial(ref random, Logs, 9, 0), CountDraws.Binomial(ref random, Logs, 9, 1), CountDraws.Binomial(ref random, Logs, 0, 0.5)));
        Assert.Equal((3, 0, 5), (CountDraws.Hypergeometric(ref random, Logs, 9, 3, 9), CountDraws.Hypergeometric(ref random, Logs, 9, 3, 0), CountDraws.Hypergeometric(ref random, Logs, 9, 9, 5)));
        Assert.Equal(new Confusion(0, 4, 0, 0), CountDraws.Resample(ref random, Logs, new(0, 4, 0, 0)));
    }

    /// <summary>The slow way draws rows of each group with replacement, one by one, and counts.</summary>
    [Fact]
    public void CountsAreResampledAsRowsWouldBe()
    {
        Confusion[] groups = [new(30, 5, 10, 55), new(8, 12, 8, 32)];
        var (counts, rows) = (new SplitMix64(1), new SplitMix64(2));
        double[] fast = [.. Enumerable.Range(0, 20_000).Select(_ => Tpr(CountDraws.Resample(ref counts, Logs, groups[1])) - Tpr(CountDraws.Resample(ref counts, Logs, groups[0])))];
        double[] slow = [.. Enumerable.Range(0, 20_000).Select(_ => Tpr(Rows(ref rows, groups[1])) - Tpr(Rows(ref rows, groups[0])))];

        Assert.All(new[] { 0.025, 0.1, 0.5, 0.9, 0.975 }, p =>
        {
            // A quantile of 20 000 draws with deviation 0.14 scatters by less than 0.003 at 2.5 %; four of those, for two samples.
            Assert.Equal(MathNet.Numerics.Statistics.Statistics.Quantile(slow, p), MathNet.Numerics.Statistics.Statistics.Quantile(fast, p), 4 * 0.003 * Math.Sqrt(2));
        });
    }

    /// <summary>With two groups the permutation distribution is hypergeometric, so the p-value is a sum of known probabilities.</summary>
    [Theory]
    [InlineData(30, 40, 8, 16)]
    [InlineData(30, 40, 14, 16)]
    [InlineData(30, 40, 12, 16)]
    public void PValuesAreThoseOfTheExactPermutationTest(int foundA, int positivesA, int foundB, int positivesB)
    {
        var report = FairnessAudit.Run(
            [.. Made.Group("a", foundA, 0, positivesA - foundA, 0), .. Made.Group("b", foundB, 0, positivesB - foundB, 0)], Made.Options with { Replicates = 20_000 });
        var observed = Math.Abs((foundA / (double)positivesA) - (foundB / (double)positivesB));

        var exact = Enumerable.Range(0, positivesB + 1).Where(k => Math.Abs(((foundA + foundB - k) / (double)positivesA) - (k / (double)positivesB)) >= observed - 1e-12)
            .Sum(k => Dealt(positivesA + positivesB, foundA + foundB, positivesB, k));

        // Four standard errors of a share of 20 000 draws.
        Assert.Equal(exact, DisparityTests.Find("equal_opportunity_difference", report).PValue!.Value, (4 * Math.Sqrt(Math.Max(0, exact * (1 - exact)) / 20_000)) + (1 / 20_000.0));
    }

    /// <summary>R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 1998, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1)]
    public void NewcombesIntervalIsThePublishedOne(int a, int n, int b, int m, double lower, double upper)
    {
        var interval = ScoreBounds.Newcombe(a / (double)n, Wilson.Interval(a, n), b / (double)m, Wilson.Interval(b, m));

        Assert.Equal(lower, interval.Lower, 0.5e-4);
        Assert.Equal(upper, interval.Upper, 0.5e-4);
    }

    /// <summary>The ends are where Newcombe's construction for p − R q reaches 0.</summary>
    [Theory]
    [InlineData(30, 60, 48, 80)]
    [InlineData(1, 50, 2, 60)]
    [InlineData(0, 30, 20, 30)]
    [InlineData(29, 30, 30, 30)]
    public void TheEndsOfARatioSolveTheirEquation(int a, int n, int b, int m)
    {
        var (p, q, ofP, ofQ) = (a / (double)n, b / (double)m, Wilson.Interval(a, n), Wilson.Interval(b, m));
        var (lower, upper) = (ScoreBounds.RatioLower(p, ofP, q, ofQ), ScoreBounds.RatioUpper(p, ofP, q, ofQ));

        Assert.Equal(p - (lower * q), Norm(p - ofP.Lower, lower * (ofQ.Upper - q)), 1e-12);
        Assert.Equal((upper * q) - p, Norm(ofP.Upper - p, upper * (q - ofQ.Lower)), 1e-9);
        Assert.InRange(p / q, lower, upper);
    }

    [Fact]
    public void TheRatioToAZeroRateIsBoundedBelowOnly()
    {
        Assert.Equal(0, ScoreBounds.RatioLower(0, new(0, 0.2), 0, new(0, 0.2)));
        Assert.Equal(double.PositiveInfinity, ScoreBounds.RatioUpper(0.5, new(0.4, 0.6), 0, new(0, 0.2)));
    }

    /// <summary>The hypergeometric probability; 0 for what cannot be dealt.</summary>
    private static double Dealt(int population, int successes, int drawn, int k) => k > successes || drawn - k > population - successes
        ? 0
        : Math.Exp(SpecialFunctions.BinomialLn(successes, k) + SpecialFunctions.BinomialLn(population - successes, drawn - k) - SpecialFunctions.BinomialLn(population, drawn));

    private static double Tpr(Confusion c) => c.TruePositives / (double)Math.Max(1, c.TruePositives + c.FalseNegatives);

    private static Confusion Rows(ref SplitMix64 random, Confusion counts)
    {
        var drawn = new Confusion();
        for (var i = 0; i < counts.Total; i++)
        {
            var row = (long)(random.NextUniform() * counts.Total);
            drawn += row < counts.TruePositives ? new(1, 0, 0, 0)
                : row < counts.TruePositives + counts.FalsePositives ? new(0, 1, 0, 0)
                : row < counts.Total - counts.TrueNegatives ? new(0, 0, 1, 0) : new Confusion(0, 0, 0, 1);
        }

        return drawn;
    }

    private static double Norm(double a, double b) => Math.Sqrt((a * a) + (b * b));

    /// <summary>Every outcome's share of 200 000 draws lies within 4.5 standard errors of its probability (a chance of 1 in 150 000 to miss).</summary>
    private static void FollowsDistribution(Func<long> draw, int most, Func<int, double> probability)
    {
        const int Draws = 200_000;
        var counts = new int[most + 1];
        for (var i = 0; i < Draws; i++)
        {
            counts[draw()]++;
        }

        for (var k = 0; k <= most; k++)
        {
            var p = probability(k);
            Assert.Equal(p, counts[k] / (double)Draws, (4.5 * Math.Sqrt(p * (1 - p) / Draws)) + (2.0 / Draws));
        }
    }
}
