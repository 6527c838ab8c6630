using MLExplain.Benchmarks.Networks;
using MLExplain.Benchmarks.Peers;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Where the time of one gradient goes: ONNX Runtime's own profile, per operator, split into forward and backward pass.</summary>
internal static class ProfileSuite
{
    public static void Run(BenchmarkOptions options)
    {
        foreach (var name in options.Networks)
        {
            var kernels = OperatorProfile.OfGradient(Architectures.All[name](), options.Threads.Min(), runs: 5 * options.Rounds);
            var total = kernels.Sum(k => k.Milliseconds);
            options.Page.Heading($"{name}, batch 1, {options.Threads.Min()} thread(s): {Number(total)} ms in {kernels.Count} kernels (sum of per-kernel minima)");
            options.Page.Table(
                ["operator", "pass", "kernels", "ms", "share"],
                from kernel in kernels
                group kernel by (kernel.Operator, kernel.Pass) into operators
                let milliseconds = operators.Sum(k => k.Milliseconds)
                orderby milliseconds descending
                select (string[])
                [
                    operators.Key.Operator, operators.Key.Pass, $"{operators.Count()}", Number(milliseconds, 2), Number(100 * milliseconds / total) + " %",
                ]);
            options.Page.Line("\nLongest kernels: " + string.Join(", ", kernels
                .OrderByDescending(k => k.Milliseconds).Take(12).Select(k => $"{k.Node} ({k.Operator}, {Number(k.Milliseconds, 2)})")));
        }
    }
}
