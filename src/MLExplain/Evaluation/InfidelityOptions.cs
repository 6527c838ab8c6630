using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Which squares <see cref="Infidelity"/> removes.</summary>
public sealed record InfidelityOptions
{
    /// <summary>Number of random squares per image; at least 1.</summary>
    /// <value>Default: 100.</value>
    public int Samples { get; init; } = 100;

    /// <summary>Side of the squares in pixels; what is larger than the image is as large as its shorter side.</summary>
    /// <value>Default: null, a seventh of the shorter side (32 at 224), at least 1.</value>
    public int? Side { get; init; }

    /// <summary>Whether the map is multiplied by the factor that fits the drops best, so that its unit does not matter.</summary>
    /// <value>Default: false, as in the definition. The paper's tables compare maps so scaled.</value>
    public bool Scaled { get; init; }

    /// <summary>What stands where a square is removed.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>The score whose drop is compared.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Logit"/>.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Logit;

    /// <summary>Seed of the squares and of noise baselines.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    internal static IReadOnlyList<OptionRow<InfidelityOptions>> Rows { get; } =
    [
        new(MeasureKeys.Samples(100, "Number of random squares per image."), (options, value) => options with { Samples = value.Integer() }),
        new(new("side", "a whole number above 0", "a seventh of the shorter side", "Side of the squares in pixels."),
            (options, value) => options with { Side = value.Integer() }),
        new(new("scaled", "true or false", "false", "Whether the map is first multiplied by the factor that fits the drops best."),
            (options, value) => options with { Scaled = value.Flag() }),
        new(BaselineKeys.Baseline, (options, value) => options with { Baseline = BaselineKeys.Read(value) }),
        new(MeasureKeys.Output(ExplainedOutput.Logit), (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Samples < 1)
        {
            yield return $"samples is {Samples} but must be at least 1.";
        }

        if (Side < 1)
        {
            yield return $"side is {Side} but must be at least 1.";
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
