using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="KernelShap"/> cuts, hides and samples.</summary>
public sealed record KernelShapOptions
{
    /// <summary>How the image is cut into superpixels.</summary>
    /// <value>Default: as for <see cref="LimeOptions.Segmentation"/>.</value>
    public Segmentation Segmentation { get; init; } = SegmentationKeys.Default;

    /// <summary>Largest number of coalitions scored, besides the whole image and the one with every superpixel hidden.</summary>
    /// <value>Default: 2048, the constant part of the reference's choice; up to eleven superpixels that is all of them.</value>
    public int Samples { get; init; } = 2048;

    /// <summary>What a hidden superpixel shows.</summary>
    /// <value>Default: null, its own mean colour per channel.</value>
    public Baseline? Replacement { get; init; }

    /// <summary>Seed of the coalitions and of random replacements; each image's draws follow from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels: superpixels are cut in the picture, not in network units.</summary>
    /// <value>Default: null, the input is a raw tensor; it is scaled to [0, 1] to be cut.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors() =>
        Samples < 2 ? Segmentation.Errors().Append($"samples is {Samples} but must be at least 2: a coalition and its complement.")
        : Samples > Coalitions.Most ? Segmentation.Errors().Append($"samples is {Samples} but must be at most {Coalitions.Most}: all of them are drawn before the first is scored.")
        : Segmentation.Errors();
}
