using Dermatology.Learning;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;

namespace Dermatology.Study;

/// <summary>Holds what an audit names against what was planted.</summary>
internal static class StudyVerdict
{
    private const string Ruler = "ruler";
    private const string Skin = "skin_group";
    private const string TprGap = "equal_opportunity_difference";
    private const string Malignant = "malignant";

    public static StudyRow Of(int seed, string model, AuditAnalysis analysis)
    {
        var gap = analysis.Measurements.Single(m => m.Metric == TprGap && m.Attribute == Skin);
        var failing = analysis.Gates.Results.Where(r => r.Status == GateStatus.Fail && r.Measurement is not null).Select(r => r.Measurement!).ToList();
        var confirmed = analysis.Findings.Where(f => f.Verdict == FindingVerdict.Confirmed).ToList();
        var pasted = analysis.Interventions.Single(i => i.Region == Ruler && i.Effect.Intervention == Intervention.Paste).Effect;
        var accuracy = analysis.Measurements.Single(m => m is { Metric: "accuracy", Attribute: "", Class: Malignant });
        string[] planted = model == ModelMaker.Biased ? [Ruler, Skin] : [];
        return new StudyRow
        {
            Seed = seed,
            Model = model,
            Pictures = analysis.Fairness!.Records,
            Accuracy = accuracy.Value!.Value,
            Verdict = Name(analysis.Gates.Status),
            Ruler = confirmed.Any(f => f.Subject == Ruler && f.Class == Malignant),
            RulerFlips = (pasted.Flips - pasted.ControlFlips) / (double)pasted.Rows.Count,
            DarkSkin = failing.Any(m => m == gap && m.GroupA == "dark"),
            SkinGap = gap.Value!.Value,
            Unplanted = string.Join(' ', Named(failing, confirmed, planted).Distinct().Order(StringComparer.Ordinal)),
        };
    }

    /// <summary>The attributes that failing gates and confirmed findings name; intersections with something planted differ because of it.</summary>
    private static IEnumerable<string> Named(List<Measurement> failing, List<SpuriousFinding> confirmed, string[] planted) =>
        failing.Where(m => m.Attribute.Length > 0).Select(m => m.Attribute.Replace(" & ", "+", StringComparison.Ordinal))
            .Concat(failing.Where(m => m.Attribute.Length == 0 && m.Metric != AuditMeasurements.ConfirmedFindings).Select(m => m.Metric))
            .Concat(confirmed.Select(f => f.Subject))
            .Where(name => !name.Split('+').Any(planted.Contains));

    private static string Name(GateStatus status) => status switch
    {
        GateStatus.Pass => "pass",
        GateStatus.Fail => "fail",
        GateStatus.Inconclusive => "inconclusive",
        GateStatus.NotEvaluated => "not_evaluated",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a gate"),
    };
}
