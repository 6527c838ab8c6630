using MLExplain.Audit.Review;
using MLExplain.Reporting;

namespace MLExplain.Cli.Pipelines;

/// <summary>Dismissals that an earlier report hands on.</summary>
internal static class EarlierReviews
{
    /// <summary>Reads them; that they are about a run of another name is said.</summary>
    /// <param name="path">Folder of the report, or its review.json.</param>
    /// <param name="name">Name of this run.</param>
    /// <param name="terminal">Where that is said.</param>
    public static IReadOnlyList<GateException> Load(string path, string name, Terminal terminal)
    {
        var (exceptions, of) = ReviewFile.Exceptions(path);
        if (of != name)
        {
            terminal.Warn($"warning: the reviews of '{path}' are about '{of}', and are taken for '{name}'.");
        }

        return exceptions;
    }
}
