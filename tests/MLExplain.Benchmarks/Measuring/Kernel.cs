namespace MLExplain.Benchmarks.Measuring;

/// <summary>One node of an optimised graph and its shortest run.</summary>
internal sealed record Kernel(string Node, string Operator, string Pass, double Milliseconds);
