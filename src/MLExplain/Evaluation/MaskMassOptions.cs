using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Which relevance <see cref="RelevanceMass"/> and <see cref="MassOverArea"/> weigh.</summary>
public sealed record MaskMassOptions
{
    /// <summary>Which relevance counts.</summary>
    /// <value>Default: <see cref="RelevanceSign.Positive"/>.</value>
    public RelevanceSign Sign { get; init; } = RelevanceSign.Positive;

    internal static IReadOnlyList<OptionRow<MaskMassOptions>> Rows { get; } =
    [
        new(new("sign", OptionText.Choices<RelevanceSign>(), "positive", "Which relevance counts."),
            (options, value) => options with { Sign = value.Choice<RelevanceSign>() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Sign))
        {
            yield return $"sign {(int)Sign} is neither the positive nor the absolute relevance.";
        }
    }
}
