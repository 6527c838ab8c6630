using System.Globalization;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Cli;

/// <summary>Several saliency methods: those asked for, or all that a model supports.</summary>
/// <param name="Methods">The methods, in the order asked for or listed.</param>
/// <param name="Unsupported">Methods that nobody asked for by name and the model does not support: name and reason.</param>
internal sealed record MethodSelection(IReadOnlyList<ISaliencyMethod> Methods, IReadOnlyList<KeyValuePair<string, string>> Unsupported)
{
    /// <param name="model">The model's summary.</param>
    /// <param name="asked">Names; empty for all that the model supports.</param>
    /// <param name="values">Options by method.</param>
    /// <param name="seed">The run's seed, for methods that take one and were not given their own.</param>
    /// <param name="context">What the run knows.</param>
    /// <exception cref="ConfigurationException">A method asked for by name is not supported, or one has options but is not shown.</exception>
    public static MethodSelection Of(
        ModelSummary model, IReadOnlyList<string> asked, Dictionary<string, Dictionary<string, string>> values, int seed, MethodContext context)
    {
        var wanted = asked.Count > 0 ? asked.Distinct().Select(SaliencyMethods.Find).ToList() : SaliencyMethods.All;
        var refused = wanted.Select(m => KeyValuePair.Create(m.Name, m.Refusal(model, values.GetValueOrDefault(m.Name)))).Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value!)).ToList();
        if (asked.Count > 0 && refused.Count > 0)
        {
            throw new ConfigurationException($"The model does not support '{refused[0].Key}': {refused[0].Value}. 'mlexplain inspect' lists the methods that it supports.");
        }

        var shown = wanted.Where(m => refused.TrueForAll(r => r.Key != m.Name)).ToList();
        if (values.Keys.FirstOrDefault(name => shown.TrueForAll(m => m.Name != name)) is { } idle)
        {
            throw new ConfigurationException($"--set gives options to '{idle}', which is not among the methods shown: {string.Join(", ", shown.Select(m => m.Name))}.");
        }

        return new([.. shown.Select(m => m.Create(WithSeed(m, values.GetValueOrDefault(m.Name) ?? [], seed), context))], refused);
    }

    /// <summary>The run's seed reaches every method that takes one and was not given its own.</summary>
    public static Dictionary<string, string> WithSeed(SaliencyMethodEntry method, IReadOnlyDictionary<string, string> values, int seed)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        if (method.Options.Any(o => o.Key == "seed"))
        {
            all.TryAdd("seed", seed.ToString(CultureInfo.InvariantCulture));
        }

        return all;
    }
}
