using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Transforms;

/// <summary>The classes that rows are explained for.</summary>
internal static class TargetClasses
{
    /// <summary>The classes that the rows name, or those with their highest logits, the first of equals.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="batch">The images.</param>
    /// <param name="named">What the rows name; null when they name nothing.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    /// <exception cref="ArgumentException">A row names what is no class of the model.</exception>
    public static int[] Of(IClassifier classifier, Tensor batch, IReadOnlyList<long>? named, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            return [.. named.Select(target => ClassOf(classifier, target))];
        }

        var logits = classifier.Score(batch, cancellationToken);
        return [.. Enumerable.Range(0, batch.Shape[0]).Select(row => TensorPrimitives.IndexOfMax<float>(logits.Row(row)))];
    }

    // A number of 64 bits can be outside the model's classes by far: it is compared before it is cut.
    private static int ClassOf(IClassifier classifier, long named) => named >= 0 && named < classifier.ClassCount
        ? (int)named
        : throw new ArgumentException($"Target {named} is not a class of the model: it has {classifier.ClassCount}, numbered from 0.");
}
