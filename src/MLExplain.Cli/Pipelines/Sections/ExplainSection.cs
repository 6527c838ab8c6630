namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>One saliency method with its options.</summary>
internal sealed record ExplainSection
{
    /// <summary>Name of the method, such as integrated-gradients.</summary>
    public required string Method { get; init; }

    /// <summary>The method's own options, as with --set.</summary>
    public Dictionary<string, string> Options { get; init; } = [];
}
