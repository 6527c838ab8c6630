using System.Diagnostics;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Benchmarks.Peers;
using MLExplain.Imaging;
using MLExplain.Saliency;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>What the black-box methods themselves cost beside the model's forward passes, 224 x 224, one photo.</summary>
internal static class LimeSuite
{
    private static readonly Preprocessing ImageNet = new() { Width = 224, Height = 224, Resize = ResizeMode.ShortSideThenCrop, Mean = [0.485f, 0.456f, 0.406f], Std = [0.229f, 0.224f, 0.225f] };

    private static readonly Dictionary<string, (ISaliencyMethod Method, Segmentation? Segmentation)> Methods = new()
    {
        ["lime, quickshift, 1000 samples"] = (new Lime(new LimeOptions { Preprocessing = ImageNet }), new QuickshiftSegmentation()),
        ["lime, felzenszwalb, 1000 samples"] = (new Lime(new LimeOptions { Preprocessing = ImageNet, Segmentation = new FelzenszwalbSegmentation() }), new FelzenszwalbSegmentation()),
        ["lime, grid 8 x 8, 1000 samples"] = (new Lime(new LimeOptions { Preprocessing = ImageNet, Segmentation = new GridSegmentation() }), new GridSegmentation()),
        ["kernel-shap, quickshift, 1000 coalitions"] = (new KernelShap(new KernelShapOptions { Preprocessing = ImageNet, Samples = 1000 }), new QuickshiftSegmentation()),
        ["occlusion, 169 windows"] = (new Occlusion(new OcclusionOptions { Preprocessing = ImageNet }), null),
        ["rise, 1000 masks"] = (new Rise(new RiseOptions { Samples = 1000 }), null),
    };

    public static void Run(BenchmarkOptions options)
    {
        var root = StepsSuite.RepositoryRoot();
        var photo = Path.Combine(root, "..", "shared", "goldens", "images", "coffee.png");
        var picture = ImageDecoder.Decode(File.Exists(photo) ? photo : Path.Combine(root, "pipelines", "dermatology", "images", "d001.png"));
        var image = ImageNet.Apply(picture).Reshape(1, 3, 224, 224);
        var threads = options.Threads.Max();
        using var model = OurClassifier.Open(OnnxNetwork.Export(Architectures.All["squeezenet1.1"]()).ToBytes(), threads);
        options.Page.Heading($"Black-box methods, SqueezeNet 1.1, {threads} threads: seconds in the model, seconds of the method's own, medians of {options.Rounds}");
        options.Page.Table(["method", "segments", "in the model", "own", "of it cutting", "own / model"], Methods.Select(method => Row(options, method.Key, method.Value.Method, method.Value.Segmentation, model, image)));
    }

    private static string[] Row(BenchmarkOptions options, string name, ISaliencyMethod method, Segmentation? segmentation, Models.IClassifier model, Tensors.Tensor image)
    {
        var (busy, own, cutting, segments) = (new List<double>(), new List<double>(), new List<double>(), "");
        Cut(segmentation, image);
        for (var round = 0; round < options.Rounds; round++)
        {
            cutting.Add(Cut(segmentation, image));
            var timed = new TimedClassifier(model);
            var start = Stopwatch.GetTimestamp();
            var result = method.Attribute(timed, image, [BenchmarkImages.Target])[0];
            busy.Add(timed.Busy.TotalSeconds);
            own.Add(Stopwatch.GetElapsedTime(start).TotalSeconds - timed.Busy.TotalSeconds);
            segments = result.Figures.Where(figure => figure.Name == "segments").Select(figure => Number(figure.Value, 0)).FirstOrDefault("");
        }

        // Each round's own ratio: a slow spell of the machine slows both.
        var share = Series.MedianOf([.. own.Zip(busy, (method, network) => 100 * method / network)]);
        return [name, segments, Number(Series.MedianOf(busy), 2), Number(Series.MedianOf(own), 2), Number(Series.MedianOf(cutting), 2), $"{Number(share)} %"];
    }

    private static double Cut(Segmentation? segmentation, Tensors.Tensor image)
    {
        var start = Stopwatch.GetTimestamp();
        _ = segmentation?.Segment(SegmentationImage.Of(image.Values, new Models.ImageShape(3, 224, 224), ImageNet));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
