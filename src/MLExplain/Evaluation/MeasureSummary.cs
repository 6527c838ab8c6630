using MathNet.Numerics.Statistics;

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

    /// <summary>Summarises a measure.</summary>
    /// <param name="facts">The measure.</param>
    /// <param name="scores">Its score of each image, by the image's identifier.</param>
    /// <param name="seed">Seed of the intervals.</param>
    internal static MeasureSummary Of(MeasureFacts facts, IReadOnlyList<KeyValuePair<string, MeasureScore>> scores, int seed)
    {
        double[] values = [.. scores.Select(s => s.Value.Value).OfType<double>()];

        // Two reasons are the same when they differ in the image's name only.
        var reasons = scores.Where(s => s.Value.Value is null).GroupBy(s => s.Value.Reason.Replace($"'{s.Key}'", "", StringComparison.Ordinal)).ToList();
        var commonest = reasons.MaxBy(r => r.Count());
        return new MeasureSummary
        {
            Facts = facts,
            Value = Bootstrap.Of(values, seed),
            Median = values.Length == 0 ? null : values.Median(),
            Undefined = scores.Count(s => s.Value.Status == MeasureStatus.Undefined),
            NotApplicable = scores.Count(s => s.Value.Status == MeasureStatus.NotApplicable),
            Reason = commonest?.First().Value.Reason ?? "",
            ReasonCount = commonest?.Count() ?? 0,
            Curve = CurveBand.Of(scores.Select(s => s.Value.Curve), seed),
            Note = scores.Select(s => s.Value.Note).FirstOrDefault(n => n.Length > 0) ?? "",
        };
    }
}
