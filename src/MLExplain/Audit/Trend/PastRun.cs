using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Trend;

/// <summary>A past run, as its report tells it.</summary>
public sealed record PastRun
{
    /// <summary>Folder of the report, as it is shown.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the run: that of its pipeline, or of its file of predictions.</summary>
    public required string Name { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Its verdict.</summary>
    public required GateStatus Verdict { get; init; }

    /// <summary>Its gates, worst first.</summary>
    public required IReadOnlyList<PastGate> Gates { get; init; }

    /// <summary>SHA-256 of the model, or of the predictions where no model was run; null when the report names neither.</summary>
    public required string? Model { get; init; }

    /// <summary>What it was made with beside the model.</summary>
    public required RunIdentity Identity { get; init; }
}
