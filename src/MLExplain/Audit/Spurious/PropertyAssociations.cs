namespace MLExplain.Audit.Spurious;

/// <summary>Whether anything about a picture but what it shows tells its label, its prediction or the model's errors.</summary>
/// <remarks>
/// Each property alone, cut into few bins, predicts each target by cross-fitted counts; the p-value comes from permuting the target. The skill is
/// over guessing among the classes at their true frequencies, so that imbalance alone is no finding, and a property that cannot be judged
/// is a status, never a pass.
/// </remarks>
public static class PropertyAssociations
{
    /// <summary>Tests every property and every metadata column against label, prediction, error and every other metadata column.</summary>
    /// <param name="rows">The images.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told the number of pairs done.</param>
    /// <param name="cancellationToken">Stops between permutations.</param>
    /// <returns>One entry per pair, by target, then property; the same whatever the order of the rows.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IReadOnlyList<PropertyAssociation> Test(
        IReadOnlyList<SpuriousRow> rows, AssociationOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new AssociationOptions();
        options.Validate();
        SpuriousRow[] sorted = [.. rows.OrderBy(r => r.ContentHash, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal)];
        int[] folds = [.. sorted.Select((_, i) => i % options.Folds)];
        var found = new List<PropertyAssociation>();
        var properties = PropertyColumn.All(sorted, options.Bins);
        foreach (var target in AssociationTarget.All(sorted))
        {
            foreach (var property in properties.Where(p => p.Name != target.Name))
            {
                found.Add(new AssociationTest(property, target, folds, options).Run(cancellationToken));
                progress?.Report(found.Count);
            }
        }

        var adjusted = new Queue<double>(FalseDiscovery.Adjust([.. found.Select(f => f.PValue).OfType<double>()]));
        return [.. found.Select(f => f.PValue is null ? f : f with { QValue = adjusted.Dequeue() })];
    }
}
