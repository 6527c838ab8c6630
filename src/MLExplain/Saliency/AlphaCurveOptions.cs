using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>What an <see cref="AlphaCurve"/> is drawn from.</summary>
public sealed record AlphaCurveOptions
{
    /// <summary>Number of points, both ends included; each costs one gradient.</summary>
    /// <value>Default: 51, a point every 0.02.</value>
    public int Points { get; init; } = 51;

    /// <summary>The baseline; of a random one, the first draw.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>Seed of random baselines.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels, which baselines in image units need.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }
}
