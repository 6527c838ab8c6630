using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting.Tables;

/// <summary>A comparison of saliency methods as CSV files.</summary>
public static class ComparisonCsv
{
    internal static readonly CsvTable<(string Method, string Status, int? Target, ComparedMethod? Of, string? Remarks)> Methods = new("methods.csv", "a saliency method")
    {
        { "method", "the saliency method", m => m.Method },
        { "status", "`ok`, `not_explained` (it refused the image), `not_supported` (the model lacks what it needs)", m => m.Status },
        { "target", "number of the explained class, from 0", m => m.Of?.Attribution?.Target ?? m.Target },
        { "score", "the target's logit at the image", m => m.Of?.Attribution?.Score },
        { "baseline_score", "its logit at the baseline; empty for methods without one", m => m.Of?.Attribution?.BaselineScore },
        { "sum", "sum of the attribution", m => m.Of?.Attribution?.Sum },
        { "residual", "sum − (score − baseline_score); 0 for a complete attribution", m => m.Of?.Attribution?.Residual },
        { "converged", "whether `steps: auto` reached its tolerance: `true`, `false`, or empty where the number of steps was fixed", m => m.Of?.Attribution?.Converged },
        { "gradient_calls", "gradients evaluated", m => m.Of?.Attribution?.GradientCalls },
        { "score_calls", "points scored without a gradient, the image itself not counted", m => m.Of?.Attribution?.ScoreCalls },
        { "rule", "how steps along the path were weighed; empty for methods without a path", m => m.Of?.Attribution?.Rule },
        { "remarks", "warnings, or why there is no map", m => m.Remarks },
    };

    internal static readonly CsvTable<MapAgreement> Agreement = new("agreement.csv", "two saliency methods that gave a map")
    {
        { "first", "one method", a => a.First },
        { "second", "the other", a => a.Second },
        { "top_overlap", "share of the top tenth of the pixels that both have, 0 to 1", a => a.TopOverlap },
        { "rank_correlation", "Spearman's correlation of the values, −1 to 1; empty for a constant map", a => a.RankCorrelation },
        { "magnitude_rank_correlation", "the same of their magnitudes", a => a.MagnitudeRankCorrelation },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="comparison">What to write.</param>
    /// <param name="unsupported">Methods that the model does not support: name and reason.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(MethodComparison comparison, IReadOnlyList<KeyValuePair<string, string>> unsupported)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(unsupported);
        return
        [
            Methods.Of(
            [
                .. comparison.Methods.Select(m => (m.Method, m.Attribution is null ? "not_explained" : "ok", comparison.Target, m, m.Attribution is { } a ? string.Join(' ', a.Warnings) : m.Refusal)),
                .. unsupported.Select(u => (u.Key, "not_supported", comparison.Target, (ComparedMethod?)null, u.Value)),
            ]),
            Agreement.Of(comparison.Agreements),
        ];
    }
}
