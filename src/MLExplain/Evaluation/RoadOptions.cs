using System.Globalization;
using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Which shares of the pixels <see cref="Road"/> removes.</summary>
public sealed record RoadOptions
{
    /// <summary>Shares of the pixels that are removed, each above 0 and below 1.</summary>
    /// <value>Default: 0.2, 0.4, 0.6, 0.8.</value>
    public IReadOnlyList<double> Shares { get; init; } = [0.2, 0.4, 0.6, 0.8];

    /// <summary>Standard deviation of the noise on imputed values; at least 0.</summary>
    /// <value>Default: 0.01, as a share of the pixel range 0..255 when the preprocessing is known, and in network units, as in ROAD's code, when it is not.</value>
    public double Noise { get; init; } = 0.01;

    /// <summary>The score that is read.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Probability"/>.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Probability;

    /// <summary>Seed of the noise.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    internal static IReadOnlyList<OptionRow<RoadOptions>> Rows { get; } =
    [
        new(new("shares", "numbers between 0 and 1, separated by commas", "0.2,0.4,0.6,0.8", "Shares of the pixels that are removed."),
            (options, value) => options with { Shares = [.. value.Text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : throw value.Bad())] }),
        new(new("noise", "a number of at least 0", "0.01", "Standard deviation of the noise on imputed values, as a share of the pixel range; in network units for a raw tensor."),
            (options, value) => options with { Noise = value.Number() }),
        new(MeasureKeys.Output(ExplainedOutput.Probability), (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Shares.Count == 0 || !Shares.All(share => share is > 0 and < 1))
        {
            yield return $"shares is [{string.Join(", ", Shares.Select(share => share.ToString(CultureInfo.InvariantCulture)))}] but takes at least one number, each above 0 and below 1.";
        }

        if (!(double.IsFinite(Noise) && Noise >= 0))
        {
            yield return FormattableString.Invariant($"noise is {Noise} but must be a number of at least 0.");
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
