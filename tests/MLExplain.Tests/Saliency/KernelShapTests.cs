using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class KernelShapTests
{
    private static readonly ImageShape Shape = new(2, 6, 9);

    // Nine superpixels: 510 coalitions besides the whole and the empty one.
    private static readonly KernelShapOptions Grid = new() { Segmentation = new GridSegmentation { Rows = 3, Columns = 3 }, Replacement = Baseline.Zero, Samples = 600 };

    // Scores are float32 near 10: each is off by up to 5e-7.
    private const double Float32 = 1e-5;

    private static readonly Random Game = new(5);

    private static readonly double[,] Pairs = Filled(() => Game.NextDouble() - 0.5);

    [Fact]
    public void EveryCoalition_GivesTheShapleyValues()
    {
        var result = Explain(Nonlinear(), Grid);

        Assert.True(result.IsExact);
        Assert.Equal(511, result.ScoreCalls);
        for (var player = 0; player < 9; player++)
        {
            Assert.Equal(BruteForce(player), result.ShapleyValues[player], Float32);
        }
    }

    [Fact]
    public void TheBudgetThatHoldsAllCoalitions_IsTwoToTheMMinusTwo()
    {
        for (var players = 2; players <= 12; players++)
        {
            var all = (1 << players) - 2;
            var complete = ShapleyCoalitions.Choose(players, all, seed: 1);
            Assert.True(complete.IsComplete);
            Assert.Equal(all, Distinct(complete));
            Assert.Equal(all + 2, complete.Samples.Count);
            if (players > 3)
            {
                Assert.False(ShapleyCoalitions.Choose(players, all - 1, seed: 1).IsComplete);
            }
        }
    }

    [Fact]
    public void Weights_AreTheShapleyKernel()
    {
        var coalitions = ShapleyCoalitions.Choose(6, 62, seed: 1);

        for (var sample = 2; sample < 64; sample++)
        {
            var size = coalitions.Samples.Size(sample);
            Assert.Equal(5 / (Binomial(6, size) * size * (6 - size)), coalitions.Weights[sample], 1e-15);
        }

        Assert.Equal([0, 0], coalitions.Weights[..2]);
        Assert.Equal((6, 0), (coalitions.Samples.Size(0), coalitions.Samples.Size(1)));
    }

    [Theory]
    [InlineData(20, 200, true)]
    [InlineData(20, 41, false)]
    [InlineData(70, 1000, true)]
    [InlineData(70, 333, false)]
    public void PartOfTheCoalitions_ComesInPairs_WithTheKernelsMass(int players, int budget, bool coversSinglePlayers)
    {
        var coalitions = ShapleyCoalitions.Choose(players, budget, seed: 3);

        Assert.InRange(coalitions.Samples.Count - 2, budget - 1, budget);
        for (var sample = 2; sample < coalitions.Samples.Count; sample += 2)
        {
            Assert.All(Enumerable.Range(0, players), k => Assert.NotEqual(coalitions.Samples[sample, k], coalitions.Samples[sample + 1, k]));
        }

        // A size whose share of the budget covers it is there once, with its own mass, (M − 1) / (s (M − s)); the total is the kernel's.
        var singles = Enumerable.Range(2, coalitions.Samples.Count - 2).Where(n => coalitions.Samples.Size(n) == 1).ToList();
        Assert.Equal(coversSinglePlayers, singles.Count == players && Math.Abs(singles.Sum(n => coalitions.Weights[n]) - 1) < 1e-12);
        Assert.Equal(Enumerable.Range(1, players - 1).Sum(s => (players - 1) / ((double)s * (players - s))), coalitions.Weights.Sum(), 1e-9);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(60)]
    public void OnALinearModel_ValuesAreContributions_ExactlyEvenWhenSampled(int samples)
    {
        var random = Given.Images(2, Shape, 3);
        var weights = Array.ConvertAll(random.Row(1).ToArray(), w => (double)w);
        var image = new Tensor([1, 2, 6, 9], random.Row(0).ToArray());

        var result = Assert.IsType<KernelShapAttribution>(new KernelShap(Grid with { Samples = samples }).Explain(ScoresOnlyClassifier.Linear(Shape, weights), image));

        Assert.Equal(samples == 600, result.IsExact);
        for (var k = 0; k < 9; k++)
        {
            var expected = Enumerable.Range(0, 108).Where(i => result.Segments.Labels[i % 54] == k).Sum(i => weights[i] * image.Values[i]);
            Assert.Equal(expected, result.ShapleyValues[k], Float32);
        }

        Assert.Equal(1, result.Figures.Single(f => f.Name == "weightedR2").Value, 1e-9);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(60)]
    [InlineData(4)]
    public void Values_ShareTheChangeOfTheScore_WhateverTheBudget(int samples)
    {
        var result = Explain(Nonlinear(), Grid with { Samples = samples });

        Assert.Equal(result.Score - result.BaselineScore!.Value, result.ShapleyValues.Sum(), 1e-10);
        Assert.Equal(Value([]), result.BaselineScore.Value, Float32);

        // 54 pixels in float32.
        Assert.Equal(0, result.Residual!.Value, 1e-5);
        Assert.Equal(samples == 4, result.Warnings.Any(w => w.Contains("4 coalitions do not determine the values of 9 superpixels", StringComparison.Ordinal)));
    }

    [Fact]
    public void MoreSamples_ComeCloser()
    {
        double Error(int samples) => Enumerable.Range(0, 8)
            .Average(seed => Enumerable.Range(0, 9).Sum(k => Math.Abs(Explain(Nonlinear(), Grid with { Samples = samples, Seed = seed }).ShapleyValues[k] - BruteForce(k))));

        Assert.True(Error(300) < 0.7 * Error(40));
    }

    /// <summary>Of 510 coalitions 18 are enumerated and 21 pairs drawn, or 90 and 55.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public void TheStandardError_IsTheSpreadOverSeeds(int samples)
    {
        const int seeds = 300;
        var (values, reported) = (new double[seeds][], 0.0);
        for (var seed = 0; seed < seeds; seed++)
        {
            var result = Explain(Nonlinear(), Grid with { Samples = samples, Seed = seed });
            values[seed] = [.. result.ShapleyValues];
            reported += Math.Pow(StandardError(result)!.Value, 2) / seeds;
        }

        var spread = Enumerable.Range(0, 9).Average(k => values.Sum(v => Math.Pow(v[k] - values.Average(w => w[k]), 2)) / (seeds - 1));

        // A variance from n values has the relative standard error √(2/n), were all superpixels one: three of them, 0.24.
        Assert.Equal(1, reported / spread, 3 * Math.Sqrt(2.0 / seeds));
    }

    [Fact]
    public void TheStandardError_FallsWithTheRootOfTheSamples()
    {
        double Error(int samples) => Enumerable.Range(0, 20).Average(seed => StandardError(Explain(Nonlinear(), Grid with { Samples = samples, Seed = seed }))!.Value);

        // 145 and 55 pairs of the same sizes; each mean of 20 is known to some percent.
        Assert.Equal(Math.Sqrt(55.0 / 145), Error(380) / Error(200), 0.1);
    }

    [Fact]
    public void TheStandardError_IsNoneWhereEveryCoalitionIsScored_OrScoresAreAdditive_AndUnknownFromFewPairs()
    {
        var additive = new ScoresOnlyClassifier(Shape, x => x.Sum());

        Assert.Equal(0, StandardError(Explain(Nonlinear(), Grid)));
        Assert.Equal(0, StandardError(Explain(additive, Grid with { Samples = 60 }))!.Value, Float32);
        Assert.Null(StandardError(Explain(Nonlinear(), Grid with { Samples = 4 })));
        Assert.Null(StandardError(Explain(Nonlinear(), Grid with { Samples = 16 })));
        Assert.NotNull(StandardError(Explain(Nonlinear(), Grid with { Samples = 40 })));
    }

    [Fact]
    public void OneSuperpixel_GetsAll_AndIsWarnedOf()
    {
        var result = Explain(Nonlinear(), Grid with { Segmentation = new GridSegmentation { Rows = 1, Columns = 1 } });

        Assert.Equal(result.Score - result.BaselineScore!.Value, Assert.Single(result.ShapleyValues), 1e-12);
        Assert.Equal("the whole image is one superpixel, so the map shows no place: choose a finer segmentation.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void AScoreThatNeverChanges_GivesZerosAndAWarning()
    {
        var result = Explain(new ScoresOnlyClassifier(Shape, _ => 7), Grid);

        Assert.All(result.Values.Values, value => Assert.Equal(0, value));
        Assert.StartsWith("hiding superpixels does not change the score", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "at least 2")]
    [InlineData(100_001, "at most 100000")]
    public void SamplesOutOfRange_AreRefusedBeforeAnyIsDrawn(int samples, string bound) => Assert.StartsWith(
        $"'kernel-shap': samples is {samples} but must be {bound}: ",
        Assert.Throws<ArgumentException>(() => new KernelShap(new KernelShapOptions { Samples = samples })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Bits_FollowTheSeedAndTheImage_NotTheBatch()
    {
        var images = Given.Images(3, Shape, 7);
        var options = Grid with { Samples = 50, Replacement = null };
        ScoresOnlyClassifier Model(int rows) => new(Shape, x => (x[5] * x[70]) + Math.Sin(x[40]), rows);
        var together = new KernelShap(options).Attribute(Model(7), images, [0, 1, 0]);

        for (var i = 0; i < 3; i++)
        {
            var image = new Tensor([1, 2, 6, 9], images.Row(i).ToArray());
            Assert.Equal(new KernelShap(options).Explain(Model(64), image, i % 2).Values.Values, together[i].Values.Values);
            Assert.NotEqual(new KernelShap(options with { Seed = 1 }).Explain(Model(8), image, i % 2).Values.Values, together[i].Values.Values);
        }
    }

    private static KernelShapAttribution Explain(IClassifier model, KernelShapOptions options)
    {
        var image = new Tensor(1, 2, 6, 9);
        Array.Fill(image.Values, 1f);
        return Assert.IsType<KernelShapAttribution>(new KernelShap(options).Explain(model, image));
    }

    private static double? StandardError(Attribution result) => result.Figures.Where(f => f.Name == "standardError").Select(f => (double?)f.Value).SingleOrDefault();

    /// <summary>A game of nine players, read at each superpixel's first pixel: pairs, a triple and a threshold.</summary>
    private static ScoresOnlyClassifier Nonlinear() =>
        new(Shape, x => Value([.. Enumerable.Range(0, 9).Where(k => x[(k / 3 * 18) + (k % 3 * 3)] != 0)]), preferredRows: 64);

    private static double Value(List<int> members)
    {
        var sum = members.Count > 4 ? 2.0 : 0;
        sum += members.Contains(1) && members.Contains(5) && !members.Contains(7) ? 3 : 0;
        return 1 + sum + members.Sum(i => members.Sum(j => Pairs[i, j]));
    }

    /// <summary>φ_i = Σ_S |S|! (M − |S| − 1)! / M! (v(S ∪ i) − v(S)), L. Shapley, 1953.</summary>
    private static double BruteForce(int player)
    {
        var others = Enumerable.Range(0, 9).Where(k => k != player).ToArray();
        return Enumerable.Range(0, 256).Sum(bits =>
        {
            var members = others.Where((_, k) => (bits >> k & 1) != 0).ToList();
            return (Value([.. members, player]) - Value(members)) / (9 * Binomial(8, members.Count));
        });
    }

    private static double Binomial(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);

    private static double[,] Filled(Func<double> next)
    {
        var matrix = new double[9, 9];
        for (var i = 0; i < 81; i++)
        {
            matrix[i / 9, i % 9] = next();
        }

        return matrix;
    }

    private static int Distinct(ShapleyCoalitions coalitions) => Enumerable.Range(2, coalitions.Samples.Count - 2)
        .Select(n => Enumerable.Range(0, coalitions.Samples.Features).Sum(k => coalitions.Samples[n, k] ? 1 << k : 0)).Distinct().Count();
}
