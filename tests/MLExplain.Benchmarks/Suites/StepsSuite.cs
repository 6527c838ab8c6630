namespace MLExplain.Benchmarks.Suites;

internal static class StepsSuite
{
    public static void Run(BenchmarkOptions options) => options.Page.Heading("steps");
}
