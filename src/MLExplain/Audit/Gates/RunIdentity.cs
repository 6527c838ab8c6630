namespace MLExplain.Audit.Gates;

/// <summary>What tells whether two runs can be compared: everything but the model.</summary>
/// <param name="Version">Version of MLExplain.</param>
/// <param name="Options">The options as they were used.</param>
/// <param name="Images">SHA-256 over the images; null when none was read.</param>
/// <param name="Data">SHA-256 of the file that names the images, their labels and groups; null when there is none.</param>
public sealed record RunIdentity(string Version, IReadOnlyDictionary<string, string> Options, string? Images, string? Data)
{
    /// <summary>An option that says how numbers are judged, not what they are.</summary>
    private const string Gates = "gates";

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

        var options = Options.Keys.Union(before.Options.Keys).Where(key => key != Gates && Options.GetValueOrDefault(key) != before.Options.GetValueOrDefault(key)).Order(StringComparer.Ordinal).ToList();
        if (options.Count > 0)
        {
            yield return new(RunPart.Options, $"Options changed: {string.Join(", ", options)}.");
        }

        if (Images != before.Images)
        {
            yield return new(RunPart.Images, "The images changed.");
        }

        if (Data != before.Data)
        {
            yield return new(RunPart.Data, "The file of labels and groups changed.");
        }
    }
}
