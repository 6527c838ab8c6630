namespace MLExplain.Audit.Attention;

/// <summary>Where the model looks, by group.</summary>
/// <param name="Groups">Mean of every figure in every group.</param>
/// <param name="Disparities">Largest difference between groups, per slice.</param>
/// <param name="Reasons">Right and wrong predictions, by whether the map is on the evidence; empty when no region of evidence was named.</param>
public sealed record AttentionReport(IReadOnlyList<AttentionGroup> Groups, IReadOnlyList<AttentionDisparity> Disparities, IReadOnlyList<ReasonCounts> Reasons);
