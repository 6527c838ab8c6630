using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Whether a measure says of a linear model's exact map what it must say; one that does not is not to be used.</summary>
/// <param name="Measure">Name of the measure.</param>
/// <param name="IsUsable">Whether it does; null where nothing is known of the measure, with its options, on a linear model.</param>
/// <param name="Found">What it said of the exact map; null when it had no value.</param>
/// <param name="Expected">What it must say, or must do better than; null when nothing is known.</param>
/// <param name="Sentence">The finding, one sentence.</param>
public sealed record Calibration(string Measure, bool? IsUsable, double? Found, double? Expected, string Sentence)
{
    /// <summary>Tries a measure with the options it runs with.</summary>
    /// <remarks>
    /// Closed forms hold for some values of some options; where only an order is known, the exact map must do better than its reverse. The
    /// map is exact from the baseline that the options name; grey stands in for a file's picture, which has the model's size. The case has
    /// draws of its own: <c>seed</c> is not read.
    /// </remarks>
    /// <param name="entry">The measure's row.</param>
    /// <param name="values">Its options, key and value; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the measure.</param>
    /// <exception cref="ArgumentException">An unknown key, or a value out of range.</exception>
    public static Calibration Of(MeasureEntry entry, IReadOnlyDictionary<string, string>? values = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        values = (values ?? new Dictionary<string, string>()).Where(v => v.Key != MeasureKeys.Seed.Key).ToDictionary(StringComparer.Ordinal);
        var oracle = OracleCase.Make(values);
        var changed = entry.Options.Where(o => values.TryGetValue(o.Key, out var text) && text != o.Default && !(o.Key == "baseline" && oracle.IsFromBlack)).Select(o => o.Key).ToList();
        var subject = $"'{entry.Facts.Name}'{Described(changed, values)}";
        return entry.Oracle?.Under(changed) is { } expectation
            ? Of(entry.Facts, expectation, entry.Create(values, oracle.Context), oracle, cancellationToken, subject, isDefault: changed.Count == 0)
            : new Calibration(entry.Facts.Name, null, null, null, $"Nothing is known of {subject} on a linear model.");
    }

    /// <summary>Tries a measure that somebody made.</summary>
    internal static Calibration Of(
        MeasureFacts facts, OracleExpectation expectation, object measure, OracleCase oracle, CancellationToken cancellationToken, string? subject = null, bool isDefault = true)
    {
        subject ??= $"'{facts.Name}'";
        var scores = measure is IMapMeasure ofMaps
            ? ofMaps.Measure(oracle.Model, [oracle.Exact(), oracle.Reversed()], cancellationToken)
            : ((IMethodMeasure)measure).Measure(oracle.Model, new Gradient(), [oracle.Image], cancellationToken);
        if (scores[0].Value is not { } found)
        {
            // Options may ask for more than a picture of 16 x 16 has; the defaults do not.
            return new Calibration(facts.Name, isDefault ? false : null, null, null, $"{subject} has no value for the exact map of a linear model: {scores[0].Reason}");
        }

        var expected = expectation.Value?.Invoke(oracle) ?? scores[1].Value;
        var usable = expectation.Value is not null ? Math.Abs(found - expected!.Value) <= expectation.Tolerance
            : expected is { } reversed && (facts.Direction == MeasureDirection.HigherIsBetter ? found > reversed : found < reversed);
        return new Calibration(facts.Name, usable, found, expected, FormattableString.Invariant(
            $"{subject} gives the exact map of a linear model {found:0.######}, {(expectation.Value is null ? "its reverse" : "where it must give")} {expected:0.######}{(usable ? "" : ": do not use it")}."));
    }

    private static string Described(IEnumerable<string> changed, IReadOnlyDictionary<string, string> values)
    {
        var shown = string.Join(", ", changed.Order(StringComparer.Ordinal).Select(key => $"{key}: {values[key]}"));
        return shown.Length > 0 ? $" ({shown})" : "";
    }
}
