using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="RandomLogit"/> compares.</summary>
public sealed record RandomLogitOptions
{
    /// <summary>How maps are compared.</summary>
    /// <value>Default: the rank correlation of magnitudes; the paper uses SSIM.</value>
    public SimilarityOptions Similarity { get; init; } = new();

    /// <summary>Seed of the other class; each image's draw follows from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    internal static IReadOnlyList<OptionRow<RandomLogitOptions>> Rows { get; } =
    [
        .. SimilarityOptions.Rows<RandomLogitOptions>(options => options.Similarity, (options, similarity) => options with { Similarity = similarity }),
        new(new("seed", "a whole number", "0", "Seed of the other class."), (options, value) => options with { Seed = value.Integer() }),
    ];
}
