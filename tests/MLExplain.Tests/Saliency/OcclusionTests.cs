using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class OcclusionTests
{
    private static readonly ImageShape Odd = new(2, 7, 10);

    // A float64 drop of float32 scores near 10, stored as float32.
    private const double Float32 = 1e-5;

    [Fact]
    public void TwoOnes_GiveTheMapOfPairsTest()
    {
        var model = new ScoresOnlyClassifier(new ImageShape(1, 5, 5), x => 3 * x.Sum());
        var image = new Tensor(1, 1, 5, 5);
        (image.Values[6], image.Values[18]) = (1, 1);

        var result = Method(new() { Window = 3, Stride = 1, Overlap = OcclusionOverlap.Sum }).Explain(model, image);

        Assert.Equal([3, 6, 6, 3, 0, 6, 15, 18, 12, 3, 6, 18, 24, 18, 6, 3, 12, 18, 15, 6, 0, 3, 6, 6, 3], result.Values.Values);
        Assert.Equal([5, 5], result.Values.Shape.ToArray());
        Assert.Equal((10, 9, 0), (model.Rows.All, result.ScoreCalls, result.GradientCalls));
        Assert.Equal(6, result.Score);
        Assert.Empty(result.Warnings);
        Assert.Null(result.Residual);
    }

    [Fact]
    public void WindowsOfOnePixel_OnALinearModel_GiveWeightTimesDifference()
    {
        var random = Given.Images(2, Odd, 3);
        var (image, weights) = (random.Row(0).ToArray(), Array.ConvertAll(random.Row(1).ToArray(), w => (double)w));
        var black = new Preprocessing { Width = Odd.Width, Height = Odd.Height, Mean = [0.5f], Std = [0.25f] };
        var model = ScoresOnlyClassifier.Linear(Odd, weights);

        // The preprocessing has three channels and the model two, so the replacement is given in network units: black is -2.
        var result = Method(new() { Window = 1, Stride = 1, Replacement = Baseline.Of(Filled(Odd, black.ToNetwork(0, 0))) }).Explain(model, new Tensor([1, 2, 7, 10], image));

        for (var pixel = 0; pixel < 70; pixel++)
        {
            var expected = (weights[pixel] * (image[pixel] + 2)) + (weights[70 + pixel] * (image[70 + pixel] + 2));
            Assert.Equal(expected, result.Values.Values[pixel], Float32);
        }
    }

    [Theory]
    [InlineData(3, 2, OcclusionOverlap.Mean)]
    [InlineData(3, 2, OcclusionOverlap.Sum)]
    [InlineData(4, 3, OcclusionOverlap.Mean)]
    [InlineData(7, 7, OcclusionOverlap.Sum)]
    public void EveryPixel_HasTheDropsOfTheWindowsThatCoverIt(int window, int stride, OcclusionOverlap overlap)
    {
        var model = Nonlinear(Odd);
        var image = Given.Images(1, Odd, 5);
        var result = Method(new() { Window = window, Stride = stride, Overlap = overlap, Replacement = Baseline.Mean }).Explain(model, image);

        // The slow way: windows at multiples of the stride, the last at the border; each scored on its own.
        var drops = new List<double>[70];
        for (var pixel = 0; pixel < 70; pixel++)
        {
            drops[pixel] = [];
        }

        foreach (var top in Starts(7))
        {
            foreach (var left in Starts(10))
            {
                var hidden = image.Clone();
                for (var i = 0; i < 140; i++)
                {
                    var (channel, y, x) = (i / 70, i % 70 / 10, i % 10);
                    hidden.Values[i] = Inside(y, top) && Inside(x, left) ? (float)image.Values.Skip(70 * channel).Take(70).Average(v => (double)v) : hidden.Values[i];
                }

                var drop = (double)model.Score(image).Values[0] - model.Score(hidden).Values[0];
                for (var pixel = 0; pixel < 70; pixel++)
                {
                    if (Inside(pixel / 10, top) && Inside(pixel % 10, left))
                    {
                        drops[pixel].Add(drop);
                    }
                }
            }
        }

        for (var pixel = 0; pixel < 70; pixel++)
        {
            Assert.Equal(overlap == OcclusionOverlap.Mean ? drops[pixel].Average() : drops[pixel].Sum(), result.Values.Values[pixel], Float32);
        }

        List<int> Starts(int length) => [.. Enumerable.Range(0, length).Where(start => start + window <= length && (start % stride == 0 || start + window == length))];
        bool Inside(int position, int start) => position >= start && position < start + window;
    }

    [Fact]
    public void Bits_DoNotDependOnTheBatch()
    {
        var images = Given.Images(3, Odd, 7);
        var noisy = Method(new() { Window = 2, Replacement = Baseline.Noise, Seed = 4, Preprocessing = null });
        Assert.Throws<ArgumentException>(() => noisy.Attribute(Nonlinear(Odd), images, [0, 0, 0]));

        var method = Method(new() { Window = 3 });
        var together = method.Attribute(Nonlinear(Odd, rows: 5), images, [0, 1, 0]);
        for (var i = 0; i < 3; i++)
        {
            var alone = method.Explain(Nonlinear(Odd, rows: 64), new Tensor([1, 2, 7, 10], images.Row(i).ToArray()), i % 2);
            Assert.Equal(alone.Values.Values, together[i].Values.Values);
        }
    }

    [Fact]
    public void Probability_IsTheDropOfTheProbability()
    {
        var shape = new ImageShape(1, 1, 2);
        var model = new ScoresOnlyClassifier(shape, x => x[0] + (2 * x[1]));

        var result = Method(new() { Output = ExplainedOutput.Probability, Window = 1 }).Explain(model, Given.Vector(1, -0.25f));

        // Two classes with logits z and -z: p = 1 / (1 + e^(-2z)).
        static double P(double z) => 1 / (1 + Math.Exp(-2 * z));
        Assert.Equal(P(0.5) - P(-0.5), result.Values.Values[0], Float32);
        Assert.Equal(P(0.5) - P(1), result.Values.Values[1], Float32);
        Assert.Equal(0.5, result.Score);
    }

    [Fact]
    public void AModelThatNothingChanges_IsWarnedOf()
    {
        var result = Method(new() { Window = 2 }).Explain(new ScoresOnlyClassifier(Odd, _ => 7), Given.Images(1, Odd, 1));

        Assert.All(result.Values.Values, value => Assert.Equal(0, value));
        Assert.Equal("no window of 2 pixels changes the score: the map says nothing; try a larger window or another replacement.", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("window", "0", "'occlusion': window is 0 but must be at least 1.")]
    [InlineData("window", "8", "'occlusion': window is 8 but the model's images are 7x10; it must fit into them.")]
    [InlineData("stride", "2", "'occlusion': stride is 2 but the window is 1, so pixels between windows would be left out; it must be at most 1.")]
    [InlineData("baseline", "grey", "'occlusion' cannot paint the baseline 'Grey' because it is in image units and no preprocessing is known:")]
    [InlineData("overlap", "max", "'occlusion' option 'overlap' is 'max', but it takes mean, sum;")]
    public void BadOptions_SayWhatIsExpected(string key, string value, string sentence)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            SaliencyMethods.Create("occlusion", new Dictionary<string, string> { [key] = value }).Explain(Nonlinear(Odd), Given.Images(1, Odd, 1)));

        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var model = new ScoresOnlyClassifier(Odd, x =>
        {
            source.Cancel();
            return x[0];
        });

        Assert.Throws<OperationCanceledException>(() => Method(new() { Window = 1 }).Attribute(model, Given.Images(1, Odd, 1), [0], source.Token));
        Assert.Equal(8, model.Rows.All);
    }

    private static Occlusion Method(OcclusionOptions options) => new(options);

    private static Tensor Filled(ImageShape shape, float value)
    {
        var tensor = new Tensor(shape.Channels, shape.Height, shape.Width);
        Array.Fill(tensor.Values, value);
        return tensor;
    }

    // Neighbours multiply, so no window's drop is the sum of its pixels'.
    private static ScoresOnlyClassifier Nonlinear(ImageShape shape, int rows = 8) =>
        new(shape, x => Enumerable.Range(0, x.Length - 1).Sum(i => Math.Sin(i) * x[i] * x[i + 1]), rows);
}
