using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="RandomLogit"/> compares.</summary>
public sealed record RandomLogitOptions
{
    /// <summary>How maps are compared.</summary>
    /// <value>
    /// Default: the rank correlation of signed values; the paper uses SSIM. A network trained on two classes makes their logits nearly
    /// opposite: their maps then differ by the sign, and in magnitude hardly at all.
    /// </value>
    public SimilarityOptions Similarity { get; init; } = new() { Absolute = false };

    /// <summary>Seed of the other class; each image's draw follows from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    internal static IReadOnlyList<OptionRow<RandomLogitOptions>> Rows { get; } =
    [
        .. SimilarityOptions.Rows<RandomLogitOptions>(options => options.Similarity, (options, similarity) => options with { Similarity = similarity }, isAbsolute: false),
        new(new("seed", "a whole number", "0", "Seed of the other class."), (options, value) => options with { Seed = value.Integer() }),
    ];
}
