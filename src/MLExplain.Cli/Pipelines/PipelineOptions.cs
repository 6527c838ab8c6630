using System.ComponentModel.DataAnnotations;
using MLExplain.Cli.Pipelines.Sections;

namespace MLExplain.Cli.Pipelines;

/// <summary>A pipeline file: which model, which images, which explanations, which report. Paths are relative to the file.</summary>
internal sealed record PipelineOptions
{
    /// <summary>Name of the run; the report is written to a folder of this name.</summary>
    [Required(ErrorMessage = "a name of 1 to 100 letters without / and \\, which names a folder")]
    [RegularExpression(@"(?!\.{1,2}$)[^/\\\x00-\x1f]{1,100}", ErrorMessage = "a name of 1 to 100 letters without / and \\, which names a folder")]
    public required string Name { get; init; }

    /// <summary>Seed of everything random. Default: 0.</summary>
    public int Seed { get; init; }

    public required ModelSection Model { get; init; }

    public required DataSection Data { get; init; }

    /// <summary>Options for all methods and measures below that take them and do not set them themselves. Default: none.</summary>
    public DefaultsSection Defaults { get; init; } = new();

    /// <summary>The saliency methods to run, in order. The first one's maps lead the report.</summary>
    public required ExplainSection[] Explain { get; init; }

    /// <summary>How far the maps can be believed. Default: null, which 'run' takes as no evaluation and 'evaluate' as all defaults.</summary>
    public EvaluateSection? Evaluate { get; init; }

    /// <summary>Which groups are compared, which artefacts are tested, and what the numbers must meet. Default: null, the images are explained and nothing is decided.</summary>
    public AuditSection? Audit { get; init; }

    /// <summary>Which planted shortcuts the audit is tried on. Default: null, which 'run' takes as no self-test and 'selftest' as all defaults.</summary>
    public SelfTestSection? SelfTest { get; init; }

    public ReportSection Report { get; init; } = new();
}
