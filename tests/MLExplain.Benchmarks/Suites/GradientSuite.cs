using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Peers;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Scores and the gradient of one logit per image with respect to the input.</summary>
internal static class GradientSuite
{
    public static void Run(BenchmarkOptions options)
    {
        foreach (var threads in options.Threads)
        {
            foreach (var batch in options.Batches)
            {
                Run(options, threads, batch);
            }
        }
    }

    private static void Run(BenchmarkOptions options, int threads, int batch)
    {
        var malloc = MallocTuning.IsActive ? "glibc malloc tuned for libtorch" : "default malloc";
        options.Page.Heading($"Gradient, batch {batch}, {threads} thread(s), {malloc}: medians in ms");
        var results = options.Networks.Select(name => Measure(options, name, threads, batch)).ToArray();
        options.Page.Table(
            [
                "network", "our forward", "our gradient", "/ (2 x forward)", "autograd", "folded", "channels-last", "both",
                "ours vs autograd", "vs best-tuned", "(processor time)", "relative L2",
            ],
            results.Select(r => r.Cells));
        options.Page.Line(
            $"\nGeometric mean: {Times(Geometric(results.Select(r => r.Plain)))} over autograd, {Times(Geometric(results.Select(r => r.Tuned)))} over best-tuned "
            + $"(processor time: {Times(Geometric(results.Select(r => r.PlainProcessor)))}, {Times(Geometric(results.Select(r => r.TunedProcessor)))}).");
    }

    private static (string[] Cells, double PlainProcessor, double TunedProcessor, double Plain, double Tuned) Measure(BenchmarkOptions options, string name, int threads, int batch)
    {
        using var subject = new Subject(name, threads);
        var distance = subject.RequireAgreement(batch);
        var candidates = Candidates(subject, batch);
        var series = options.Interleaving.Measure(candidates);
        var (forward, ours, plain) = (series[0], series[1], series[2]);
        var tuned = series.Skip(2).MinBy(s => s.ProcessorMedian)!;
        string Cell(TorchVariant variant) => series.FirstOrDefault(s => s.Name == variant.ToString()) is { } found ? Number(found.Median) : "-";
        string[] cells =
        [
            name, Number(forward.Median), Number(ours.Median), $"{Number(forward.SpeedOver(ours) / 2, 2)} ({Number(forward.ProcessorSpeedOver(ours) / 2, 2)})",
            Number(plain.Median), Cell(TorchVariant.Folded), Cell(TorchVariant.ChannelsLast), Cell(TorchVariant.Folded | TorchVariant.ChannelsLast),
            Times(ours.SpeedOver(plain)), Times(ours.SpeedOver(tuned)),
            $"{Times(ours.ProcessorSpeedOver(plain))}, {Times(ours.ProcessorSpeedOver(tuned))}", Small(distance),
        ];
        return (cells, ours.ProcessorSpeedOver(plain), ours.ProcessorSpeedOver(tuned), ours.SpeedOver(plain), ours.SpeedOver(tuned));
    }

    private static List<Candidate> Candidates(Subject subject, int batch)
    {
        var (values, seedValues) = (BenchmarkImages.Batch(subject.Network, batch), BenchmarkImages.Seeds(batch));
        var (images, seeds) = (Subject.Images(values), Subject.Seeds(seedValues));
        var candidates = new List<Candidate>
        {
            new("forward", () => subject.Ours.Score(images)),
            new("ours", () => subject.Ours.Differentiate(images, seeds)),
        };
        foreach (var variant in batch == 1 ? subject.Variants : [TorchVariant.Plain, subject.Tuned])
        {
            var network = subject.Torch(variant);
            var (placed, placedSeeds) = (network.Place(values, images.Shape.ToArray()), network.Place(seedValues, seeds.Shape.ToArray()));
            candidates.Add(new Candidate(variant.ToString(), () => network.Differentiate(placed, placedSeeds).Dispose()));
        }

        return candidates;
    }

    private static double Geometric(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));
}
