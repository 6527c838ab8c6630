namespace MLExplain.Saliency;

/// <summary>The keys of one method or measure, and how they change its options.</summary>
/// <param name="name">The method's or measure's name, for messages.</param>
/// <param name="rows">One row per key.</param>
internal sealed class OptionTable<TOptions>(string name, IReadOnlyList<OptionRow<TOptions>> rows)
{
    private readonly Dictionary<string, OptionRow<TOptions>> _byKey = rows.ToDictionary(row => row.Option.Key, StringComparer.Ordinal);

    /// <summary>The keys.</summary>
    public IReadOnlyList<MethodOption> Options { get; } = [.. rows.Select(row => row.Option)];

    /// <summary>The options with values in place.</summary>
    /// <param name="options">The defaults.</param>
    /// <param name="values">Key and value pairs; keys are case-sensitive.</param>
    /// <param name="context">What the run knows.</param>
    /// <exception cref="ArgumentException">An unknown key (the message names the nearest) or a value out of range.</exception>
    public TOptions Apply(TOptions options, IReadOnlyDictionary<string, string> values, MethodContext context)
    {
        foreach (var (key, text) in values)
        {
            var row = _byKey.GetValueOrDefault(key) ?? throw new ArgumentException(Unknown(key));
            options = row.Set(options, new OptionValue(name, row.Option, text, context));
        }

        return options;
    }

    private string Unknown(string key) => NearestName.Of(key, _byKey.Keys) is { } nearest
        ? $"'{name}' has no option '{key}'; did you mean '{nearest}'?"
        : $"'{name}' has no option '{key}': it takes none.";
}
