using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>One row of <see cref="Measures"/>: what a measure asks, how to read its values, and how it is made.</summary>
public sealed class MeasureEntry
{
    private readonly Func<IReadOnlyDictionary<string, string>, MethodContext, object> _create;

    private MeasureEntry(
        MeasureFacts facts, IReadOnlyList<MethodOption> options, Func<IReadOnlyDictionary<string, string>, MethodContext, object> create, OracleExpectation? oracle) =>
        (Facts, Options, _create, Oracle) = (facts, options, create, oracle);

    /// <summary>What the measure asks, and how to read its values.</summary>
    public MeasureFacts Facts { get; }

    /// <summary>The keys the measure understands.</summary>
    public IReadOnlyList<MethodOption> Options { get; }

    /// <summary>What the measure must say of the exact map of a linear model; null when nothing is known of it there.</summary>
    public OracleExpectation? Oracle { get; }

    /// <summary>Makes the measure.</summary>
    /// <param name="values">Key and value pairs; keys are case-sensitive. Empty for the defaults.</param>
    /// <param name="context">What the run knows.</param>
    /// <returns>An <see cref="IMapMeasure"/> or an <see cref="IMethodMeasure"/>.</returns>
    /// <exception cref="ArgumentException">An unknown key (the message names the nearest), a value out of range, or a key that does nothing beside the others.</exception>
    public object Create(IReadOnlyDictionary<string, string> values, MethodContext context)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(context);
        return _create(values, context);
    }

    /// <summary>A measure with a table of options.</summary>
    internal static MeasureEntry Of<TOptions>(
        MeasureFacts facts, IReadOnlyList<OptionRow<TOptions>> rows, Func<MethodContext, TOptions> defaults, Func<TOptions, object> create, OracleExpectation? oracle = null)
    {
        var table = new OptionTable<TOptions>(facts.Name, rows);
        return new(facts, table.Options, (values, context) => table.Make(defaults(context), values, context, create), oracle);
    }
}
