namespace MLExplain.Saliency;

/// <summary>One row of <see cref="SaliencyMethods"/>: a method's name, its keys, and how it is made.</summary>
public sealed class SaliencyMethodEntry
{
    private readonly Func<IReadOnlyDictionary<string, string>, MethodContext, ISaliencyMethod> _create;

    private SaliencyMethodEntry(
        string name,
        MethodNeed need,
        string summary,
        IReadOnlyList<MethodOption> options,
        Func<IReadOnlyDictionary<string, string>, MethodContext, ISaliencyMethod> create) =>
        (Name, Need, Summary, Options, _create) = (name, need, summary, options, create);

    /// <summary>The method's name on the command line and in pipeline files.</summary>
    public string Name { get; }

    /// <summary>What the method needs of a model.</summary>
    public MethodNeed Need { get; }

    /// <summary>What the method computes, one sentence.</summary>
    public string Summary { get; }

    /// <summary>The keys the method understands.</summary>
    public IReadOnlyList<MethodOption> Options { get; }

    /// <summary>Makes the method.</summary>
    /// <param name="values">Key and value pairs; keys are case-sensitive. Empty for the defaults.</param>
    /// <param name="context">What the run knows.</param>
    /// <exception cref="ArgumentException">An unknown key (the message names the nearest), a value out of range, or a key that does nothing beside the others.</exception>
    public ISaliencyMethod Create(IReadOnlyDictionary<string, string> values, MethodContext context)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(context);
        return _create(values, context);
    }

    /// <summary>A method without options.</summary>
    internal static SaliencyMethodEntry Of(string name, MethodNeed need, string summary, Func<ISaliencyMethod> create) =>
        Of<object>(name, need, summary, [], _ => new object(), _ => create());

    /// <summary>A method with a table of options.</summary>
    internal static SaliencyMethodEntry Of<TOptions>(
        string name,
        MethodNeed need,
        string summary,
        IReadOnlyList<OptionRow<TOptions>> rows,
        Func<MethodContext, TOptions> defaults,
        Func<TOptions, ISaliencyMethod> create)
    {
        var table = new OptionTable<TOptions>(name, rows);
        return new(name, need, summary, table.Options, (values, context) => table.Make(defaults(context), values, context, create));
    }
}
