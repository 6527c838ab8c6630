using System.Diagnostics;
using System.Globalization;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>How much of a measure's time is not the model's, on SqueezeNet and real pictures.</summary>
internal static class MeasuresSuite
{
    private const int Images = 16;

    private static readonly string[] Photos = ["broccoli", "chelsea", "coffee"];

    private static readonly MethodContext Context = new()
    {
        Preprocessing = new Preprocessing { Width = 224, Height = 224, Channels = ChannelOrder.Bgr, Scale = 1, Mean = [104, 117, 123] },
    };

    // Fewer samples than users draw: shares do not depend on them.
    private static readonly (string Name, string Key, string Value)[] Subjects =
    [
        ("sensitivity-n", "subsets", "3"), ("infidelity", "samples", "20"), ("deletion", "steps", "20"), ("insertion", "steps", "20"),
        ("average-drop", "output", "probability"), ("increase-in-confidence", "output", "probability"), ("road", "noise", "0.01"),
    ];

    public static void Run(BenchmarkOptions options)
    {
        options.Page.Heading($"Measures: share of the time outside the model, SqueezeNet 1.0, {Images} images with two maps each");
        var goldens = Path.Combine(StepsSuite.RepositoryRoot(), "..", "shared", "goldens");
        if (!Directory.Exists(goldens))
        {
            options.Page.Line("(the photos of ../shared/goldens are not present here)\n");
            return;
        }

        using var network = OnnxClassifier.Load(Path.Combine(goldens, "models", "squeezenet10_fp32_from_fp16.onnx"));
        var photos = Photos.Select(p => Npy.Read(Path.Combine(goldens, "squeezenet10", p, "input.npy"))).ToArray();
        var maps = Enumerable.Range(0, Images).SelectMany(i => Maps(network, i, photos[i % photos.Length])).ToArray();
        var rows = Subjects.Select(subject => Row(options, network, subject.Name, maps, (IMapMeasure)Measures.Create(subject.Name, new Dictionary<string, string> { [subject.Key] = subject.Value }, Context))).ToList();
        var pic = new PicOptions { MinPrediction = 0, Preprocessing = Context.Preprocessing };
        rows.Add(Row(options, network, "pic-sic", maps, new Pic(accuracy: false, pic)));
        rows.Add(Row(options, network, "pic-sic without its estimator", maps, new Pic(accuracy: false, pic with { Entropy = new NoEntropy() })));
        options.Page.Table(["measure", "rows scored", "seconds", "of them in the model", "share outside"], rows);
    }

    /// <summary>Medians over the rounds, after one that warms up; the share is the median of each round's own.</summary>
    private static string[] Row(BenchmarkOptions options, OnnxClassifier network, string name, EvaluatedMap[] maps, IMapMeasure measure)
    {
        measure.Measure(network, maps);
        var (all, inside, rows) = (new double[options.Rounds], new double[options.Rounds], 0);
        for (var round = 0; round < options.Rounds; round++)
        {
            var model = new TimedClassifier(network);
            var clock = Stopwatch.StartNew();
            measure.Measure(model, maps);
            (all[round], inside[round], rows) = (clock.Elapsed.TotalSeconds, model.Inside.TotalSeconds, model.Rows);
        }

        var share = Series.MedianOf([.. all.Zip(inside, (whole, part) => 100 * (whole - part) / whole)]);
        return [name, rows.ToString(CultureInfo.InvariantCulture), Number(Series.MedianOf(all), 2), Number(Series.MedianOf(inside), 2), Number(share) + " %"];
    }

    /// <summary>Costs nothing, so that what is left is drawing the pictures.</summary>
    private sealed class NoEntropy : IEntropyEstimator
    {
        public string Name => "none";

        public double Estimate(RgbImage picture) => picture.Pixels[0];
    }

    /// <summary>A photo moved sideways, with a scattered map and one that is a single patch.</summary>
    private static IEnumerable<EvaluatedMap> Maps(OnnxClassifier network, int index, Tensor photo)
    {
        var moved = new Tensor(3, 224, 224);
        for (var i = 0; i < moved.Length; i++)
        {
            moved.Values[i] = photo.Values[(i / 224 * 224) + ((i + (5 * index)) % 224)];
        }

        var logits = network.Score(moved.Reshape(1, 3, 224, 224)).Values;
        var image = new EvaluatedImage($"{index}", moved, Array.IndexOf(logits, logits.Max()));
        var oracles = OracleMaps.Of(image, seed: 0);
        return [oracles[0], oracles[3]];
    }

    private sealed class TimedClassifier(OnnxClassifier model) : IClassifier
    {
        public ImageShape InputShape => model.InputShape;

        public int ClassCount => model.ClassCount;

        public ScoreLink Link => model.Link;

        public int PreferredRows => model.PreferredRows;

        public TimeSpan Inside { get; private set; }

        public int Rows { get; private set; }

        public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
        {
            var start = Stopwatch.GetTimestamp();
            var scores = model.Score(inputs, cancellationToken);
            (Inside, Rows) = (Inside + Stopwatch.GetElapsedTime(start), Rows + inputs.Shape[0]);
            return scores;
        }
    }
}
