using MLExplain.Audit.Analysis;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>What an audit asked, so that its gates can be computed again from the files of its report.</summary>
/// <param name="Source">The audited file, as its SARIF names it.</param>
/// <param name="Classes">Names of the classes; empty where the records alone name them.</param>
/// <param name="Method">The saliency method whose maps were compared; null for an audit of predictions alone.</param>
/// <param name="Attributes">Attributes whose groups were compared.</param>
/// <param name="Positive">The class that counts as positive; null for each against the rest.</param>
/// <param name="Evidence">The region where the evidence should lie; null for none.</param>
/// <param name="Minimum">Fewer records than this were no group.</param>
/// <param name="Replicates">Resamples and permutations.</param>
/// <param name="Seed">Seed of all of them.</param>
/// <param name="Gates">The conditions, as they are written in a pipeline file.</param>
/// <param name="Strict">Whether a gate that has not decided was an error.</param>
public sealed record AuditQuestion(
    string Source, IReadOnlyList<string> Classes, string? Method, IReadOnlyList<string> Attributes, string? Positive, string? Evidence, int Minimum, int Replicates, int Seed,
    IReadOnlyList<string> Gates, bool Strict)
{
    /// <summary>Regions that were taken away and pasted.</summary>
    public IReadOnlyList<string> Artefacts { get; init; } = [];

    /// <summary>Findings that reviews of earlier reports dismissed.</summary>
    public IReadOnlyList<GateException> Exceptions { get; init; } = [];

    /// <summary>The question of an audit of images.</summary>
    /// <param name="source">The pipeline file.</param>
    /// <param name="options">What was asked.</param>
    /// <param name="strict">Whether a gate that has not decided is an error.</param>
    public static AuditQuestion Of(string source, AnalysisOptions options, bool strict)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(
            Named(source), options.Classes, options.Method, options.Attributes, options.Positive, options.Evidence, options.Minimum, options.Replicates, options.Seed,
            [.. (options.Gates ?? AuditGates.Default(options)).Select(g => g.ToString())], strict);
    }

    /// <summary>The question of an audit of predictions.</summary>
    /// <param name="source">The CSV of predictions.</param>
    /// <param name="options">What was asked.</param>
    /// <param name="gates">The conditions.</param>
    /// <param name="strict">Whether a gate that has not decided is an error.</param>
    public static AuditQuestion Of(string source, FairnessOptions options, IReadOnlyList<GateCondition> gates, bool strict)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(
            Named(source), options.Classes, null, [.. options.Attributes.Select(a => a.Name)], options.Positive, null, options.MinimumDenominator, options.Replicates, options.Seed,
            [.. gates.Select(g => g.ToString())], strict);
    }

    /// <summary>A path that leads out of the working folder tells about a machine, not about the audit: only its name is kept, as in the SARIF file.</summary>
    private static string Named(string path) => Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..") ? path.Split('/', '\\')[^1] : path;
}
