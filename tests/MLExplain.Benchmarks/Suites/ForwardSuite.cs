using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Peers;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Scores without gradients.</summary>
internal static class ForwardSuite
{
    public static void Run(BenchmarkOptions options)
    {
        foreach (var threads in options.Threads)
        {
            foreach (var batch in options.Batches)
            {
                options.Page.Heading($"Forward, batch {batch}, {threads} thread(s): medians in ms");
                options.Page.Table(
                    ["network", "ours", "libtorch", "best-tuned libtorch", "ours vs libtorch", "vs best-tuned", "(processor time)"],
                    options.Networks.Select(name => Row(options, name, threads, batch)));
            }
        }
    }

    private static string[] Row(BenchmarkOptions options, string name, int threads, int batch)
    {
        using var subject = new Subject(name, threads);
        var values = BenchmarkImages.Batch(subject.Network, batch);
        var images = Subject.Images(values);
        var shape = images.Shape.ToArray();
        var candidates = new List<Candidate> { new("ours", () => subject.Ours.Score(images)) };
        foreach (var variant in subject.Variants)
        {
            var network = subject.Torch(variant);
            var placed = network.Place(values, shape);
            candidates.Add(new Candidate(variant.ToString(), () => network.Score(placed)));
        }

        var series = options.Interleaving.Measure(candidates);
        var (ours, plain, tuned) = (series[0], series[1], series.Skip(1).MinBy(s => s.ProcessorMedian)!);
        return
        [
            name, Number(ours.Median), Number(plain.Median), $"{Number(tuned.Median)} ({tuned.Name})", Times(ours.SpeedOver(plain)),
            Times(ours.SpeedOver(tuned)), $"{Times(ours.ProcessorSpeedOver(plain))}, {Times(ours.ProcessorSpeedOver(tuned))}",
        ];
    }
}
