using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Evaluation;
using MLExplain.Saliency;

namespace MLExplain.Cli.Pipelines;

/// <summary>Gives the options of a file's section 'defaults' to the entries that take them.</summary>
internal static class SharedOptions
{
    /// <summary>The pipeline with its defaults filled in.</summary>
    /// <param name="options">The pipeline as it is written.</param>
    /// <param name="path">Its file.</param>
    /// <exception cref="ConfigurationException">A default is an option of none of the entries.</exception>
    public static PipelineOptions FillIn(PipelineOptions options, string path)
    {
        var (methods, measures) = (options.Defaults.Methods, options.Defaults.Measures);
        if (methods.Count + measures.Count == 0)
        {
            return options;
        }

        ExplainSection[] all = [.. options.Explain, .. options.Evaluate?.Methods ?? []];
        Require(path, "defaults.methods", methods.Keys, all.Select(e => Keys(e.Method)));
        Require(path, "defaults.measures", measures.Keys, (options.Evaluate?.Measures ?? []).Select(m => KeysOf(m.Measure)));
        return options with
        {
            Explain = Filled(options.Explain, methods),
            Evaluate = options.Evaluate is { } evaluate ? evaluate with
            {
                Methods = evaluate.Methods is { } judged ? Filled(judged, methods) : null,
                Measures = evaluate.Measures is { } measured ? [.. measured.Select(m => m with { Options = With(m.Options, measures, KeysOf(m.Measure)) })] : null,
            } : null,
        };
    }

    private static ExplainSection[] Filled(ExplainSection[] entries, Dictionary<string, string> defaults) => [.. entries.Select(e => e with { Options = With(e.Options, defaults, Keys(e.Method)) })];

    private static Dictionary<string, string> With(Dictionary<string, string> own, Dictionary<string, string> defaults, string[] known)
    {
        var all = new Dictionary<string, string>(own);
        foreach (var (key, value) in defaults.Where(d => known.Contains(d.Key)))
        {
            all.TryAdd(key, value);
        }

        return all;
    }

    private static void Require(string path, string where, IEnumerable<string> keys, IEnumerable<string[]> entries)
    {
        string[] known = [.. entries.SelectMany(e => e).Distinct()];
        if (keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            throw new ConfigurationException(known.Length == 0 ? $"{path}: {where} sets '{unknown}', but the file names nothing that takes options." : $"{path}: {where}: {KnownKeys.Unknown("option", unknown, known)} These are the options of what the file names.");
        }
    }

    /// <summary>None for a name that is not known: the section that uses it says so.</summary>
    private static string[] Keys(string method) => [.. SaliencyMethods.All.FirstOrDefault(m => m.Name == method)?.Options.Select(o => o.Key) ?? []];

    private static string[] KeysOf(string measure) => [.. Measures.All.FirstOrDefault(m => m.Facts.Name == measure)?.Options.Select(o => o.Key) ?? []];
}
