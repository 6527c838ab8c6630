namespace MLExplain.Audit;

/// <summary>How strongly a method's maps concentrate on a region of interest, for the images of one outcome.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Label">True class.</param>
/// <param name="Prediction">Predicted class.</param>
/// <param name="Region">The region's name.</param>
/// <param name="Images">Images whose region could be measured.</param>
/// <param name="MassOverArea">Their median of mass share ÷ area share; 1 is what a map that ignores the region would give. Null without images.</param>
public sealed record RegionMedian(string Method, string Label, string Prediction, string Region, int Images, double? MassOverArea)
{
    /// <summary>One entry per method, outcome and region; methods and regions in their own order, outcomes in ordinal order.</summary>
    internal static IReadOnlyList<RegionMedian> Of(IReadOnlyList<ImageRecord> records) =>
        [.. from record in records.Where(r => r.Correct is not null).OrderBy(r => r.Label, StringComparer.Ordinal).ThenBy(r => r.Prediction, StringComparer.Ordinal)
            from explanation in record.Explanations
            group (record, explanation) by explanation.Method into method
            from outcome in method.GroupBy(m => (m.record.Label, m.record.Prediction))
            from region in outcome.SelectMany(m => m.explanation.Regions).GroupBy(r => r.Region)
            let ratios = region.Select(r => r.MassOverArea).OfType<double>().ToArray()
            select new RegionMedian(method.Key, outcome.Key.Label, outcome.Key.Prediction, region.Key, ratios.Length, AuditSummary.Median(ratios))];
}
