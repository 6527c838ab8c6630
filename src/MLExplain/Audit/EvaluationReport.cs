using MLExplain.Evaluation;

namespace MLExplain.Audit;

/// <summary>How far the maps of some saliency methods can be believed on a model; writers compute nothing beyond it.</summary>
public sealed record EvaluationReport
{
    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>Facts about the model, the data, the options and the tool, in the order they are shown: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>Identifiers of the evaluated images, in the order of the manifest.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>SHA-256 of each of these images' files, lower-case hexadecimal.</summary>
    public IReadOnlyList<string> ContentHashes { get; init; } = [];

    /// <summary>Number of rows of the manifest that they were chosen from.</summary>
    public required int Candidates { get; init; }

    /// <summary>Images that were chosen but could not be read or scored, and why; others stand in their place.</summary>
    public required IReadOnlyList<PassedOverImage> PassedOver { get; init; }

    /// <summary>Name of the region that localisation was held against; null for none.</summary>
    public required string? Mask { get; init; }

    /// <summary>The methods, in the order of the run.</summary>
    public required IReadOnlyList<MethodEvaluation> Methods { get; init; }

    /// <summary>What maps score that know nothing of the model.</summary>
    public required IReadOnlyList<OracleSummary> Oracles { get; init; }

    /// <summary>Whether each measure says of a linear model what it must; one that does not is not to be used.</summary>
    public required IReadOnlyList<Calibration> Calibrations { get; init; }

    /// <summary>Every score of every method on every image: by method, measure, image.</summary>
    public required IReadOnlyList<ImageScore> Scores { get; init; }

    /// <summary>What a reader must know of the run as a whole, one sentence each; empty when there is nothing.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why a method's maps are low evidence, one sentence per failed check; empty when they are not, or when the method was not evaluated.</summary>
    /// <param name="method">Name of the method.</param>
    public IReadOnlyList<string> LowEvidence(string method) => Methods.FirstOrDefault(m => m.Method == method)?.Card.Reasons ?? [];

    /// <summary>The same without the only figures that differ from run to run.</summary>
    public EvaluationReport WithoutTimes() => this with { Methods = [.. Methods.Select(m => m with { SecondsPerImage = null })] };
}
