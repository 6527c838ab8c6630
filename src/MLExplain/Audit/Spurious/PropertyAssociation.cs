namespace MLExplain.Audit.Spurious;

/// <summary>How well one property of the images predicts one thing that it should say nothing about.</summary>
/// <param name="Property">The property, such as <c>brightness</c>, or a metadata column.</param>
/// <param name="Target">What is predicted: <c>label</c>, <c>prediction</c>, <c>error</c> (right or wrong, given the label) or a metadata column.</param>
public sealed record PropertyAssociation(string Property, string Target)
{
    /// <summary>Whether there is a value.</summary>
    public required AssociationStatus Status { get; init; }

    /// <summary>Images that were counted.</summary>
    public required int Images { get; init; }

    /// <summary>Images left out: no value of the property or the target, or a class with too few images.</summary>
    public required int LeftOut { get; init; }

    /// <summary>
    /// (balanced accuracy − 1/K) ÷ (1 − 1/K) of a cross-fitted prediction from the property alone, K classes: 1 when it tells all, about 0 or
    /// below (a prediction fitted to noise does worse than a guess) when it tells nothing. Balanced accuracy is the mean over classes, so guessing the most frequent class earns nothing. Null without a value.
    /// </summary>
    public double? Skill { get; init; }

    /// <summary>Share of the images predicted right; null without a value.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Share of the images in the most frequent class: what a guess that ignores the property gets right. Null without a value.</summary>
    public double? MajorityRate { get; init; }

    /// <summary>(1 + permutations with at least this skill) ÷ (1 + permutations); null without a value.</summary>
    public double? PValue { get; init; }

    /// <summary>The same after Benjamini and Hochberg (1995) over all pairs that were measured in this run: the expected share of false findings among those up to here. Null without a value.</summary>
    public double? QValue { get; init; }
}
