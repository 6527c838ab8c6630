using System.Diagnostics;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Benchmarks.Peers;
using MLExplain.Evaluation;
using MLExplain.Saliency;
using MLExplain.Tensors;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Cascading randomisation of every weight layer of ResNet-50, one gradient map each, one image.</summary>
internal static class RandomisationSuite
{
    private const string Name = "resnet50";
    private const int Layers = 54;

    /// <summary>What a user would wait for; the median must stay under it.</summary>
    private const double LimitSeconds = 20;

    public static void Run(BenchmarkOptions options)
    {
        options.Page.Heading($"Cascading randomisation of {Name}, one gradient map per layer, batch 1: medians of {options.Rounds} in seconds");
        options.Page.Table(["threads", "layers", "opened and first map", "all maps", "per layer", $"limit {LimitSeconds}"], options.Threads.Select(threads => Row(options, threads)));
    }

    private static string[] Row(BenchmarkOptions options, int threads)
    {
        var network = Architectures.All[Name]();
        var model = OnnxNetwork.Export(network).ToBytes();
        var image = new EvaluatedImage("noise", new Tensor([Network.Channels, Network.Size, Network.Size], BenchmarkImages.Batch(network, 1)), BenchmarkImages.Target);
        var check = new ParameterRandomisation(new ParameterRandomisationOptions { Draws = 1 });
        var (opening, all, layers) = (new double[options.Rounds], new double[options.Rounds], 0);
        for (var round = 0; round < options.Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            using var ours = OurClassifier.Open(model, threads);
            new Gradient().Attribute(ours, image.Input.Reshape([1, .. image.Input.Shape]), [image.Target]);
            opening[round] = clock.Elapsed.TotalSeconds;
            clock.Restart();
            layers = check.Run(ours, new Gradient(), [image]).Steps.Count;
            all[round] = clock.Elapsed.TotalSeconds;
        }

        if (layers != Layers)
        {
            throw new InvalidOperationException($"{layers} layers were randomised, but {Name} has {Layers} with weights.");
        }

        var seconds = Series.MedianOf(all);
        return [$"{threads}", $"{layers}", Number(Series.MedianOf(opening), 2), Number(seconds, 2), Number(seconds / layers, 3), seconds <= LimitSeconds ? "met" : "**missed**"];
    }
}
