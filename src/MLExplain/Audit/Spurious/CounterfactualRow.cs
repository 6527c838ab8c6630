namespace MLExplain.Audit.Spurious;

/// <summary>One image before and after an intervention.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Donor">The image whose region was pasted in; empty when one was removed.</param>
/// <param name="Before">Probability of each class for the image as it is.</param>
/// <param name="After">The same after the intervention.</param>
/// <param name="Control">The same after the control.</param>
public sealed record CounterfactualRow(string Id, string Donor, IReadOnlyList<float> Before, IReadOnlyList<float> After, IReadOnlyList<float> Control)
{
    /// <summary>Whether the intervention changed the predicted class.</summary>
    public bool Flipped => Top(After) != Top(Before);

    /// <summary>Whether the control did.</summary>
    public bool ControlFlipped => Top(Control) != Top(Before);

    /// <summary>The most probable class; the first of equals.</summary>
    internal static int Top(IReadOnlyList<float> values) => Enumerable.Range(0, values.Count).MaxBy(k => values[k]);
}
