using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="AverageDrop"/> and <see cref="IncreaseInConfidence"/> show the model what a map shows.</summary>
public sealed record ConfidenceOptions
{
    /// <summary>What stands where the map shows nothing.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>The score that drops or rises.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Probability"/>, as in the paper.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Probability;

    /// <summary>Seed of noise baselines.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    internal static IReadOnlyList<OptionRow<ConfidenceOptions>> Rows { get; } =
    [
        new(BaselineKeys.Baseline, (options, value) => options with { Baseline = BaselineKeys.Read(value) }),
        new(MeasureKeys.Output(ExplainedOutput.Probability), (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
