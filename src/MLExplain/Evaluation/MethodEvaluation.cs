namespace MLExplain.Evaluation;

/// <summary>What was found of one saliency method on one model.</summary>
public sealed record MethodEvaluation
{
    /// <summary>Name of the method.</summary>
    public required string Method { get; init; }

    /// <summary>Its sanity checks, and whether its maps are low evidence.</summary>
    public required MethodCard Card { get; init; }

    /// <summary>How its maps change while the weights become random, one curve for each way of comparing; the first is the one that the card judges.</summary>
    public required IReadOnlyList<RandomisationCurve> Randomisation { get; init; }

    /// <summary>The measures, in the order of the run; the card's own checks are not repeated here.</summary>
    public required IReadOnlyList<MeasureSummary> Measures { get; init; }

    /// <summary>Images that the method explained.</summary>
    public required int Explained { get; init; }

    /// <summary>Images that it refused.</summary>
    public required int Refused { get; init; }

    /// <summary>Why it refused the first of them, one sentence; empty when it refused none.</summary>
    public required string Refusal { get; init; }

    /// <summary>Mean time for the map of one image, in seconds, explained in batches; the only figure here that differs from run to run. Null without maps.</summary>
    public required double? SecondsPerImage { get; init; }

    /// <summary>Correlation of removed evidence and lost score, with a curve over n; null when it was not measured.</summary>
    public MeasureSummary? SensitivityN => Find("sensitivity-n");

    /// <summary>|residual| ÷ |F(x) − F(baseline)|; null when it was not measured.</summary>
    public MeasureSummary? Residual => Find("completeness");

    /// <summary>The measures that hold maps against masks.</summary>
    public IEnumerable<MeasureSummary> Localisation => Measures.Where(m => m.Facts.NeedsMask);

    /// <summary>A measure's summary by name; null when it was not measured.</summary>
    /// <param name="measure">Name of the measure.</param>
    public MeasureSummary? Find(string measure) => Measures.FirstOrDefault(m => m.Facts.Name == measure);
}
