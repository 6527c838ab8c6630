namespace MLExplain.Audit.Attention;

/// <summary>Where one map of one image looks, in numbers.</summary>
/// <param name="Id">Identifier of the image.</param>
/// <param name="Method">The saliency method.</param>
/// <param name="Label">True class; empty when unknown.</param>
/// <param name="Correct">Whether the image was predicted as labelled; null when that is unknown.</param>
/// <param name="Attributes">Attributes of the image; an empty value is the group <c>(missing)</c>.</param>
/// <param name="Figures">Name and value of each figure, such as <c>gini</c>; null where it does not exist for this image.</param>
public sealed record AttentionRecord(
    string Id, string Method, string Label, bool? Correct, IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<KeyValuePair<string, double?>> Figures)
{
    /// <summary>Figures of every map; those of regions are called after the region.</summary>
    internal static readonly IReadOnlyList<string> OfEveryMap = ["gini", "entropy", "border_mass", BackgroundReliance];

    /// <summary>What stands before the name of a region.</summary>
    internal const string MassOverAreaPrefix = "mass_over_area.";

    internal const string BackgroundReliance = "background_reliance";

    /// <summary>The figures of a map.</summary>
    /// <param name="concentration">How concentrated it is; null for a map of zeros.</param>
    /// <param name="regions">Its share in each region of interest.</param>
    /// <param name="evidence">The region where the evidence should be; empty for none.</param>
    /// <returns><c>gini</c>, <c>entropy</c>, <c>border_mass</c>, <c>mass_over_area.REGION</c> for each region, and <c>background_reliance</c>: the share of the map outside the region of the evidence.</returns>
    public static IReadOnlyList<KeyValuePair<string, double?>> FiguresOf(MapConcentration? concentration, IReadOnlyList<RegionShare> regions, string evidence)
    {
        ArgumentNullException.ThrowIfNull(regions);
        List<KeyValuePair<string, double?>> figures =
        [
            new("gini", concentration?.Gini), new("entropy", concentration?.Entropy), new("border_mass", concentration?.BorderMass),
            .. regions.Select(r => new KeyValuePair<string, double?>(MassOverArea(r.Region), r.MassOverArea)),
        ];
        if (evidence.Length > 0)
        {
            figures.Add(new(BackgroundReliance, 1 - regions.FirstOrDefault(r => r.Region == evidence)?.PositiveMassFraction));
        }

        return figures;
    }

    internal static string MassOverArea(string region) => MassOverAreaPrefix + region;
}
