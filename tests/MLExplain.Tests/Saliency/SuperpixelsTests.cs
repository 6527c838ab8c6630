using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class SuperpixelsTests
{
    private static readonly ImageShape Shape = new(3, 5, 7);

    /// <summary>Scores are float32 after millions of operations, on inputs rounded alike.</summary>
    private const double Forward = 2e-5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryValue_IsTheImagesOrTheReplacements(bool ownMean)
    {
        var image = Given.Images(1, Shape, 3).Values;
        var other = Given.Images(1, Shape, 4).Values;
        var segments = SegmentMap.Of(5, 7, [.. Enumerable.Range(0, 35).Select(i => i * i % 11 % 4)]);
        var superpixels = new Superpixels(image, segments, ownMean ? null : other);
        var samples = LimeSurrogate.Draw(9, segments.Count, seed: 5);
        var row = new float[105];

        for (var sample = 0; sample < 9; sample++)
        {
            superpixels.Fill(samples, sample, row);
            for (var i = 0; i < 105; i++)
            {
                var label = segments.Labels[i % 35];
                var own = Enumerable.Range(0, 35).Where(p => segments.Labels[p] == label).Average(p => (double)image[(i / 35 * 35) + p]);
                Assert.Equal(samples[sample, label] ? image[i] : ownMean ? (float)own : other[i], row[i]);
            }
        }
    }

    /// <summary>Xplique's case: which pixels of a 4x4 image a sample of its four quarters shows.</summary>
    [Theory]
    [InlineData("0100", "0011 0011 0000 0000")]
    [InlineData("0010", "0000 0000 1100 1100")]
    [InlineData("1001", "1100 1100 0011 0011")]
    [InlineData("1011", "1100 1100 1111 1111")]
    public void ASampleOfQuarters_ShowsTheirPixels(string sample, string mask)
    {
        var image = new Tensor(3, 4, 4);
        Array.Fill(image.Values, 1);
        var superpixels = new Superpixels(image.Values, new GridSegmentation { Rows = 2, Columns = 2 }.Segment(image), new float[48]);
        var row = new float[48];

        superpixels.Fill(Given.Samples(sample), 0, row);

        var plane = mask.Where(char.IsDigit).Select(bit => bit - (float)'0');
        Assert.Equal([.. plane, .. plane, .. plane], row);
    }

    [SkippableTheory]
    [InlineData("mnist_cntk_winml.onnx", "mnist_cntk/digit_5_5300_noise", 5, 200)]
    [InlineData("squeezenet10_fp32_from_fp16.onnx", "squeezenet10/coffee", 967, 24)]
    public void OwnMeanColours_GiveTheReferencesPredictions(string file, string folder, int target, int count)
    {
        Tensor Stored(string name) => Npy.Read(Repository.SharedFile("goldens", folder, name));
        using var model = OnnxClassifier.Load(Repository.SharedFile("goldens", "models", file));
        var (input, labels, stored, expected) = (Stored("input.npy"), Stored("lime_segments.npy"), Stored("lime_samples.npy"), Stored("lime_predictions_logit.npy"));
        var segments = SegmentMap.Of(labels.Shape[0], labels.Shape[1], Array.ConvertAll(labels.Values, value => (int)value));
        var samples = new Coalitions(count, segments.Count);
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            // Ours are numbered in raster order, theirs as they were found.
            for (var sample = 0; sample < count; sample++)
            {
                samples[sample, segments.Labels[pixel]] = stored.Row(sample)[(int)labels.Values[pixel]] != 0;
            }
        }

        var superpixels = new Superpixels(input.Values, segments, replacement: null);
        var batch = ExplainedBatch.Open("test", model, input, [target]);
        var largest = expected.Values.Max(Math.Abs);
        batch.Score(
            Enumerable.Range(0, count),
            (sample, row) => superpixels.Fill(samples, sample, row),
            (sample, logits) => Assert.Equal(expected.Values[sample], logits[target], Forward * largest),
            CancellationToken.None);
    }

    [Fact]
    public void TheImageThatIsCut_IsThePictureAgain()
    {
        var preprocessing = new Preprocessing { Width = 7, Height = 5, Channels = ChannelOrder.Bgr, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.25f, 0.3f] };
        var picture = new RgbImage(7, 5, [.. Enumerable.Range(0, 105).Select(i => (byte)(i * 37 % 256))]);

        var cut = SegmentationImage.Of(preprocessing.Apply(picture).Values, Shape, preprocessing);

        for (var i = 0; i < 105; i++)
        {
            // Two float32 affine maps of values up to 1.
            Assert.Equal(picture.Pixels[i] / 255.0, cut.Values[(i % 3 * 35) + (i / 3)], 1e-6);
        }
    }

    [Fact]
    public void WithoutPreprocessing_TheImageIsScaledToItsOwnRange()
    {
        var image = Given.Images(1, Shape, 9).Values;
        var scaled = SegmentationImage.Of(image, Shape, preprocessing: null).Values;

        Assert.Equal((0f, 1f), (scaled.Min(), scaled.Max()));
        Assert.All(image.Zip(scaled), pair => Assert.Equal((pair.First - (double)image.Min()) / ((double)image.Max() - image.Min()), pair.Second, 1e-6));
        Assert.All(SegmentationImage.Of(new float[105], Shape, null).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void ManyChannels_AreAveraged()
    {
        var cut = SegmentationImage.Of([0, 1, 2, 3, 4, 10], new ImageShape(6, 1, 1), null);

        Assert.Equal([1, 1, 1], cut.Shape.ToArray());
        Assert.Equal(20 / 60.0, cut.Values[0], 1e-6);
    }

    [Fact]
    public void TooManySuperpixels_AreRefused()
    {
        var cutter = new SuperpixelCutter("lime", new GridSegmentation { Rows = 64, Columns = 64 }, null, null, new ImageShape(1, 64, 64), 0);

        var error = Assert.Throws<SaliencyException>(() => cutter.Cut(new float[4096], 3));

        Assert.Equal("'lime' cannot explain image 3 of the batch: it falls into 4096 superpixels, but at most 2048 are explained; choose a coarser segmentation.", error.Message);
    }

    /// <summary>Whoever waits for a picture to be cut can stop it: the token reaches the segmentation.</summary>
    [Theory]
    [InlineData("lime")]
    [InlineData("kernel-shap")]
    [InlineData("xrai")]
    [InlineData("sensitivity-n")]
    public void Cutting_IsCancelled(string name)
    {
        using var source = new CancellationTokenSource();
        var (shape, segmentation) = (new ImageShape(1, 4, 4), new CancelsItself(source));
        var (model, image) = (new ScoresOnlyClassifier(shape, x => x.Sum()), Given.Images(1, shape, seed: 2));

        Assert.Throws<OperationCanceledException>(() => _ = name switch
        {
            "lime" => Explain(new Lime(new() { Segmentation = segmentation })),
            "kernel-shap" => Explain(new KernelShap(new() { Segmentation = segmentation })),
            "xrai" => Explain(new Xrai(new() { Segmentation = segmentation, Base = "occlusion" })),
            _ => (object)new SensitivityN(new() { Segmentation = segmentation })
                .Measure(model, [new EvaluatedMap("map", new EvaluatedImage("image", new Tensor([1, 4, 4], image.Row(0).ToArray()), 0), new Tensor([4, 4], image.Row(0).ToArray()))], source.Token),
        });

        object Explain(ISaliencyMethod method) => method.Attribute(model, image, [0], source.Token);
    }

    private sealed record CancelsItself(CancellationTokenSource Source) : Segmentation
    {
        protected override SegmentMap Partition(Tensor image, CancellationToken cancellationToken)
        {
            Source.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The token did not reach the segmentation.");
        }

        protected internal override IEnumerable<string> Errors() => [];
    }
}
