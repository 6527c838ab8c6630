namespace MLExplain.Audit.Fairness;

/// <summary>What the columns of a CSV of predictions are called.</summary>
public sealed record PredictionColumns
{
    /// <summary>Unique identifier; null numbers the rows from 1.</summary>
    /// <value>Default: null.</value>
    public string? Id { get; init; }

    /// <summary>True class.</summary>
    /// <value>Default: label.</value>
    public string Label { get; init; } = "label";

    /// <summary>Predicted class.</summary>
    /// <value>Default: prediction.</value>
    public string Prediction { get; init; } = "prediction";

    /// <summary>Probability, 0..1, of the positive class where one is named, else of the predicted class; null for none.</summary>
    /// <value>Default: null; calibration and score thresholds are then not measured.</value>
    public string? Score { get; init; }

    /// <summary>The attributes.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    internal IEnumerable<string> All => new[] { Id, Label, Prediction, Score }.OfType<string>().Concat(Groups);
}
