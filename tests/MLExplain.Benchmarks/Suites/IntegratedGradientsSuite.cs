using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Peers;
using MLExplain.Saliency;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Integrated Gradients of one image, 50 steps, whole wall time of the call.</summary>
internal static class IntegratedGradientsSuite
{
    private const int Steps = 50;

    /// <summary>Points per call of libtorch: its fastest choice or near it (batches of 1 and 50 are slower).</summary>
    private const int Chunk = 10;

    public static void Run(BenchmarkOptions options)
    {
        foreach (var threads in options.Threads)
        {
            options.Page.Heading($"Integrated Gradients, {Steps} steps, one image, {threads} thread(s): medians in ms");
            options.Page.Table(
                ["network", "ours", "autograd", "best-tuned", "ours vs autograd", "vs best-tuned", "(processor time)", "relative L2"],
                options.Networks.Select(name => Row(options, name, threads)));
        }
    }

    private static string[] Row(BenchmarkOptions options, string name, int threads)
    {
        using var subject = new Subject(name, threads);
        var values = BenchmarkImages.Batch(subject.Network, 1);
        var images = Subject.Images(values);
        var method = new IntegratedGradients(new IntegratedGradientsOptions { Steps = Steps });
        var candidates = new List<Candidate>
        {
            new("ours", () => method.Attribute(subject.Ours, images, [BenchmarkImages.Target])),
        };
        foreach (var variant in new[] { TorchVariant.Plain, subject.Tuned })
        {
            var network = subject.Torch(variant);
            candidates.Add(new Candidate(variant.ToString(), () => TorchIntegratedGradients.Run(network, values, Chunk)));
        }

        var distance = Distance(subject, method, values);
        var series = options.Interleaving.Measure(candidates);
        var ours = series[0];
        var (plain, tuned) = (series[1], series[2]);
        return
        [
            name, Number(ours.Median, 0), Number(plain.Median, 0), $"{Number(tuned.Median, 0)} ({tuned.Name})",
            Times(ours.SpeedOver(plain)), Times(ours.SpeedOver(tuned)),
            $"{Times(ours.ProcessorSpeedOver(plain))}, {Times(ours.ProcessorSpeedOver(tuned))}", Small(distance),
        ];
    }

    /// <summary>Along 50 images some unit always crosses zero within rounding, so this distance is printed, not asserted.</summary>
    private static double Distance(Subject subject, IntegratedGradients method, float[] values)
    {
        var ours = method.Attribute(subject.Ours, Subject.Images(values), [BenchmarkImages.Target])[0].Values.Values;
        var theirs = TorchIntegratedGradients.Run(subject.Torch(TorchVariant.Plain), values, 1);
        return Agreement.RelativeL2(Array.ConvertAll(ours, v => (double)v), theirs);
    }
}
