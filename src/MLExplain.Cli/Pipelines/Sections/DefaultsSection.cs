namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>Options that several entries share.</summary>
internal sealed record DefaultsSection
{
    /// <summary>For the saliency methods of explain and evaluate.methods, such as baseline: black. Default: none.</summary>
    public Dictionary<string, string> Methods { get; init; } = [];

    /// <summary>For evaluate.measures. Default: none.</summary>
    public Dictionary<string, string> Measures { get; init; } = [];
}
