using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>What <see cref="DataRandomisation"/> compares with, and how.</summary>
public sealed record DataRandomisationOptions
{
    /// <summary>The same network trained on shuffled labels.</summary>
    /// <value>Default: null, see <see cref="Path"/>.</value>
    public IClassifier? Shuffled { get; init; }

    /// <summary>Its model file, opened for the measurement, where <see cref="Shuffled"/> is null.</summary>
    /// <value>Default: null, and then the measure does not apply.</value>
    public string? Path { get; init; }

    /// <summary>How maps are compared.</summary>
    /// <value>Default: the rank correlation of magnitudes.</value>
    public SimilarityOptions Similarity { get; init; } = new();

    internal static IReadOnlyList<OptionRow<DataRandomisationOptions>> Rows { get; } =
    [
        new(new("model", "path of an .onnx file", "none", "The same network trained on shuffled labels."), (options, value) => options with { Path = value.Text, Shuffled = value.Context.LoadModel?.Invoke(value.Text) }),
        .. SimilarityOptions.Rows<DataRandomisationOptions>(options => options.Similarity, (options, similarity) => options with { Similarity = similarity }),
    ];
}
