using MLExplain.Evaluation;

namespace MLExplain.Audit;

/// <summary>What an evaluation runs on: the model, images and methods of an audit, and the measures.</summary>
public sealed record EvaluationSetup
{
    /// <summary>Model, images and methods.</summary>
    public required AuditSetup Audit { get; init; }

    /// <summary>What is measured.</summary>
    public required MeasureSelection Measures { get; init; }

    /// <summary>Number of images, at least 1; two or more give intervals.</summary>
    /// <value>Default: 24.</value>
    public int Images { get; init; } = 24;

    /// <summary>Region of interest, of those of the manifest, in which the evidence should lie.</summary>
    /// <value>Default: null, localisation does not apply.</value>
    public string? Mask { get; init; }

    /// <summary>Seed of the choice of images, of the random oracle and of the intervals.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }
}
