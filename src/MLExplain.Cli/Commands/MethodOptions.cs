using System.CommandLine;
using System.CommandLine.Completions;
using MLExplain.Cli.Pipelines;
using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary>The options that choose a saliency method: <c>--method NAME --set key=value</c>.</summary>
internal sealed class MethodOptions
{
    public Option<string> Method { get; } = new("--method")
    {
        Description = "Saliency method: " + string.Join(", ", SaliencyMethods.All.Select(m => m.Name)) + ".", Required = true, CompletionSources = { Names },
    };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "An option of the method as key=value; may be repeated.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    /// <summary>One line per method and key, for help texts.</summary>
    public static string Keys => string.Join('\n', SaliencyMethods.All.SelectMany(Lines));

    private static IEnumerable<string> Lines(SaliencyMethodEntry entry) =>
    [
        $"  {entry.Name}: {entry.Summary}", .. entry.Options.Select(o => $"    {o.Key} = {o.Values}; default: {o.Default}. {o.Summary}"),
    ];

    /// <summary>Offers the names to shells.</summary>
    public static IEnumerable<CompletionItem> Names(CompletionContext context) => SaliencyMethods.All.Select(m => new CompletionItem(m.Name));

    public void AddTo(Command command)
    {
        command.Options.Add(Method);
        command.Options.Add(Set);
    }

    public ISaliencyMethod Create(ParseResult parsed, MethodContext context)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(Set) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !values.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new ConfigurationException($"--set '{pair}' is not usable: expected key=value, each key once, such as --set steps=50.");
            }
        }

        return SaliencyMethods.Create(parsed.GetValue(Method)!, values, context);
    }
}
