using System.Diagnostics;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Spurious;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Tensors;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>The audit's statistics at the sizes that users name: a hundred thousand records, five thousand maps of a class.</summary>
internal static class AuditSuite
{
    private const int Records = 100_000;
    private const int Maps = 5000;
    private const int Side = 16;

    /// <summary>Values of each of the four attributes; their pairs are compared too.</summary>
    private static readonly int[] Attributes = [2, 3, 4, 6];

    public static void Run(BenchmarkOptions options)
    {
        options.Page.Heading($"Audit: medians of {options.Rounds} in seconds, all cores");
        var (two, five) = (Made(2), Made(5));
        var maps = Enumerable.Range(0, Maps).Select(Map).ToArray();
        options.Page.Table(["what", "seconds", "limit", "", "largest heap, MB"],
        [
            Row(options, "fairness, 2 classes, 1000 replicates", 10, () => Audit(two, 1000)),
            Row(options, "fairness, 2 classes, 4000 replicates", null, () => Audit(two, 4000)),
            Row(options, "fairness, 5 classes, 1000 replicates", 10, () => Audit(five, 1000)),
            Row(options, $"clusters of {Maps} maps of one class", 20, () => MapClusters.Find([.. maps.Select(m => new ClusteredMap(m.Id, "all", new Tensor([Side, Side], [.. m.Map!.Values]), true, m.Attributes, []))])),
            Row(options, $"slices of {Maps} maps", 20, () => SliceDiscovery.Find(maps)),
        ]);
    }

    private static string[] Row(BenchmarkOptions options, string what, double? limit, Action work)
    {
        work();
        var (seconds, heap) = (new double[options.Rounds], 0L);
        for (var round = 0; round < options.Rounds; round++)
        {
            GC.Collect();
            using var stop = new CancellationTokenSource();
            var watching = Task.Run(() =>
            {
                for (; !stop.IsCancellationRequested; Thread.Sleep(10))
                {
                    heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
                }
            });
            var clock = Stopwatch.StartNew();
            work();
            seconds[round] = clock.Elapsed.TotalSeconds;
            stop.Cancel();
            watching.Wait();
        }

        var median = Series.MedianOf(seconds);
        return [what, Number(median, 2), limit is null ? "" : Number(limit.Value, 0), limit is null ? "" : median <= limit ? "met" : "**missed**", Number(heap / 1e6, 0)];
    }

    private static void Audit(FairnessRecord[] records, int replicates) => FairnessAudit.Run(records, new FairnessOptions
    {
        Attributes = [.. Attributes.Select((_, a) => new GroupAttribute($"a{a}"))], Replicates = replicates, Positive = records.All(r => r.Label is "c0" or "c1") ? "c1" : null,
    });

    private static FairnessRecord[] Made(int classes)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Records).Select(i =>
        {
            var label = random.Next(classes);
            return new FairnessRecord
            {
                Id = $"{i}", Label = $"c{label}", Prediction = $"c{(random.NextDouble() < 0.8 ? label : random.Next(classes))}", Score = random.NextDouble(),
                Groups = [.. Attributes.Select((values, a) => KeyValuePair.Create($"a{a}", $"v{random.Next(values)}"))],
            };
        })];
    }

    /// <summary>Three places, noise around them, and errors that fall anywhere.</summary>
    private static SlicedImage Map(int number)
    {
        var random = new Random(number);
        var (y, x) = (3 + (5 * (number % 3)), 3 + (4 * (number % 3)));
        float[] map = [.. Enumerable.Range(0, Side * Side).Select(p => (float)(Math.Exp(-(Math.Pow((p / Side) - y, 2) + Math.Pow((p % Side) - x, 2)) / 8) + (0.3 * random.NextDouble())))];
        var label = random.Next(2) == 0 ? "a" : "b";
        return new SlicedImage(
            $"{number:00000}", $"{number:x8}", label, random.NextDouble() < 0.9 ? label : "a", MapDescriptor.Of(new Tensor([Side, Side], map)), [new("site", number % 7 == 0 ? "north" : "south")], []);
    }
}
