namespace MLExplain.Saliency;

/// <summary>The keys of one method or measure, and how they change its options.</summary>
/// <param name="name">The method's or measure's name, for messages.</param>
/// <param name="rows">One row per key.</param>
internal sealed class OptionTable<TOptions>(string name, IReadOnlyList<OptionRow<TOptions>> rows)
{
    private readonly Dictionary<string, OptionRow<TOptions>> _byKey = rows.ToDictionary(row => row.Option.Key, StringComparer.Ordinal);

    /// <summary>The keys.</summary>
    public IReadOnlyList<MethodOption> Options { get; } = [.. rows.Select(row => row.Option)];

    /// <summary>Makes the method or measure.</summary>
    /// <param name="defaults">The options without any value.</param>
    /// <param name="values">Key and value pairs; keys are case-sensitive.</param>
    /// <param name="context">What the run knows.</param>
    /// <param name="create">Makes it from the options; refuses what is out of range.</param>
    /// <exception cref="ArgumentException">An unknown key (the message names the nearest), a value out of range, or a key that does nothing beside the others.</exception>
    public TMade Make<TMade>(TOptions defaults, IReadOnlyDictionary<string, string> values, MethodContext context, Func<TOptions, TMade> create)
    {
        var options = Apply(defaults, values, context);
        var made = create(options);
        var idle = values.Keys.Select(key => (Key: key, Reason: _byKey[key].Idle?.Invoke(options))).Where(pair => pair.Reason is not null);
        OptionErrors.Refuse(name, idle.Select(pair => $"{pair.Key} does nothing while {pair.Reason}, or leave {pair.Key} out."));
        return made;
    }

    private TOptions Apply(TOptions options, IReadOnlyDictionary<string, string> values, MethodContext context)
    {
        foreach (var (key, text) in values)
        {
            var row = _byKey.GetValueOrDefault(key) ?? throw new ArgumentException(Unknown(key));
            options = row.Set(options, new OptionValue(name, row.Option, text, context));
        }

        return options;
    }

    private string Unknown(string key) => _byKey.Count == 0 ? $"'{name}' has no option '{key}': it takes none." : $"'{name}' has no option '{key}'{NearestName.Hint(key, _byKey.Keys)}";
}
