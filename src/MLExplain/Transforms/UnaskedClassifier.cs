using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Transforms;

/// <summary>Stands where a measure takes a classifier but asks none: measures against a mask only look at the map.</summary>
internal sealed class UnaskedClassifier : IClassifier
{
    public ImageShape InputShape => throw Asked();

    public int ClassCount => throw Asked();

    public ScoreLink Link => throw Asked();

    public int PreferredRows => throw Asked();

    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default) => throw Asked();

    private static InvalidOperationException Asked() => new("A measure against a mask asked for a classifier, and its column has none.");
}
