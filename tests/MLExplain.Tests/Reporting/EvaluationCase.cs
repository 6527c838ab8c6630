using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Tests.Reporting;

/// <summary>An evaluation made up for the pages: a method per verdict, values, statuses, curves, oracles and a measure that is not to be used.</summary>
internal static class EvaluationCase
{
    public const string Hostile = "<img src=x onerror=alert(1)>\"'&";

    public static EvaluationReport Make(string name = "saliency-of-nothing") => new()
    {
        Title = name,
        Facts = [KeyValuePair.Create(name, name)],
        Images = [name, "b", "c"],
        Candidates = 7,
        PassedOver = [new PassedOverImage(name, ImageStatus.Unreadable, $"{name} is no picture.")],
        Mask = name,
        Methods = [Method("gradient", 0.05), Method("guided-backprop", 0.9), Method("deconvnet", 0.3), Method(name, null)],
        Oracles = [.. OracleMaps.Names.Select((oracle, index) => new OracleSummary(oracle, [Summary("sensitivity-n", 0.02 * index), Summary("deletion", 0.5), Missing("completeness", "An oracle has no baseline.")]))],
        Calibrations = [new("sensitivity-n", true, 1, 1, "'sensitivity-n' is right."), new("deletion", false, 2, 1, "'deletion' is wrong: do not use it."), new("max-sensitivity", null, null, null, $"Nothing is known of {name}.")],
        Scores = [],
        Warnings = [$"Three images are few for {name}."],
    };

    public static MethodEvaluation Method(string name, double? similarity) => new()
    {
        Method = name,
        Card = new MethodCard(name, [Check("parameter-randomisation", similarity), Check("random-logit", similarity)]),
        Randomisation = similarity is { } value
            ? [Curve(SimilarityKind.Spearman, value), Curve(SimilarityKind.Ssim, value)]
            : [new RandomisationCurve(new SimilarityOptions(), new RandomisationReport([], new(null, null, null, 0), 0.25, []))],
        Measures = [Summary("sensitivity-n", 0.4), Summary("deletion", 0.25), Summary("pointing-game", 1) with { Curve = [] }, Missing("completeness", $"'{name}' has no baseline.")],
        Explained = 2,
        Refused = 1,
        Refusal = $"{name} refused the third.",
        SecondsPerImage = similarity is null ? null : 0.0123,
    };

    public static MeasureSummary Summary(string measure, double mean) => new()
    {
        Facts = Measures.Find(measure).Facts,
        Value = new Bootstrap(mean, mean - 0.125, mean + 0.125, 3),
        Median = mean,
        Undefined = 0,
        NotApplicable = 0,
        Reason = "",
        ReasonCount = 0,
        Curve = [.. new[] { 1, 10, 100 }.Select(x => new CurveBand(measure == "deletion" ? x / 100.0 : x, new Bootstrap(mean, mean - 0.125, mean + 0.125, 3)))],
        Note = "",
    };

    public static MeasureSummary Missing(string measure, string reason) => new()
    {
        Facts = Measures.Find(measure).Facts,
        Value = new Bootstrap(null, null, null, 0),
        Median = null,
        Undefined = 1,
        NotApplicable = 2,
        Reason = reason,
        ReasonCount = 2,
        Curve = [],
        Note = "",
    };

    private static SanityCheck Check(string measure, double? similarity) => similarity is { } value
        ? new(measure, new SimilarityInterval(value, value - 0.1, value + 0.1, 3), 0.25, "")
        : new(measure, new SimilarityInterval(null, null, null, 0), 0.25, "The network has no weights that can be changed.");

    private static RandomisationCurve Curve(SimilarityKind kind, double value)
    {
        RandomisedStep[] steps = [.. Enumerable.Range(1, 4).Select(step => new RandomisedStep([$"layer{step}"], new(value + ((1 - value) / step), value, 1, 3), 0))];
        return new RandomisationCurve(new SimilarityOptions { Kind = kind }, new RandomisationReport(steps, steps[^1].Similarity, 0.25, []));
    }
}
