using System.Globalization;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>The measures of an evaluation, made, and the sanity checks, which are part of every one.</summary>
/// <param name="OfMaps">Measures of single maps; oracles are judged by them too.</param>
/// <param name="OfMethods">Measures that run a method again.</param>
/// <param name="Randomisation">The check that every method's card starts with.</param>
/// <param name="Checks">The card's other checks.</param>
public sealed record MeasureSelection(
    IReadOnlyList<IMapMeasure> OfMaps, IReadOnlyList<IMethodMeasure> OfMethods, ParameterRandomisation Randomisation, IReadOnlyList<IMethodMeasure> Checks)
{
    private const string Parameters = "parameter-randomisation";
    private const string Logit = "random-logit";
    private const string Data = "data-randomisation";

    /// <summary>The options of the measures that were chosen, by name.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Options { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>What is measured when nobody chooses; localisation only where there are masks.</summary>
    /// <param name="hasMask">Whether a region was named in which the evidence should lie.</param>
    public static IReadOnlyList<string> Default(bool hasMask) =>
    [
        "completeness", "sensitivity-n", "infidelity", "max-sensitivity", "deletion", "insertion", "average-drop", "road",
        .. hasMask ? Measures.All.Where(m => m.Facts.NeedsMask).Select(m => m.Facts.Name) : [],
    ];

    /// <summary>Tries one of the measures, with its options, on a linear model.</summary>
    /// <param name="measure">Its name.</param>
    /// <param name="cancellationToken">Stops the measure.</param>
    public Calibration Calibrate(string measure, CancellationToken cancellationToken = default) =>
        Calibration.Of(Measures.Find(measure), Options.GetValueOrDefault(measure), cancellationToken);

    /// <summary>Makes measures by name; sanity checks among them replace those with default options.</summary>
    /// <param name="chosen">Names with their options.</param>
    /// <param name="seed">The run's seed, for measures that take one and were not given their own.</param>
    /// <param name="context">What the run knows.</param>
    /// <exception cref="ArgumentException">An unknown name or key (the message names the nearest), a value out of range, or a measure named twice.</exception>
    public static MeasureSelection Of(IReadOnlyList<KeyValuePair<string, IReadOnlyDictionary<string, string>>> chosen, int seed, MethodContext context)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var made = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, values) in chosen)
        {
            if (!made.TryAdd(name, Create(name, values, seed, context)))
            {
                throw new ArgumentException($"'{name}' is chosen twice: a measure has one set of options in a run.", nameof(chosen));
            }
        }

        var others = made.Where(m => m.Key is not (Parameters or Logit or Data)).Select(m => m.Value).ToList();
        return new(
            [.. others.OfType<IMapMeasure>()],
            [.. others.OfType<IMethodMeasure>()],
            (ParameterRandomisation)Check(Parameters),
            [(IMethodMeasure)Check(Logit), .. made.TryGetValue(Data, out var data) ? [(IMethodMeasure)data] : Array.Empty<IMethodMeasure>()])
        {
            Options = chosen.ToDictionary(StringComparer.Ordinal),
        };

        object Check(string name) => made.TryGetValue(name, out var given) ? given : Create(name, new Dictionary<string, string>(), seed, context);
    }

    private static object Create(string name, IReadOnlyDictionary<string, string> values, int seed, MethodContext context)
    {
        var entry = Measures.Find(name);
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        if (entry.Options.Any(o => o.Key == "seed"))
        {
            all.TryAdd("seed", seed.ToString(CultureInfo.InvariantCulture));
        }

        return entry.Create(all, context);
    }
}
