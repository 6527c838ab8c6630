namespace MLExplain.Evaluation;

/// <summary>What a measure found over the images: every image is counted once, as a value or as the status that it has instead.</summary>
public sealed record MeasureSummary
{
    /// <summary>What the measure asks, and how to read its values.</summary>
    public required MeasureFacts Facts { get; init; }

    /// <summary>Mean over the images with a value, with its interval; its count is their number.</summary>
    public required Bootstrap Value { get; init; }

    /// <summary>Median over the images with a value; null without any.</summary>
    public required double? Median { get; init; }

    /// <summary>Images where the value is not defined.</summary>
    public required int Undefined { get; init; }

    /// <summary>Images where something that the measure needs is absent.</summary>
    public required int NotApplicable { get; init; }

    /// <summary>The commonest reason why a value is missing, one sentence; empty when none is missing.</summary>
    public required string Reason { get; init; }

    /// <summary>Number of images with this reason.</summary>
    public required int ReasonCount { get; init; }

    /// <summary>The curve behind the values, over the images; empty for measures without one.</summary>
    public required IReadOnlyList<CurveBand> Curve { get; init; }

    /// <summary>What the values depend on besides map, image and model, one sentence; empty when nothing.</summary>
    public required string Note { get; init; }

    /// <summary>Number of images.</summary>
    public int Images => Value.Count + Undefined + NotApplicable;
}
