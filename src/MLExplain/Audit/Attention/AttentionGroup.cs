using MLExplain.Evaluation;

namespace MLExplain.Audit.Attention;

/// <summary>Which images are compared: those of a class, predicted right or wrong.</summary>
/// <param name="Method">The saliency method.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Class">The label; empty for all.</param>
/// <param name="Correctness"><c>correct</c>, <c>wrong</c>, or empty for all.</param>
/// <param name="Attribute">The attribute whose groups are compared.</param>
public sealed record AttentionSlice(string Method, string Figure, string Class, string Correctness, string Attribute);

/// <summary>The mean of a figure in one group.</summary>
/// <param name="Slice">Which images.</param>
/// <param name="Group">Value of the attribute; <c>(missing)</c> where the manifest says nothing.</param>
/// <param name="Images">Images that have the figure.</param>
/// <param name="Undefined">Images that do not: no mask, a map of zeros.</param>
/// <param name="Mean">The mean with its interval; its values are null in a group below the minimum.</param>
/// <param name="Status"><c>ok</c>, <c>below_min_n</c> or <c>missing_attribute</c>.</param>
public sealed record AttentionGroup(AttentionSlice Slice, string Group, int Images, int Undefined, Bootstrap Mean, string Status);

/// <summary>The largest difference of a figure between two groups.</summary>
/// <param name="Slice">Which images.</param>
/// <param name="Low">The group of the smallest mean; empty without a value.</param>
/// <param name="LowMean">Its mean; null without a value.</param>
/// <param name="High">The group of the largest mean; empty without a value.</param>
/// <param name="HighMean">Its mean; null without a value.</param>
/// <param name="Lower">Lower end of the 95 % bootstrap interval of the difference of these two groups; null without a value.</param>
/// <param name="Upper">Upper end of it; null without a value.</param>
/// <param name="PValue">(1 + permutations of the groups whose largest difference is at least this) ÷ (1 + permutations); null without a value.</param>
/// <param name="QValue">The same after Benjamini and Hochberg over all slices of the run; null without a value.</param>
/// <param name="Status"><c>ok</c>, or <c>fewer_than_two_groups</c> of the minimum size.</param>
public sealed record AttentionDisparity(
    AttentionSlice Slice, string Low, double? LowMean, string High, double? HighMean, double? Lower, double? Upper, double? PValue, double? QValue, string Status)
{
    /// <summary>Largest mean − smallest mean; null without a value.</summary>
    public double? Difference => HighMean - LowMean;
}
