using MLExplain.Audit.Gates;

namespace MLExplain.Cli.Pipelines;

/// <summary>How a run ended.</summary>
/// <param name="Page">Path of the HTML page.</param>
/// <param name="Decision">The audit's decision; null when the pipeline file asks for none.</param>
/// <param name="Baseline">What changed since an earlier run; null when none was given.</param>
internal sealed record PipelineOutcome(string Page, GateDecision? Decision, BaselineComparison? Baseline);
