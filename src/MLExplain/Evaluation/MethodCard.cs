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
        var threshold = options.Parameters.Threshold;
        var parameters = new ParameterRandomisation(options.Parameters);
        var report = parameters.Run(model, method, images, cancellationToken);
        var checks = new List<SanityCheck>
        {
            SanityCheck.Of(parameters.Name, report.Images, threshold) with { Similarity = report.Overall },
        };
        var others = new List<IMethodMeasure> { new RandomLogit(options.Logit) };
        if (options.Data is { } data)
        {
            others.Add(new DataRandomisation(data));
        }

        checks.AddRange(others.Select(m => SanityCheck.Of(m.Name, m.Measure(model, method, images, cancellationToken), threshold)));
        return new MethodCard(method.Name, checks);
    }

    private bool Has(SanityVerdict verdict) => Checks.Any(c => c.Verdict == verdict);
}
