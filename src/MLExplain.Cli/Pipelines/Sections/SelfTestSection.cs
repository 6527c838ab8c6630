using System.ComponentModel.DataAnnotations;

namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>The shortcuts that a self-test plants.</summary>
internal sealed record SelfTestSection
{
    /// <summary>cornerTag, border, tint, brightness. Default: all.</summary>
    public Audit.Power.StampKind[] Kinds { get; init; } = Enum.GetValues<Audit.Power.StampKind>();

    /// <summary>How visible they are, each above 0 and at most 1. Default: 0.25, 0.5, 1.</summary>
    public double[] Strengths { get; init; } = [0.25, 0.5, 1];

    /// <summary>Share of the target class' images that are stamped; of the others it is 1 minus this. Default: 0.95.</summary>
    public double Correlation { get; init; } = 0.95;

    /// <summary>Models made and audited for each kind and strength. Default: 10.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "at least 1")]
    public int Repetitions { get; init; } = 10;
}
