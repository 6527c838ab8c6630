using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class RiseTests
{
    private static readonly ImageShape Shape = new(2, 9, 11);

    private static readonly RiseOptions Small = new() { Samples = 400, Cells = 3, Output = ExplainedOutput.Logit, Center = false };

    [Fact]
    public void OnALinearModel_TheMapIsItsExpectation_WithinMonteCarloError()
    {
        // F = b + Σ_j a_j M_j with a_j = Σ_c w x, so S(λ) = b + Σ_j a_j E[M_j M_λ] / p, the masks' second moments taken over all shifts.
        const int masks = 6000;
        var (image, contributions, model) = Linear();
        var moments = SecondMoments(cells: 3, p: 0.3);

        var map = Explain(model, image, Small with { Samples = masks, Probability = 0.3 }).Values.Values;

        // A ratio estimator's deviation is about the scores' own over √(N p): five of them.
        var deviation = Math.Sqrt(Enumerable.Range(0, 99).Sum(i => Enumerable.Range(0, 99).Sum(j => contributions[i] * contributions[j] * (moments[i, j] - 0.09))));
        for (var pixel = 0; pixel < 99; pixel++)
        {
            var expected = 2 + (Enumerable.Range(0, 99).Sum(j => contributions[j] * moments[j, pixel]) / 0.3);
            Assert.Equal(expected, map[pixel], 5 * deviation / Math.Sqrt(masks * 0.3));
        }

        // The bound tells maps apart: the expectation itself spans more.
        Assert.True(map.Max() - map.Min() > 5 * deviation / Math.Sqrt(masks * 0.3));
    }

    [Fact]
    public void TheMap_IsThePapersSum_OverTheMasksSum()
    {
        var (image, _, model) = Linear();
        var masks = Masks(Small, image);

        var map = Explain(model, image, Small).Values.Values;

        var scores = masks.Select(mask => (double)model.Score(new Tensor([1, 2, 9, 11], [.. image.Values.Select((x, i) => x * mask[i % 99])])).Values[0]).ToArray();
        for (var pixel = 0; pixel < 99; pixel++)
        {
            // Inputs here are rounded once more than there, in float32.
            Assert.Equal(masks.Zip(scores, (m, s) => m[pixel] * s).Sum() / masks.Sum(m => (double)m[pixel]), map[pixel], 1e-4);
        }
    }

    [Theory]
    [InlineData(9, 11, 3)]
    [InlineData(14, 14, 7)]
    [InlineData(4, 30, 7)]
    public void AMask_IsAWindowOfTheEnlargedGrid(int height, int width, int cells)
    {
        var masks = new RiseMasks(height, width, cells, 0.5, seed: 5);
        var random = new SplitMix64(5);
        var mask = new float[height * width];
        for (var draw = 0; draw < 5; draw++)
        {
            masks.Next(mask);

            var grid = Enumerable.Range(0, cells * cells).Select(_ => random.NextUniform() < 0.5 ? 1f : 0).ToArray();
            var (cellHeight, cellWidth) = ((height + cells - 1) / cells, (width + cells - 1) / cells);
            var (top, left) = ((int)(random.NextUniform() * cellHeight), (int)(random.NextUniform() * cellWidth));
            var (newHeight, newWidth) = ((cells + 1) * cellHeight, (cells + 1) * cellWidth);
            var enlarged = PlaneResize.Bilinear(grid, cells, cells, newHeight, newWidth);
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                // Two float32 products instead of float64 sums.
                Assert.Equal(enlarged[((top + (pixel / width)) * newWidth) + left + (pixel % width)], mask[pixel], 1e-6);
            }
        }
    }

    [Fact]
    public void AScoreThatNeverChanges_GivesAConstantMapAndAWarning()
    {
        var result = Explain(new ScoresOnlyClassifier(Shape, _ => 0.75), Linear().Image, Small);

        Assert.All(result.Values.Values, value => Assert.Equal(0.75f, value));
        Assert.Equal("no mask changes the score, so the map says nothing: explain the logit, or choose another replacement.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Centred_TheMapIsThePapers_LessTheMeanScore()
    {
        var (image, _, model) = Linear();
        var paper = Explain(model, image, Small).Values.Values;
        var scores = Masks(Small, image).Select(mask => (double)model.Score(new Tensor([1, 2, 9, 11], [.. image.Values.Select((x, i) => x * mask[i % 99])])).Values[0]);
        var mean = scores.Average();

        var centred = Explain(model, image, Small with { Center = true }).Values.Values;

        // Each of the two maps rounds to float32 once.
        Assert.All(centred.Zip(paper), pair => Assert.Equal(pair.Second - mean, pair.First, 1e-5));
        Assert.True(new RiseOptions().Center);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheStandardError_IsTheSpreadOverSeeds(bool center)
    {
        const int seeds = 200;
        var (image, _, model) = Linear();
        var (maps, reported) = (new Moments(99), 0.0);
        for (var seed = 0; seed < seeds; seed++)
        {
            var result = Explain(model, image, Small with { Seed = seed, Center = center });
            maps.Add(result.Values.Values);
            reported += Math.Pow(StandardError(result), 2) / seeds;
        }

        var spread = maps.Variance().Average() * seeds / (seeds - 1);

        // A variance from n values has the relative standard error √(2/n), were all pixels one; three of them.
        Assert.Equal(1, reported / spread, 3 * Math.Sqrt(2.0 / seeds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheStandardError_IsThatOfEachMasksInfluence(bool center)
    {
        var (image, _, model) = Linear();
        var masks = Masks(Small, image);
        var scores = masks.Select(mask => (double)model.Score(new Tensor([1, 2, 9, 11], [.. image.Values.Select((x, i) => x * mask[i % 99])])).Values[0]).ToArray();
        var (count, mean) = (scores.Length, scores.Average());
        var squares = Enumerable.Range(0, 99).Select(pixel =>
        {
            var shown = masks.Average(m => (double)m[pixel]);
            var value = masks.Zip(scores, (m, f) => m[pixel] * f).Average() / shown;
            return masks.Zip(scores, (m, f) => Math.Pow((m[pixel] * (f - value) / shown) - (center ? f - mean : 0), 2)).Sum() / (count * (count - 1.0));
        });

        var reported = StandardError(Explain(model, image, Small with { Center = center }));

        // Inputs here are rounded once more than there, in float32.
        Assert.Equal(1, reported / Math.Sqrt(squares.Average()), 1e-4);
    }

    [Fact]
    public void ScoresThatNeverChange_HaveNoError_AndOneMaskTellsNone()
    {
        var (image, _, model) = Linear();

        Assert.Equal(0, StandardError(Explain(new ScoresOnlyClassifier(Shape, _ => 0.75), image, Small)));
        Assert.DoesNotContain("standardError", Explain(model, image, Small with { Samples = 1 }).Figures.Select(figure => figure.Name));
    }

    [Fact]
    public void ByDefault_ProbabilitiesAreAveraged_AndTheScoreStaysTheLogit()
    {
        var result = Explain(new ScoresOnlyClassifier(Shape, x => x[0]), Linear().Image, new RiseOptions { Samples = 50, Center = false });

        Assert.All(result.Values.Values, value => Assert.InRange(value, 0, 1));
        Assert.Equal(Linear().Image.Values[0], result.Score);
        Assert.Equal((50, 0), (result.ScoreCalls, result.GradientCalls));
        Assert.Equal([9, 11], result.Values.Shape.ToArray());
    }

    [Fact]
    public void Bits_FollowTheSeedAndTheImage_NotTheBatch()
    {
        var images = Given.Images(3, Shape, 7);
        ScoresOnlyClassifier Model(int rows) => new(Shape, x => (x[5] * x[70]) + Math.Sin(x[40]), rows);
        var together = new Rise(Small).Attribute(Model(7), images, [0, 1, 0]);

        for (var i = 0; i < 3; i++)
        {
            var image = new Tensor([1, 2, 9, 11], images.Row(i).ToArray());
            Assert.Equal(new Rise(Small).Explain(Model(64), image, i % 2).Values.Values, together[i].Values.Values);
            Assert.NotEqual(new Rise(Small with { Seed = 1 }).Explain(Model(8), image, i % 2).Values.Values, together[i].Values.Values);
        }
    }

    [Fact]
    public void Memory_DoesNotGrowWithTheMasks()
    {
        long Allocated(int masks)
        {
            var model = new ScoresOnlyClassifier(new ImageShape(1, 64, 64), x => x[0], preferredRows: 4);
            var image = new Tensor(1, 1, 64, 64);
            var start = GC.GetAllocatedBytesForCurrentThread();
            _ = new Rise(Small with { Samples = masks }).Attribute(model, image, [0]);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }

        _ = Allocated(10);

        // Beyond the test model's own copy of its input, a mask costs its filters (two of some kilobytes), not its 16 kB.
        var perMask = (Allocated(400) - Allocated(200)) / 200.0;
        Assert.InRange(perMask - (64 * 64 * sizeof(float)), 0, 12_000);
    }

    [Fact]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var model = new ScoresOnlyClassifier(Shape, x =>
        {
            source.Cancel();
            return x[0];
        });

        Assert.Throws<OperationCanceledException>(() => new Rise(Small).Attribute(model, Linear().Image, [0], source.Token));
        Assert.Equal(8, model.Rows.All);
    }

    [Theory]
    [InlineData("samples", "0", "'rise': samples is 0 but must be at least 1.")]
    [InlineData("probability", "1", "'rise': probability is 1 but must lie between 0 and 1, both excluded.")]
    [InlineData("cells", "0", "'rise': cells is 0 but must lie between 1 and 1024.")]
    public void BadOptions_SayWhatIsExpected(string key, string value, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<ArgumentException>(() => SaliencyMethods.Create("rise", new Dictionary<string, string> { [key] = value })).Message,
            StringComparison.Ordinal);

    private static Attribution Explain(IClassifier model, Tensor image, RiseOptions options) => new Rise(options).Explain(model, image);

    private static double StandardError(Attribution result) => result.Figures.Single(figure => figure.Name == "standardError").Value;

    private static (Tensor Image, double[] Contributions, ScoresOnlyClassifier Model) Linear()
    {
        var random = Given.Images(2, Shape, 3);
        var image = new Tensor([1, 2, 9, 11], random.Row(0).ToArray());
        var weights = Array.ConvertAll(random.Row(1).ToArray(), w => (double)w);
        return (image, [.. Enumerable.Range(0, 99).Select(p => (weights[p] * image.Values[p]) + (weights[99 + p] * image.Values[99 + p]))], ScoresOnlyClassifier.Linear(Shape, weights));
    }

    private static List<float[]> Masks(RiseOptions options, Tensor image)
    {
        var masks = new RiseMasks(9, 11, options.Cells, options.Probability, ContentSeed.Derive(options.Seed, 0, image.Values));
        return [.. Enumerable.Range(0, options.Samples).Select(_ =>
        {
            var mask = new float[99];
            masks.Next(mask);
            return mask;
        })];
    }

    /// <summary>E[M_i M_j] over fair shifts and independent cells: p² plus p (1 − p) times the overlap of both pixels' weights on the cells.</summary>
    private static double[,] SecondMoments(int cells, double p)
    {
        var (cellHeight, cellWidth) = ((9 + cells - 1) / cells, (11 + cells - 1) / cells);
        var (newHeight, newWidth) = ((cells + 1) * cellHeight, (cells + 1) * cellWidth);
        var basis = Enumerable.Range(0, cells * cells)
            .Select(cell => PlaneResize.Bilinear([.. Enumerable.Range(0, cells * cells).Select(k => k == cell ? 1f : 0)], cells, cells, newHeight, newWidth)).ToArray();
        var moments = new double[99, 99];
        for (var i = 0; i < 99; i++)
        {
            for (var j = 0; j < 99; j++)
            {
                var overlap = 0.0;
                for (var shift = 0; shift < cellHeight * cellWidth; shift++)
                {
                    int At(int pixel) => (((shift / cellWidth) + (pixel / 11)) * newWidth) + (shift % cellWidth) + (pixel % 11);
                    overlap += basis.Sum(cell => (double)cell[At(i)] * cell[At(j)]);
                }

                moments[i, j] = (p * p) + (p * (1 - p) * overlap / (cellHeight * cellWidth));
            }
        }

        return moments;
    }
}
