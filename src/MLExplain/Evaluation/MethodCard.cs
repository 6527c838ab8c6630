using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>What is known of a method on a model: whether its maps can be evidence of what the model does.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Checks">Its sanity checks, parameter randomisation first.</param>
public sealed record MethodCard(string Method, IReadOnlyList<SanityCheck> Checks)
{
    /// <summary>Fails when a check fails, else inconclusive when one is, else what parameter randomisation says: nothing passes without it.</summary>
    public SanityVerdict Verdict =>
        Has(SanityVerdict.Fails) ? SanityVerdict.Fails
        : Has(SanityVerdict.Inconclusive) ? SanityVerdict.Inconclusive
        : Checks.Count == 0 ? SanityVerdict.NotEvaluated
        : Checks[0].Verdict;

    /// <summary>
    /// The stamp for every use of its maps: a check failed, so that they would look much the same for a network that knows nothing, or for another class.
    /// </summary>
    public bool IsLowEvidence => Verdict == SanityVerdict.Fails;

    /// <summary>Why it is stamped, one sentence per failed check; empty when it is not.</summary>
    public IReadOnlyList<string> Reasons => [.. Checks.Where(c => c.Verdict == SanityVerdict.Fails).Select(c => c.Summary)];

    /// <summary>Runs the checks.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="method">The method.</param>
    /// <param name="images">Images it explains; two or more, or the draws of one, make an interval.</param>
    /// <param name="options">Which checks, and how; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MethodCard Make(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, MethodCardOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        options ??= new MethodCardOptions();
        List<IMethodMeasure> others = [new RandomLogit(options.Logit), .. options.Data is { } data ? [new DataRandomisation(data)] : Array.Empty<IMethodMeasure>()];
        var report = new ParameterRandomisation(options.Parameters).Run(model, method, images, cancellationToken);
        return Of(method.Name, report, [.. others.Select(m => KeyValuePair.Create(m.Name, m.Measure(model, method, images, cancellationToken)))]);
    }

    /// <summary>The card of checks that were run.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="randomisation">What parameter randomisation found; its threshold judges the other checks too.</param>
    /// <param name="others">The other checks: name, and one score per image.</param>
    internal static MethodCard Of(string method, RandomisationReport randomisation, IReadOnlyList<KeyValuePair<string, IReadOnlyList<MeasureScore>>> others) => new(
        method,
        [
            SanityCheck.Of("parameter-randomisation", randomisation.Images, randomisation.Threshold) with { Similarity = randomisation.Overall },
            .. others.Select(o => SanityCheck.Of(o.Key, o.Value, randomisation.Threshold)),
        ]);

    private bool Has(SanityVerdict verdict) => Checks.Any(c => c.Verdict == verdict);
}
