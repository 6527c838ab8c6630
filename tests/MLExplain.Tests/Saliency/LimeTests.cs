using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class LimeTests
{
    private static readonly ImageShape Shape = new(2, 8, 8);

    // A grid of 4x4 superpixels of 2x2 pixels.
    private static readonly LimeOptions Grid = new() { Segmentation = new GridSegmentation { Rows = 4, Columns = 4 }, Replacement = Baseline.Zero, Samples = 300 };

    // A penalty this small bends coefficients of order 1 by 1e-8.
    private const double NoPenalty = 1e-6;

    [Fact]
    public void OnALinearModel_EachCoefficientIsItsSuperpixelsContribution()
    {
        var random = Given.Images(2, Shape, 3);
        var weights = Array.ConvertAll(random.Row(1).ToArray(), w => (double)w);
        var image = new Tensor([1, 2, 8, 8], random.Row(0).ToArray());

        var result = Explain(ScoresOnlyClassifier.Linear(Shape, weights), image, Grid with { Alpha = NoPenalty });

        // Float32 scores near 10 leave 1e-6 in each of 300 equations.
        for (var k = 0; k < 16; k++)
        {
            var expected = Enumerable.Range(0, 128).Where(i => result.Segments.Labels[i % 64] == k).Sum(i => weights[i] * image.Values[i]);
            Assert.Equal(expected, result.Coefficients[k], 1e-5);
            Assert.Equal((float)result.Coefficients[k], result.Values.Values[result.Segments.Labels.IndexOf(k)]);
        }

        Assert.Equal(2, result.Intercept, 1e-5);
        Assert.Equal(result.Score, result.LocalPrediction, 1e-5);
        Assert.Equal(1, result.WeightedR2!.Value, 1e-9);
        Assert.Empty(result.Warnings);
        Assert.Equal(299, result.ScoreCalls);
        Assert.Equal(["segments", "intercept", "localPrediction", "weightedR2"], result.Figures.Select(f => f.Name));
    }

    [Fact]
    public void AnExclusiveOr_IsBeyondTheLinearSurrogate_AndThePairIsNamed()
    {
        // The score is 5 when exactly one of the superpixels 3 and 9 shows.
        var result = Explain(Game(z => z[3] != z[9] ? 5 : 0), Ones(), Grid);

        Assert.InRange(result.WeightedR2!.Value, -0.01, 0.2);
        var strongest = result.Interactions[0];
        Assert.Equal((3, 9), (strongest.First, strongest.Second));

        // a xor b = a + b − 2ab; a penalty of 1 among 300 samples takes some percent of it, none takes nothing.
        Assert.InRange(strongest.Coefficient, -10, -8);
        Assert.Equal(-10, Explain(Game(z => z[3] != z[9] ? 5 : 0), Ones(), Grid with { Alpha = NoPenalty }).Interactions[0].Coefficient, 1e-5);
        Assert.InRange(result.InteractionR2!.Value, 0.97, 1);
        Assert.Equal(
            FormattableString.Invariant($"the linear surrogate explains only {result.WeightedR2:F2} of the score's variation (weighted R2): do not trust its coefficients; superpixels 3 and 9 act together, and with products of pairs it is {result.InteractionR2:F2}."),
            Assert.Single(result.Warnings));
    }

    [Fact]
    public void AnAnd_IsHalfSeenByTheLinearSurrogate_AndSeenByThePair()
    {
        var result = Explain(Game(z => z[0] && z[15] ? 5 : 0), Ones(), Grid);

        Assert.InRange(result.WeightedR2!.Value, 0.5, 0.8);
        Assert.Equal((0, 15, 1), (result.Interactions[0].First, result.Interactions[0].Second, result.Interactions.Count));
        Assert.InRange(result.InteractionR2!.Value, 0.98, 1);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Noise_NamesNoPairs_ButForOneImageInTwenty()
    {
        // Scores that are a hash of the image: nothing to find. The expected number of false alarms in 60 runs is at most 3; eight are beyond four deviations.
        var model = new ScoresOnlyClassifier(Shape, x => new SplitMix64(ContentSeed.Derive(1, 1, x)).NextGaussian());

        var alarms = Enumerable.Range(0, 60).Count(seed => Explain(model, Ones(), Grid with { Seed = seed }).Interactions.Count > 0);

        Assert.InRange(alarms, 0, 8);
    }

    [Fact]
    public void NoInteractionsAsked_NoneSought() =>
        Assert.Null(Explain(Game(z => z[3] != z[9] ? 5 : 0), Ones(), Grid with { Interactions = 0 }).InteractionR2);

    [Fact]
    public void EqualPredictions_GiveZerosAndAWarning()
    {
        var result = Explain(new ScoresOnlyClassifier(Shape, _ => 7), Ones(), Grid);

        Assert.All(result.Values.Values, value => Assert.Equal(0, value));
        Assert.Equal(7, result.Intercept);
        Assert.Null(result.WeightedR2);
        Assert.StartsWith("hiding superpixels does not change the score, so all coefficients are 0:", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void OneSuperpixel_IsWarnedOf()
    {
        var result = Explain(Game(z => z[0] ? 3 : 0), Ones(), Grid with { Segmentation = new GridSegmentation { Rows = 1, Columns = 1 } });

        Assert.Equal("the whole image is one superpixel, so the map shows no place: choose a finer segmentation.", Assert.Single(result.Warnings));
        Assert.All(result.Values.Values, value => Assert.Equal((float)result.Coefficients[0], value));
    }

    [Fact]
    public void FewerSamplesThanSuperpixels_AreWarnedOf()
    {
        var result = Explain(Game(z => z.Count(on => on)), Ones(), Grid with { Samples = 12 });

        Assert.Contains("but 17 numbers are fitted, so the penalty decides them", Assert.Single(result.Warnings, w => w.StartsWith("the weighted samples", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Features_KeepTheStrongest()
    {
        var result = Explain(Game(z => (z[2] ? 4 : 0) + (z[7] ? -3 : 0) + (z[11] ? 0.1 : 0)), Ones(), Grid with { Features = 2 });

        Assert.Equal([2, 7], Enumerable.Range(0, 16).Where(k => result.Coefficients[k] != 0));
    }

    [Fact]
    public void Bits_FollowTheSeedAndTheImage_NotTheBatch()
    {
        var images = Given.Images(3, Shape, 7);
        var model = (int rows) => new ScoresOnlyClassifier(Shape, x => x[5] * x[70] + Math.Sin(x[40]), rows);
        var lime = new Lime(Grid with { Replacement = null });
        var together = lime.Attribute(model(7), images, [0, 1, 0]);

        for (var i = 0; i < 3; i++)
        {
            var image = new Tensor([1, 2, 8, 8], images.Row(i).ToArray());
            Assert.Equal(lime.Explain(model(64), image, i % 2).Values.Values, together[i].Values.Values);
            Assert.NotEqual(Explain(model(8), image, Grid with { Replacement = null, Seed = 1 }).Values.Values, together[i].Values.Values);
        }
    }

    [Fact]
    public void MemoryIsBoundedByTheModelsRows()
    {
        var model = new ScoresOnlyClassifier(Shape, x => x[0], preferredRows: 16);

        _ = new Lime(Grid).Attribute(model, Given.Images(2, Shape, 1), [0, 0]);

        Assert.Equal((600, 16), model.Rows);
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

        Assert.Throws<OperationCanceledException>(() => new Lime(Grid).Attribute(model, Ones(), [0], source.Token));
        Assert.Equal(8, model.Rows.All);
    }

    [Theory]
    [InlineData("samples", "1", "'lime': samples is 1 but must be at least 2:")]
    [InlineData("samples", "2000000000", "'lime': samples is 2000000000 but must be at most 100000:")]
    [InlineData("alpha", "-1", "'lime': alpha is -1 but must be at least 0.")]
    [InlineData("kernelWidth", "0", "'lime' option 'kernelWidth' is '0', but it takes a number above 0.")]
    [InlineData("segmentation", "grit:4", "'lime' option 'segmentation' is 'grit:4', but it takes ")]
    [InlineData("baseline", "segmentmeen", "'lime' option 'baseline' is 'segmentmeen', but it takes segmentMean, black,")]
    public void BadOptions_SayWhatIsExpected(string key, string value, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<ArgumentException>(() => SaliencyMethods.Create("lime", new Dictionary<string, string> { [key] = value })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void SegmentationsAreReadFromText()
    {
        Segmentation Read(string text) => SegmentationKeys.Read(new OptionValue("lime", SegmentationKeys.Option, text, new MethodContext()));

        Assert.Equal(new QuickshiftSegmentation { KernelSize = 4, MaxDistance = 200, Ratio = 0.2 }, new LimeOptions().Segmentation);
        Assert.Equal(new LimeOptions().Segmentation, Read("quickshift"));
        Assert.Equal(new QuickshiftSegmentation { KernelSize = 2.5, MaxDistance = 200, Ratio = 0.2 }, Read("quickshift:2.5"));
        Assert.Equal(new SlicSegmentation { Segments = 60 }, Read("slic:60"));
        Assert.Equal(new FelzenszwalbSegmentation { Scale = 250 }, Read("felzenszwalb:250"));
        Assert.Equal(new GridSegmentation { Rows = 16, Columns = 16 }, Read("grid:16"));
        Assert.All(["slic:2.5", "grid:0", "grid:x", "felzenszwalb:-1"], text => Assert.Throws<ArgumentException>(() => Read(text)));
    }

    private static LimeAttribution Explain(IClassifier model, Tensor image, LimeOptions options) => Assert.IsType<LimeAttribution>(new Lime(options).Explain(model, image));

    private static Tensor Ones()
    {
        var image = new Tensor(1, 2, 8, 8);
        Array.Fill(image.Values, 1f);
        return image;
    }

    /// <summary>A score in the presence of the sixteen superpixels of an image of ones, read at each one's first pixel.</summary>
    private static ScoresOnlyClassifier Game(Func<bool[], double> score) =>
        new(Shape, x => score([.. Enumerable.Range(0, 16).Select(k => x[(k / 4 * 16) + (k % 4 * 2)] != 0)]), preferredRows: 64);
}
