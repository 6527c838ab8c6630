using System.ComponentModel.DataAnnotations;

namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>The evaluation of saliency methods on some of the images.</summary>
internal sealed record EvaluateSection
{
    /// <summary>Number of images, drawn by the seed. Default: 24.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "at least 1")]
    public int Images { get; init; } = 24;

    /// <summary>The methods to judge. Default: those of explain.</summary>
    public ExplainSection[]? Methods { get; init; }

    /// <summary>What to measure; sanity checks always run, and are given options here. Default: what one model and its images need.</summary>
    public MeasureSection[]? Measures { get; init; }

    /// <summary>The mask, of data.columns.masks, in which the evidence should lie. Default: audit.evidence; without it maps are not held against a mask.</summary>
    public string? Mask { get; init; }

    /// <summary>Path of the same network trained on shuffled labels, .onnx. Default: none, the data randomisation check is left out.</summary>
    public string? Shuffled { get; init; }
}

/// <summary>One measure with its options.</summary>
internal sealed record MeasureSection
{
    /// <summary>Name of the measure, such as sensitivity-n.</summary>
    public required string Measure { get; init; }

    /// <summary>The measure's own options.</summary>
    public Dictionary<string, string> Options { get; init; } = [];
}
