using MLExplain.Saliency;

namespace MLExplain.Audit.Gates;

/// <summary>Holds one condition against one number: a conclusion needs the whole interval on one side of the threshold.</summary>
internal static class GateJudge
{
    /// <summary>Numbers nearer to the threshold than this are not told apart from it by any amount of data.</summary>
    private const double Resolvable = 1e-6;

    public static GateResult Judge(GateCondition condition, Measurement measurement)
    {
        var result = new GateResult { Condition = condition, Measurement = measurement, Status = GateStatus.NotEvaluated, Reason = measurement.Absence };
        if (measurement.Value is not { } value)
        {
            return result;
        }

        result = result with { PointStatus = condition.IsMetBy(value) ? GateStatus.Pass : GateStatus.Fail };
        if (measurement is not { Lower: { } lower, Upper: { } upper })
        {
            return result with { Status = GateStatus.Inconclusive, Reason = "The number has no interval." };
        }

        var (metBelow, metAbove) = (condition.IsMetBy(lower), condition.IsMetBy(upper));
        return metBelow && metAbove && measurement.Caveat.Length == 0 ? result with { Status = GateStatus.Pass }
            : metBelow && metAbove ? result with { Status = GateStatus.Inconclusive, Reason = measurement.Caveat }
            : !metBelow && !metAbove ? result with { Status = GateStatus.Fail, Reason = measurement.Caveat }
            : Straddling(result, condition.Threshold, value, end: value < condition.Threshold ? upper : lower);
    }

    public static GateResult Unmatched(GateCondition condition, IReadOnlyList<Measurement> measurements, string? absence)
    {
        var known = measurements.Select(m => m.Metric).Distinct().ToList();
        var reason = absence ?? (known.Contains(condition.Metric) ? $"'{condition.Metric}' is not measured for such an attribute and class: there is no such group, or too few records for any."
            : known.Count == 0 ? "The audit measured nothing." : $"The audit measures no '{condition.Metric}'{NearestName.Hint(condition.Metric, known)}");
        return new() { Condition = condition, Status = GateStatus.NotEvaluated, Reason = reason };
    }

    /// <summary>Intervals shrink with the root of the number of records: so many times as many bring the end that is in the way to the threshold.</summary>
    private static GateResult Straddling(GateResult result, double threshold, double value, double end)
    {
        var measurement = result.Measurement!;
        var reason = FormattableString.Invariant($"The threshold {threshold} lies within the interval: it may be met or not.{(measurement.Caveat.Length > 0 ? " " : "")}{measurement.Caveat}");
        long[] counts = [.. new[] { measurement.CountA, measurement.CountB }.Where(c => c > 0)];
        if (Math.Abs(value - threshold) < Resolvable || counts.Length == 0)
        {
            return result with { Status = GateStatus.Inconclusive, Reason = reason };
        }

        var times = Math.Pow((end - value) / (threshold - value), 2);
        return result with
        {
            Status = GateStatus.Inconclusive, Reason = reason,
            StillNeeded = Math.Max(1, (long)Math.Ceiling((times - 1) * counts.Min())),
        };
    }
}
