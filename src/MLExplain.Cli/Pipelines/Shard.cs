using System.Globalization;

namespace MLExplain.Cli.Pipelines;

/// <summary>Which parts of a run a process computes: those whose number leaves the rest <paramref name="Index"/> when divided by <paramref name="Count"/>.</summary>
/// <param name="Index">Number of the shard, from 0.</param>
/// <param name="Count">How many shards there are; it may be another one in every process, since parts do not depend on it.</param>
/// <param name="Source">Who said so.</param>
internal sealed record Shard(int Index, int Count, string Source)
{
    /// <summary>The variable that says how many shards there are. What an engine counts is not used: a repair of some of its tasks counts fewer.</summary>
    public const string CountVariable = "MLX_SHARDS";

    /// <summary>All parts.</summary>
    public static readonly Shard Whole = new(0, 1, "");

    /// <summary>Where engines number their tasks: the variable, the one that holds the first number, and the first number without that.</summary>
    private static readonly (string Index, string? First, int Origin)[] Engines =
    [
        ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", 0), ("JOB_COMPLETION_INDEX", null, 0), ("AWS_BATCH_JOB_ARRAY_INDEX", null, 0), ("CLOUD_RUN_TASK_INDEX", null, 0), ("SGE_TASK_ID", null, 1),
    ];

    public bool Takes(int part) => part % Count == Index;

    /// <summary>The shard that the option names, else the environment; null when neither does.</summary>
    /// <param name="option">The text i/n; null when it was not given.</param>
    /// <param name="environment">Value of a variable; null when it is not set.</param>
    /// <param name="terminal">Told which source was used, or why none was.</param>
    /// <exception cref="ConfigurationException">What they say is no shard.</exception>
    public static Shard? Find(string? option, Func<string, string?> environment, Terminal terminal)
    {
        var shard = option is null ? Discover(environment, terminal) : Parse(option);
        if (shard is null)
        {
            return null;
        }

        if (shard.Count < 1 || shard.Index < 0 || shard.Index >= shard.Count)
        {
            throw new ConfigurationException(FormattableString.Invariant(
                $"{shard.Source} names shard {shard.Index} of {shard.Count}: expected a number from 0 to one less than their count, which is at least 1."));
        }

        terminal.Say($"Shard {shard.Index} of {shard.Count}, as {shard.Source} says.");
        return shard;
    }

    private static Shard Parse(string option) => option.Split('/') is [var index, var count] && Number.Whole(index) is { } i && Number.Whole(count) is { } n
        ? new Shard(i, n, "--shard")
        : throw new ConfigurationException($"--shard '{option}' is not usable: expected the shard's number from 0, and how many there are, such as 0/8.");

    private static Shard? Discover(Func<string, string?> environment, Terminal terminal)
    {
        // SGE says "undefined" in jobs that are no array.
        var engine = Array.Find(Engines, e => environment(e.Index) is { Length: > 0 } value && value != "undefined");
        var count = environment(CountVariable);
        if (engine.Index is null || string.IsNullOrEmpty(count))
        {
            if (engine.Index is not null || !string.IsNullOrEmpty(count))
            {
                terminal.Warn(engine.Index is null
                    ? (FormattableString)$"{CountVariable} is {count}, but no variable says which shard this is: all parts are computed."
                    : $"{engine.Index} is set, but {CountVariable} does not say how many shards there are: all parts are computed.");
            }

            return null;
        }

        var first = engine.First is not null && !string.IsNullOrEmpty(environment(engine.First)) ? Value(engine.First) : engine.Origin;
        return new Shard(Value(engine.Index) - first, Value(CountVariable), $"{engine.Index} with {CountVariable}");

        int Value(string variable) => Number.Whole(environment(variable)!) ?? throw new ConfigurationException(
            string.Create(CultureInfo.InvariantCulture, $"The variable {variable} is '{environment(variable)}': expected {Number.WholeForm}, or give --shard."));
    }
}
