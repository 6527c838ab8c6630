using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How noisy copies of an image are drawn.</summary>
public abstract record NoisyOptions
{
    /// <summary>Noisy copies of each image; each costs a gradient.</summary>
    /// <value>Default: 25, as in PAIR.</value>
    public int Samples { get; init; } = 25;

    /// <summary>Standard deviation of the Gaussian noise, as a share of the image's range (its largest value minus its smallest, network space).</summary>
    /// <value>Default: 0.15, as in PAIR; the paper finds 0.1 to 0.2 useful.</value>
    public double Noise { get; init; } = 0.15;

    /// <summary>Seed of the noise; each image's draws follow from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>Name of the saliency method that explains each noisy copy, with that method's defaults.</summary>
    /// <value>Default: null, the gradient.</value>
    public string? Base { get; init; }

    /// <summary>How the model's input was made from pixels, for a base that needs it; read when <see cref="Base"/> is given.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal virtual IEnumerable<string> Errors()
    {
        if (Base is SmoothGrad.MethodName or VarGrad.MethodName)
        {
            yield return $"base is '{Base}', which draws noisy copies itself; give a method that explains one image.";
        }

        if (Samples < 1)
        {
            yield return $"samples is {Samples} but must be at least 1.";
        }

        if (!(Noise >= 0 && double.IsFinite(Noise)))
        {
            yield return FormattableString.Invariant($"noise is {Noise} but must be at least 0.");
        }
    }
}
