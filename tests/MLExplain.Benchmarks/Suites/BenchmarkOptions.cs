using MLExplain.Benchmarks.Measuring;

namespace MLExplain.Benchmarks.Suites;

/// <summary>What to measure, from the command line.</summary>
internal sealed record BenchmarkOptions
{
    public required IReadOnlyList<string> Networks { get; init; }

    public required IReadOnlyList<int> Threads { get; init; }

    public required IReadOnlyList<int> Batches { get; init; }

    public required int Rounds { get; init; }

    public required Page Page { get; init; }

    public Interleaving Interleaving => new(Rounds);
}
