namespace MLExplain.Audit;

/// <summary>How much of a saliency map lies inside a region of interest.</summary>
/// <param name="Region">The region's name.</param>
/// <param name="AreaFraction">Share of the picture's pixels inside the region, 0..1; null when the mask could not be used.</param>
/// <param name="PositiveMassFraction">Share of the positive attribution inside the region, 0..1; null when there is none.</param>
/// <param name="Status"><c>ok</c>, or why a value is missing: <c>no_mask</c>, <c>unreadable_mask</c>, <c>mask_of_other_shape</c>, <c>empty_mask</c>, <c>zero_saliency</c>.</param>
public sealed record RegionShare(string Region, double? AreaFraction, double? PositiveMassFraction, string Status)
{
    /// <summary>Mass share ÷ area share: 1 is what a map that ignores the region would give.</summary>
    public double? MassOverArea => PositiveMassFraction / AreaFraction;
}
