using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>THE list of measures: the command line, pipeline files and documentation read it. A new measure is one file and one row.</summary>
public static class Measures
{
    /// <summary>All measures, in the order they are shown.</summary>
    public static IReadOnlyList<MeasureEntry> All { get; } =
    [
        MeasureEntry.Of(
            new(
                "completeness",
                "How far is the map's sum from the change of score that it explains?",
                MeasureDirection.LowerIsBetter,
                0,
                double.PositiveInfinity,
                "Sundararajan, Taly, Yan 2017, arXiv:1703.01365"),
            Completeness.Rows,
            _ => new CompletenessOptions(),
            options => new Completeness(options)),
    ];

    /// <summary>Makes a measure by name.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <param name="values">Key and value pairs; null for the defaults.</param>
    /// <param name="context">What the run knows; null for a raw tensor input.</param>
    /// <returns>An <see cref="IMapMeasure"/> or an <see cref="IMethodMeasure"/>.</returns>
    /// <exception cref="ArgumentException">Unknown name or key (the message names the nearest), or a value out of range.</exception>
    public static object Create(string name, IReadOnlyDictionary<string, string>? values = null, MethodContext? context = null) =>
        Find(name).Create(values ?? new Dictionary<string, string>(), context ?? new MethodContext());

    /// <summary>The row of a measure.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <exception cref="ArgumentException">There is no such measure; the message names the nearest.</exception>
    public static MeasureEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(entry => entry.Facts.Name == name) ?? throw new ArgumentException(
            $"There is no measure '{name}'; did you mean '{NearestName.Of(name, All.Select(entry => entry.Facts.Name))}'?", nameof(name));
    }
}
