namespace MLExplain.Audit.Spurious;

/// <summary>What changing a region did to the predictions.</summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Effect">The effect.</param>
public sealed record RegionEffect(string Region, CounterfactualEffect Effect);
