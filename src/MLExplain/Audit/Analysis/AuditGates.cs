using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Analysis;

/// <summary>What an audit asks where its pipeline file does not say.</summary>
public static class AuditGates
{
    /// <summary>Gates for the options: groups are treated alike, and no spurious correlation is confirmed; what maps alone say only warns.</summary>
    /// <param name="options">Where the evidence should lie decides which of them can be asked.</param>
    public static IReadOnlyList<GateCondition> Default(AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] texts =
        [
            $"{AuditMeasurements.ConfirmedFindings} <= 0",
            $"{AuditMeasurements.FailedSanityChecks} <= 0 warning",
            .. options.Evidence is not null ? [$"{AuditMeasurements.WrongReason} <= 0.2 warning"] : Array.Empty<string>(),
            .. options.Evidence is not null && options.Attributes.Count > 0 ? ["background_reliance_difference <= 0.2 warning"] : Array.Empty<string>(),
        ];
        return [.. options.Attributes.Count > 0 ? FairnessGates.Default(options.Classes.Count, options.Positive) : [], .. texts.Select(GateCondition.Parse)];
    }
}
