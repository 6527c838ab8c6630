using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>The picture an attribution compares the image with, given in image units: pixels 0..255, before the preprocessing.</summary>
/// <remarks>
/// P. Sturmfels, S. Lundberg, S.-I. Lee, "Visualizing the impact of feature attribution baselines", Distill 2020, discusses the choice.
/// </remarks>
public sealed record Baseline
{
    private Baseline(BaselineKind kind) => Kind = kind;

    /// <summary>Black: pixel 0 of every channel, pushed through the model's preprocessing.</summary>
    public static Baseline Black { get; } = new(BaselineKind.Black);

    /// <summary>White: pixel 255 of every channel, pushed through the model's preprocessing.</summary>
    public static Baseline White { get; } = new(BaselineKind.White);

    /// <summary>Mid-grey: pixel 127.5 of every channel, pushed through the model's preprocessing.</summary>
    public static Baseline Grey { get; } = new(BaselineKind.Grey);

    /// <summary>The image's own mean colour; needs no preprocessing, which is affine per channel.</summary>
    public static Baseline Mean { get; } = new(BaselineKind.Mean);

    /// <summary>Uniform noise over 0..255, each channel of each pixel on its own.</summary>
    public static Baseline Noise { get; } = new(BaselineKind.Noise);

    /// <summary>Zeros in network space, the default of most libraries; on a normalised network this is a grey, not black.</summary>
    public static Baseline Zero { get; } = new(BaselineKind.Zero);

    /// <summary>Which picture.</summary>
    public BaselineKind Kind { get; }

    /// <summary>Standard deviation: of the noise in pixel units 0..255, or of the blur in pixels of the network's input.</summary>
    public double Sigma { get; private init; }

    /// <summary>The caller's picture <c>[C,H,W]</c> in network space, if it was given so.</summary>
    public Tensor? Image { get; private init; }

    /// <summary>The caller's picture in image units, if it was given so.</summary>
    public RgbImage? Picture { get; private init; }

    /// <summary>Whether several draws differ, so that averaging over them makes sense.</summary>
    public bool IsRandom => Kind is BaselineKind.Noise or BaselineKind.GaussianNoise;

    internal bool NeedsPreprocessing => IsRandom || Picture is not null || Kind is BaselineKind.Black or BaselineKind.White or BaselineKind.Grey;

    /// <summary>The image plus Gaussian noise, clipped to 0..255.</summary>
    /// <param name="sigma">Standard deviation in pixel units, above 0.</param>
    public static Baseline GaussianNoise(double sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        return new Baseline(BaselineKind.GaussianNoise) { Sigma = sigma };
    }

    /// <summary>The image blurred by a Gaussian, mirrored at its border so that every channel keeps its mean; needs no preprocessing.</summary>
    /// <param name="sigma">Standard deviation in pixels of the network's input, above 0.</param>
    public static Baseline Blur(double sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        return new Baseline(BaselineKind.Blur) { Sigma = sigma };
    }

    /// <summary>A picture of the caller's, already preprocessed.</summary>
    /// <param name="image"><c>[C,H,W]</c> or <c>[1,C,H,W]</c>, network space.</param>
    /// <exception cref="ArgumentException">The tensor is not one image, or holds NaN or infinity.</exception>
    public static Baseline Of(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var single = image.Rank == 4 && image.Shape[0] == 1 ? image.Reshape(image.Shape[1..]) : image;
        if (single.Rank != 3)
        {
            throw new ArgumentException($"A baseline is one image [C,H,W] or [1,C,H,W], but {image} was given.", nameof(image));
        }

        if (!Array.TrueForAll(single.Values, float.IsFinite))
        {
            throw new ArgumentException("The baseline image holds NaN or infinity.", nameof(image));
        }

        return new Baseline(BaselineKind.Custom) { Image = single };
    }

    /// <summary>A picture of the caller's, pushed through the model's preprocessing.</summary>
    /// <param name="picture">Any size the preprocessing takes.</param>
    public static Baseline Of(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new Baseline(BaselineKind.Custom) { Picture = picture };
    }

    /// <inheritdoc/>
    public override string ToString() => Kind is BaselineKind.GaussianNoise or BaselineKind.Blur
        ? FormattableString.Invariant($"{Kind}({Sigma})")
        : Kind.ToString();
}
