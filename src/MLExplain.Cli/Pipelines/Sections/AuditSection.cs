using System.ComponentModel.DataAnnotations;
using MLExplain.Audit.Gates;

namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>The audit: groups, artefacts and gates.</summary>
internal sealed record AuditSection
{
    /// <summary>Attributes whose groups are compared. Default: those of data.columns.groups.</summary>
    public string[]? Attributes { get; init; }

    /// <summary>The class that counts as positive. Default: none, each class is compared with the rest; of more than ten classes, all at once.</summary>
    public string? Positive { get; init; }

    /// <summary>The mask, of data.columns.masks, in which the evidence should lie. Default: none, nobody can say which answers are right for the wrong reason.</summary>
    public string? Evidence { get; init; }

    /// <summary>Masks, of data.columns.masks, that should not matter: each is taken away where it is, and pasted where it is not. Default: none, no suspicion is tested.</summary>
    public string[] Artefacts { get; init; } = [];

    /// <summary>Most images with an artefact, and most free of it, that are changed; drawn by the seed. Default: 200.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "at least 1")]
    public int Interventions { get; init; } = 200;

    /// <summary>The saliency method, of explain, whose maps are compared and clustered. Default: the first.</summary>
    public string? Method { get; init; }

    /// <summary>Fewer images than this are no group, and no share of them is stated. Default: 10.</summary>
    [Range(2, int.MaxValue, ErrorMessage = "at least 2")]
    public int Minimum { get; init; } = 10;

    /// <summary>Resamples behind every interval, and permutations behind every p-value. Default: 1000.</summary>
    [Range(100, int.MaxValue, ErrorMessage = "at least 100")]
    public int Replicates { get; init; } = 1000;

    /// <summary>Folder of an earlier report, or its review.json, whose reviews hold here: findings dismissed there do not count until their expiry, as long as they are no worse. Default: none.</summary>
    public string? Review { get; init; }

    /// <summary>What the numbers must meet: texts such as "equal_opportunity_difference[skin] &lt;= 0.1 warning", or sections. Default: gates on equalized odds, demographic parity, confirmed spurious findings and the maps.</summary>
    public GateSection[]? Gates { get; init; }
}

/// <summary>One gate: a number of the audit, and the threshold it is held against. Its whole interval must meet it to pass, and violate it to fail.</summary>
internal sealed record GateSection
{
    /// <summary>Name of the number, such as equalized_odds_difference.</summary>
    public required string Metric { get; init; }

    /// <summary>The attribute, several joined by " &amp; ", "*" for each alone, or "*&amp;*" for each intersection. Default: "*".</summary>
    public string Attribute { get; init; } = GateCondition.EachAttribute;

    /// <summary>The class. Default: each.</summary>
    public string? Class { get; init; }

    /// <summary>atMost, atLeast, below or above. Default: atMost.</summary>
    public GateOperator Operator { get; init; }

    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>error: a failure fails the audit; warning: it is reported only. Default: error.</summary>
    public GateSeverity Severity { get; init; }

    /// <summary>The gate that a text states.</summary>
    /// <exception cref="ArgumentException">The text is no gate.</exception>
    public static GateSection Parse(string text)
    {
        var condition = GateCondition.Parse(text);
        return new()
        {
            Metric = condition.Metric, Attribute = condition.Attribute, Class = condition.Class, Operator = condition.Operator, Threshold = condition.Threshold, Severity = condition.Severity,
        };
    }

    public GateCondition ToCondition() => new(Metric, Operator, Threshold) { Attribute = Attribute, Class = Class, Severity = Severity };
}
