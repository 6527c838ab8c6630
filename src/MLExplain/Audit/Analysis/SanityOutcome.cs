using MLExplain.Audit.Gates;
using MLExplain.Evaluation;

namespace MLExplain.Audit.Analysis;

/// <summary>How the audited saliency method did in the sanity checks on this model: whether its maps can be evidence at all.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Verdict">What the checks say together; null when they were not run.</param>
/// <param name="Failed">Number of checks that it fails.</param>
public sealed record SanityOutcome(string Method, SanityVerdict? Verdict, int Failed)
{
    /// <summary>The outcome of an evaluation.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="evaluation">The evaluation of the same run; null for none.</param>
    public static SanityOutcome Of(string method, EvaluationReport? evaluation) =>
        new(method, evaluation?.Methods.FirstOrDefault(m => m.Method == method)?.Card.Verdict, evaluation?.LowEvidence(method).Count ?? 0);

    /// <summary>Why the maps of the method do not tell all, one sentence; empty when it passes its sanity checks.</summary>
    public string Caveat => Verdict switch
    {
        SanityVerdict.Passes => "",
        SanityVerdict.Fails => $"Low evidence: '{Method}' fails a sanity check on this model.",
        SanityVerdict.Inconclusive => $"The sanity checks of '{Method}' are inconclusive.",
        _ => $"The sanity checks of '{Method}' were not run.",
    };

    /// <summary>The outcome as a number that gates can be set on.</summary>
    public Measurement Measurement
    {
        get
        {
            var measurement = new Measurement { Section = "trust", Metric = AuditMeasurements.FailedSanityChecks, GroupA = Method, IsOfGroup = true };
            return Verdict switch
            {
                SanityVerdict.Passes => measurement with { Value = 0, Lower = 0, Upper = 0 },
                SanityVerdict.Fails => measurement with { Value = Failed, Lower = Failed, Upper = Failed },
                SanityVerdict.Inconclusive => measurement with { Absence = $"The sanity checks of '{Method}' are inconclusive: more images or draws can decide." },
                _ => measurement with { Absence = $"The sanity checks of '{Method}' were not run: name it under evaluate." },
            };
        }
    }
}
