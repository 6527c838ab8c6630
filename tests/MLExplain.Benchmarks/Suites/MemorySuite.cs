using System.Diagnostics;
using System.Globalization;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Benchmarks.Peers;
using MLExplain.Saliency;
using TorchSharp;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Peak resident memory and whole wall time of Integrated Gradients, each run in a process of its own.</summary>
internal static class MemorySuite
{
    private const string OursEngine = "ours";

    public static void Run(BenchmarkOptions options)
    {
        var threads = options.Threads.Max();
        options.Page.Heading($"Integrated Gradients in a fresh process, {threads} thread(s): peak resident memory, wall time from opening the model");
        options.Page.Table(["network", "engine", "steps", "peak MiB", "seconds"], options.Networks.SelectMany(name => Rows(name, threads)));
    }

    /// <summary>What the fresh process does; prints its peak in MiB and the seconds it took.</summary>
    public static void RunChild(string engine, string network, string modelPath, int threads, int steps, int chunk)
    {
        var start = Stopwatch.GetTimestamp();
        if (engine == OursEngine)
        {
            using var model = OurClassifier.Load(modelPath, threads);
            var method = new IntegratedGradients(new IntegratedGradientsOptions { Steps = steps });
            method.Attribute(model, Subject.Images(BenchmarkImages.Draw(1)), [BenchmarkImages.Target]);
        }
        else
        {
            torch.set_num_threads(threads);
            using var model = new TorchNetwork(Architectures.All[network](), Enum.Parse<TorchVariant>(engine));
            start = Stopwatch.GetTimestamp();
            TorchIntegratedGradients.Run(model, BenchmarkImages.Draw(1), chunk, steps);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{FreshProcess.PeakResidentMiB():F0} {Stopwatch.GetElapsedTime(start).TotalSeconds:F2}"));
    }

    private static IEnumerable<string[]> Rows(string name, int threads)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mlexplain-benchmark-{Environment.ProcessId}-{name}.onnx");
        OnnxNetwork.Export(Architectures.All[name]()).Save(path);
        try
        {
            (string Engine, int Steps, int Chunk)[] runs =
            [
                (OursEngine, 50, 0), (OursEngine, 200, 0), ("Plain", 50, 10), ("Plain", 50, 50), ("Folded, ChannelsLast", 50, 10),
            ];
            foreach (var (engine, steps, chunk) in runs)
            {
                string[] arguments =
                [
                    "child", engine, name, path,
                    .. new[] { threads, steps, chunk }.Select(v => v.ToString(CultureInfo.InvariantCulture)),
                ];
                var cells = FreshProcess.Run(arguments).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
                var label = engine == OursEngine ? "ours" : $"libtorch {engine}, batch {chunk}";
                yield return [name, label, steps.ToString(CultureInfo.InvariantCulture), cells[0], cells[1]];
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
