using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Whether a measure says of a linear model's exact map what it must say; one that does not is not to be used.</summary>
/// <param name="Measure">Name of the measure.</param>
/// <param name="IsUsable">Whether it does; null where nothing is known of the measure on a linear model.</param>
/// <param name="Found">What it said of the exact map; null when it had no value.</param>
/// <param name="Expected">What it must say, or must do better than; null when nothing is known.</param>
/// <param name="Sentence">The finding, one sentence.</param>
public sealed record Calibration(string Measure, bool? IsUsable, double? Found, double? Expected, string Sentence)
{
    /// <summary>Tries a measure with its default options.</summary>
    /// <param name="entry">The measure's row.</param>
    /// <param name="cancellationToken">Stops the measure.</param>
    public static Calibration Of(MeasureEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var oracle = OracleCase.Make();
        return Of(entry.Facts, entry.Oracle, entry.Create(new Dictionary<string, string>(), oracle.Context), oracle, cancellationToken);
    }

    /// <summary>Tries a measure that somebody made.</summary>
    internal static Calibration Of(MeasureFacts facts, OracleExpectation? expectation, object measure, OracleCase oracle, CancellationToken cancellationToken)
    {
        if (expectation is null)
        {
            return new Calibration(facts.Name, null, null, null, $"Nothing is known of '{facts.Name}' on a linear model.");
        }

        var scores = measure is IMapMeasure ofMaps
            ? ofMaps.Measure(oracle.Model, [oracle.Exact(), oracle.Reversed()], cancellationToken)
            : ((IMethodMeasure)measure).Measure(oracle.Model, new Gradient(), [oracle.Image], cancellationToken);
        if (scores[0].Value is not { } found)
        {
            return new Calibration(facts.Name, false, null, null, $"'{facts.Name}' has no value for the exact map of a linear model: {scores[0].Reason}");
        }

        var expected = expectation.Value?.Invoke(oracle) ?? scores[1].Value;
        var usable = expectation.Value is not null ? Math.Abs(found - expected!.Value) <= expectation.Tolerance
            : expected is { } reversed && (facts.Direction == MeasureDirection.HigherIsBetter ? found > reversed : found < reversed);
        return new Calibration(facts.Name, usable, found, expected, FormattableString.Invariant(
            $"'{facts.Name}' gives the exact map of a linear model {found:0.######}, {(expectation.Value is null ? "its reverse" : "where it must give")} {expected:0.######}{(usable ? "" : ": do not use it")}."));
    }
}
