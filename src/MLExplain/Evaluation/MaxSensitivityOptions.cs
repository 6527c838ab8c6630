using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How far and how often <see cref="MaxSensitivity"/> nudges the image.</summary>
public sealed record MaxSensitivityOptions
{
    /// <summary>Radius r of the nudges, each value uniform in ± r; above 0.</summary>
    /// <value>Default: 0.02, as a share of the pixel range 0..255 when the preprocessing is known, and in network units when it is not.</value>
    public double Radius { get; init; } = 0.02;

    /// <summary>Number of nudged images; at least 1.</summary>
    /// <value>Default: 10.</value>
    public int Samples { get; init; } = 10;

    /// <summary>Seed of the nudges.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    internal static IReadOnlyList<OptionRow<MaxSensitivityOptions>> Rows { get; } =
    [
        new(new("radius", "a number above 0", "0.02", "Largest change of a value, as a share of the pixel range; in network units for a raw tensor."),
            (options, value) => options with { Radius = value.PositiveNumber() }),
        new(MeasureKeys.Samples(10, "Number of nudged images."), (options, value) => options with { Samples = value.Integer() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!(double.IsFinite(Radius) && Radius > 0))
        {
            yield return FormattableString.Invariant($"radius is {Radius} but must be a number above 0.");
        }

        if (Samples < 1)
        {
            yield return $"samples is {Samples} but must be at least 1.";
        }
    }
}
