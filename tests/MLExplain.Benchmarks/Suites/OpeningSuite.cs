using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Benchmarks.Peers;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>How long a model takes to open, plain and differentiated: the bare sessions, and the classifier up to its first result.</summary>
internal static class OpeningSuite
{
    public static void Run(BenchmarkOptions options)
    {
        options.Page.Heading("Opening: medians in ms");
        options.Page.Table(
            ["network", "plain session", "differentiated session", "ratio", "our first score", "our first gradient", "ratio"],
            options.Networks.Select(name => Row(options, name)));
    }

    private static string[] Row(BenchmarkOptions options, string name)
    {
        var threads = options.Threads.Max();
        var network = Architectures.All[name]();
        var model = OnnxNetwork.Export(network).ToBytes();
        var values = BenchmarkImages.Batch(network, 1);
        var (images, seeds) = (Subject.Images(values), Subject.Seeds(BenchmarkImages.Seeds(1)));
        var differentiated = OperatorProfile.Differentiate(model).ToBytes();
        var series = options.Interleaving.Measure(
            new Candidate("plain session", () => new OrtGraph(model, threads).Dispose()),
            new Candidate("differentiated session", () => new OrtGraph(differentiated, threads).Dispose()),
            new Candidate("first score", () =>
            {
                using var ours = OurClassifier.Open(model, threads);
                ours.Score(images);
            }),
            new Candidate("first gradient", () =>
            {
                using var ours = OurClassifier.Open(model, threads);
                ours.Differentiate(images, seeds);
            }));
        var medians = series.Select(s => Number(s.Median, 0)).ToArray();
        return [name, medians[0], medians[1], Times(series[0].SpeedOver(series[1])), medians[2], medians[3], Times(series[2].SpeedOver(series[3]))];
    }
}
