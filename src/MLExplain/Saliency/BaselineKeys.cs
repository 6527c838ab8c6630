using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>Baselines as text: a name, a name with its standard deviation after a colon, or a file.</summary>
internal static class BaselineKeys
{
    // A quarter of the pixel range, and a blur that leaves no texture at 224x224.
    private const double NoiseSigma = 64;
    private const double BlurSigma = 10;

    private static readonly string[] Names = ["black", "white", "grey", "mean", "noise", "gaussianNoise", "blur", "zero"];

    private const string OwnMean = "segmentMean";
    private const string Values = "black, white, grey, mean, noise, gaussianNoise[:sigma], blur[:sigma], zero, or an image or .npy file";

    public static MethodOption Baseline { get; } = new(
        "baseline",
        Values,
        "black; zero for a raw tensor",
        "What the image is compared with, in image units; zero means zeros in network space.");

    /// <summary>The key of methods that hide parts of the image.</summary>
    public static MethodOption Replacement(string otherwise, string summary) => new("baseline", Values, otherwise, summary);

    /// <summary>The key of methods that hide superpixels.</summary>
    public static MethodOption SuperpixelReplacement { get; } = new(
        "baseline",
        $"{OwnMean}, {Values}",
        OwnMean,
        "What a hidden superpixel shows: its own mean colour, or its part of another picture (mean is the whole image's mean colour).");

    /// <returns>Null for each superpixel's own mean colour.</returns>
    public static Baseline? ReadSuperpixel(OptionValue value) => value.Text == OwnMean ? null : Read(value, [OwnMean, .. Names]);

    public static Baseline Read(OptionValue value) => Read(value, Names);

    private static Baseline Read(OptionValue value, IEnumerable<string> names)
    {
        var parts = value.Text.Split(':', 2);
        return (parts[0], parts.Length) switch
        {
            ("black", 1) => Saliency.Baseline.Black,
            ("white", 1) => Saliency.Baseline.White,
            ("grey", 1) => Saliency.Baseline.Grey,
            ("mean", 1) => Saliency.Baseline.Mean,
            ("noise", 1) => Saliency.Baseline.Noise,
            ("zero", 1) => Saliency.Baseline.Zero,
            ("gaussianNoise", _) => Saliency.Baseline.GaussianNoise(Sigma(value, parts, NoiseSigma)),
            ("blur", _) => Saliency.Baseline.Blur(Sigma(value, parts, BlurSigma)),
            _ => File(value, names),
        };
    }

    private static double Sigma(OptionValue value, string[] parts, double otherwise)
    {
        if (parts.Length == 1)
        {
            return otherwise;
        }

        return double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var sigma) && double.IsFinite(sigma) && sigma > 0
            ? sigma
            : throw value.Bad();
    }

    // A word without a dot is a mistyped name rather than a file.
    private static Baseline File(OptionValue value, IEnumerable<string> names)
    {
        if (!value.Text.Contains('.', StringComparison.Ordinal))
        {
            throw value.Bad(NearestName.Of(value.Text, names));
        }

        var load = value.Context.LoadImage ?? throw new ArgumentException(
            $"The baseline file '{value.Text}' cannot be read here: this run has no way to load images.");
        return Saliency.Baseline.Of(load(value.Text));
    }
}
