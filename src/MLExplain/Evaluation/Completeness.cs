using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Completeness: |Σ A − (F(x) − F(baseline))|, by default as a share of |F(x) − F(baseline)|.</summary>
/// <remarks>
/// M. Sundararajan, A. Taly, Q. Yan 2017, arXiv:1703.01365, proposition 1. 0 is best. Not applicable to methods whose theory promises no
/// such equality, which no rescaling makes complete. Differs from Quantus, which asks whether two floats are equal after normalising the
/// map, and therefore nearly always answers no.
/// </remarks>
public sealed class Completeness(CompletenessOptions? options = null) : IMapMeasure
{
    private readonly CompletenessOptions _options = options ?? new CompletenessOptions();

    /// <inheritdoc/>
    public string Name => "completeness";

    internal static IReadOnlyList<OptionRow<CompletenessOptions>> Rows { get; } =
    [
        new(new("relative", "true or false", "true", "Whether the residual is a share of |F(x) - F(baseline)|, or in units of the score."),
            (options, value) => options with { Relative = value.Flag() }),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return [.. maps.Select(Measure)];
    }

    private MeasureScore Measure(EvaluatedMap map)
    {
        if (map.Attribution is not { BaselineScore: { } baseline, Residual: { } residual, Score: var score })
        {
            return MeasureScore.NotApplicable($"'{map.Source}' has no baseline that its sum is measured from.");
        }

        return !_options.Relative ? MeasureScore.Of(Math.Abs(residual))
            : score == baseline ? MeasureScore.Undefined("The image scores as its baseline does, so that there is nothing to take a share of.")
            : MeasureScore.Of(Math.Abs(residual / (score - baseline)));
    }
}
