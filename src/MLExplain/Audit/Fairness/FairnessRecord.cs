namespace MLExplain.Audit.Fairness;

/// <summary>What a fairness audit needs to know about one image, patient or case.</summary>
public sealed record FairnessRecord
{
    /// <summary>Identifier; only messages use it.</summary>
    public required string Id { get; init; }

    /// <summary>True class; empty when not known.</summary>
    public required string Label { get; init; }

    /// <summary>Predicted class; empty when the model gave none.</summary>
    public required string Prediction { get; init; }

    /// <summary>Probability, 0..1, of the positive class where the options name one, else of the predicted class; null when not known.</summary>
    /// <remarks>Thresholds may be swept over any finite score; calibration needs a probability.</remarks>
    public double? Score { get; init; }

    /// <summary>Attributes by name; empty or blank where a value is not known.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Groups { get; init; }
}
