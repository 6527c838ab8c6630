namespace MLExplain.Audit.Gates;

/// <summary>What tells whether two runs can be compared: everything but the model.</summary>
/// <param name="Version">Versions of MLExplain and of ONNX Runtime.</param>
/// <param name="Options">The options as they were used.</param>
/// <param name="Images">SHA-256 over the images; null when none was read.</param>
/// <param name="Files">SHA-256 of every other file that went in, by what it is: <c>data</c> (labels and groups), <c>masks</c>, <c>classes</c>, <c>shuffled</c> …</param>
public sealed record RunIdentity(string Version, IReadOnlyDictionary<string, string> Options, string? Images, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Name of the option that holds the hash of records without pictures: all but what a model says of them.</summary>
    public const string Records = "records SHA-256";

    /// <summary>Name of the option that says in which columns records without pictures were found.</summary>
    public const string Columns = "columns read";

    /// <summary>Options that say how numbers are judged, or where a model's answers were read, not what they are about.</summary>
    private static readonly string[] NotCompared = ["gates", Columns, Records];

    /// <summary>What differs from an earlier run.</summary>
    /// <param name="before">The earlier run.</param>
    /// <returns>One sentence each; with any, a number that moved cannot be blamed on the model.</returns>
    public IReadOnlyList<RunDifference> Since(RunIdentity before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return [.. Differences(before)];
    }

    private IEnumerable<RunDifference> Differences(RunIdentity before)
    {
        if (Version != before.Version)
        {
            yield return new(RunPart.Tool, $"The tool changed, from {before.Version} to {Version}.");
        }

        var options = Changed(Options, before.Options).Except(NotCompared).ToList();
        if (options.Count > 0)
        {
            yield return new(RunPart.Options, $"Options changed: {string.Join(", ", options)}.");
        }

        if (Options.GetValueOrDefault(Records) != before.Options.GetValueOrDefault(Records))
        {
            yield return new(RunPart.Data, "The records changed: others, or other labels or groups.");
        }

        if (Images != before.Images)
        {
            yield return new(RunPart.Images, "The images changed.");
        }

        foreach (var file in Changed(Files, before.Files))
        {
            yield return new(RunPart.Data, file switch { "data" => "The file of labels and groups changed.", "masks" => "The masks changed.", _ => $"The input '{file}' changed." });
        }
    }

    private static IOrderedEnumerable<string> Changed(IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string> before) =>
        now.Keys.Union(before.Keys).Where(key => now.GetValueOrDefault(key) != before.GetValueOrDefault(key)).Order(StringComparer.Ordinal);
}
