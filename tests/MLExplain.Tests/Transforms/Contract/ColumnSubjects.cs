using Microsoft.ML;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>Every transform of the library. A new saliency column is one line here, a new measure one in <see cref="MeasureSubjects"/>.</summary>
internal static class ColumnSubjects
{
    private static readonly IntegratedGradientsOptions Path = new() { Steps = 3, Baseline = Baseline.Zero };
    private static readonly GuidedIgOptions Guided = new() { Steps = 5, MaxDist = 0.3, Baseline = Baseline.Zero };
    private static readonly BlurIgOptions Blurs = new() { MaxSigma = 3, Steps = 4, Schedule = BlurSchedule.Sqrt };
    private static readonly SmoothGradOptions Draws = new() { Samples = 4, Magnitude = GradientMagnitude.Square, Seed = 3 };
    private static readonly ExpectedGradientsOptions Expected = new() { Samples = 6, Baselines = [Baseline.Zero, Baseline.Blur(2)] };
    private static readonly OcclusionOptions Windows = new() { Window = 4, Stride = 4 };
    private static readonly LimeOptions Grid = new() { Segmentation = new GridSegmentation { Rows = 2, Columns = 2 }, Samples = 12, Replacement = Baseline.Zero };
    private static readonly KernelShapOptions Players = new() { Segmentation = new GridSegmentation { Rows = 2, Columns = 2 }, Replacement = Baseline.Zero };
    private static readonly RiseOptions Masks = new() { Samples = 9, Cells = 3 };
    private static readonly XraiOptions Regions = new() { Steps = 3, MinPixels = 4, Dilation = 1, Segmentation = new GridSegmentation { Rows = 2, Columns = 2 } };
    private static readonly CamOptions Cells = new() { Upsample = MapUpsampling.None };
    private static readonly LayerMapOptions Raw = new() { Relu = false, Upsample = MapUpsampling.Nearest };
    private static readonly DeconvNetOptions Strongest = new() { Layer = "auto", Activations = 3 };
    private static readonly Preprocessing Picture = new() { Width = 5, Height = 4, Channels = ChannelOrder.Bgr, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.3f, 0.4f] };
    private static readonly Preprocessing Square = new() { Width = 6, Height = 6, Resize = ResizeMode.ShortSideThenCrop };
    private static readonly HeatmapOptions Heat = new() { Sign = HeatmapSign.Both, Opacity = 0.7 };

    public static readonly ColumnSubject[] All =
    [
        Saliency("ExplainGradient", new Gradient(), c => c.Transforms.ExplainGradient(c.Output, "Pixels", c.Model, c.Column)),
        Saliency("ExplainGradient that throws", new Gradient(), c => c.Transforms.ExplainGradient(c.Output, "Pixels", c.Model, c.Column with { OnError = ImageErrorPolicy.Throw }), policy: ImageErrorPolicy.Throw),
        Saliency("ExplainGradient as a map", new Gradient(), c => c.Transforms.ExplainGradient(c.Output, "Pixels", c.Model, c.Column with { Reduction = ChannelReduction.Sum }), ChannelReduction.Sum),
        Saliency("ExplainInputXGradient", new InputXGradient(), c => c.Transforms.ExplainInputXGradient(c.Output, "Pixels", c.Model, c.Column)),
        Saliency("ExplainIntegratedGradients", new IntegratedGradients(Path), c => c.Transforms.ExplainIntegratedGradients(c.Output, "Pixels", c.Model, Path, c.Column)),
        Saliency("ExplainGuidedIg", new GuidedIg(Guided), c => c.Transforms.ExplainGuidedIg(c.Output, "Pixels", c.Model, Guided, c.Column)),
        Saliency("ExplainBlurIg", new BlurIg(Blurs), c => c.Transforms.ExplainBlurIg(c.Output, "Pixels", c.Model, Blurs, c.Column)),
        Saliency("ExplainSmoothGrad", new SmoothGrad(Draws), c => c.Transforms.ExplainSmoothGrad(c.Output, "Pixels", c.Model, Draws, c.Column)),
        Saliency("ExplainVarGrad", new VarGrad(), c => c.Transforms.ExplainVarGrad(c.Output, "Pixels", c.Model, column: c.Column)),
        Saliency("ExplainExpectedGradients", new ExpectedGradients(Expected), c => c.Transforms.ExplainExpectedGradients(c.Output, "Pixels", c.Model, Expected, c.Column)),
        Saliency("ExplainOcclusion", new Occlusion(Windows), c => c.Transforms.ExplainOcclusion(c.Output, "Pixels", c.Model, Windows, c.Column)),
        Saliency("ExplainLime", new Lime(Grid), c => c.Transforms.ExplainLime(c.Output, "Pixels", c.Model, Grid, c.Column)),
        Saliency("ExplainKernelShap", new KernelShap(Players), c => c.Transforms.ExplainKernelShap(c.Output, "Pixels", c.Model, Players, c.Column)),
        Saliency("ExplainRise", new Rise(Masks), c => c.Transforms.ExplainRise(c.Output, "Pixels", c.Model, Masks, c.Column)),
        Saliency("ExplainXrai", new Xrai(Regions), c => c.Transforms.ExplainXrai(c.Output, "Pixels", c.Model, Regions, c.Column)),
        Saliency("ExplainCam", new Cam(Cells), c => c.Transforms.ExplainCam(c.Output, "Pixels", c.Model, Cells, c.Column)),
        Saliency("ExplainGradCam", new GradCam(), c => c.Transforms.ExplainGradCam(c.Output, "Pixels", c.Model, column: c.Column)),
        Saliency("ExplainGradCamPlusPlus", new GradCamPlusPlus(Raw), c => c.Transforms.ExplainGradCamPlusPlus(c.Output, "Pixels", c.Model, Raw, c.Column)),
        Saliency("ExplainLayerCam", new LayerCam(Raw), c => c.Transforms.ExplainLayerCam(c.Output, "Pixels", c.Model, Raw, c.Column)),
        Saliency("ExplainGuidedBackprop", new GuidedBackprop(), c => c.Transforms.ExplainGuidedBackprop(c.Output, "Pixels", c.Model, c.Column)),
        Saliency("ExplainDeconvNet", new DeconvNet(Strongest), c => c.Transforms.ExplainDeconvNet(c.Output, "Pixels", c.Model, Strongest, c.Column)),
        Saliency("ExplainGuidedGradCam", new GuidedGradCam(), c => c.Transforms.ExplainGuidedGradCam(c.Output, "Pixels", c.Model, column: c.Column)),
        Pictures("LoadClassifierImages", ImageErrorPolicy.Mark),
        Pictures("LoadClassifierImages that throws", ImageErrorPolicy.Throw),
        new("ExplainOverlay", "Map", c => c.Transforms.ExplainOverlay(c.Output, "Map", "Path", Square, new OverlayOptions { Heatmap = Heat, BatchSize = c.BatchSize }), Drawn) { IsImage = true },
        .. MeasureSubjects.All,
    ];

    /// <summary>The oracle asks the method itself, one image at a time, for the class with the highest logit.</summary>
    private static ColumnSubject Saliency(
        string name, ISaliencyMethod method, Func<ColumnRequest, IEstimator<RowTransformer>> estimator, ChannelReduction? reduction = null, ImageErrorPolicy policy = ImageErrorPolicy.Mark) =>
        new(name, "Pixels", estimator, row =>
        {
            var image = new Tensor([1, 3, 8, 8], row.Pixels);
            if (policy == ImageErrorPolicy.Mark && !Array.TrueForAll(image.Values, float.IsFinite))
            {
                var shape = method.OutputShape(ContractData.Classifier);
                return [.. Enumerable.Repeat(float.NaN, shape.Skip(reduction is null ? 0 : shape.Count - 2).Aggregate(1, (product, length) => product * length))];
            }

            var logits = ContractData.Classifier.Score(image).Values;
            var attribution = method.Attribute(ContractData.Classifier, image, [Array.IndexOf(logits, logits.Max())])[0];
            return (reduction is { } how ? SaliencyMap.From(attribution, how).Values : attribution.Values).Values;
        });

    /// <summary>The oracle decodes and preprocesses the file by itself.</summary>
    private static ColumnSubject Pictures(string name, ImageErrorPolicy policy) => new(
        name,
        "Path",
        c => c.Transforms.LoadClassifierImages(c.Output, "Path", Picture, new ClassifierImageOptions { OnError = policy, BatchSize = c.BatchSize }),
        row => File.Exists(row.Path) || policy == ImageErrorPolicy.Throw
            ? Picture.Apply(ImageDecoder.Decode(row.Path)).Values
            : [.. Enumerable.Repeat(float.NaN, 3 * 4 * 5)]);

    /// <summary>The same map, its channels summed, over the same file; red, green, blue and an opaque alpha.</summary>
    private static float[] Drawn(ContractRow row)
    {
        var (map, picture) = (row.Map, Square.Fit(ImageDecoder.Decode(row.Path)));
        float[] sum = [.. Enumerable.Range(0, 9).Select(i => (float)((double)map[i] + map[i + 9]))];
        return [.. Heatmap.Overlay(picture, sum, 3, 3, Heat).Pixels.Chunk(3).SelectMany(rgb => new float[] { rgb[0], rgb[1], rgb[2], 255 })];
    }
}
