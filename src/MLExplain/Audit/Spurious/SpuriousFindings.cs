namespace MLExplain.Audit.Spurious;

/// <summary>Joins what correlates with what moves the predictions: a finding needs both, and carries both.</summary>
/// <remarks>
/// An association alone may be the label's: lesions are dark where they are malignant. An intervention alone may be an accident of painting. So an association
/// counts after Benjamini and Hochberg (1995) over all of the run, an effect after the same over all interventions and only when the whole interval of its
/// shift, beyond the control's, exceeds a stated size, and so does what it changes by itself: a control that hides the evidence moves predictions too.
/// </remarks>
public static class SpuriousFindings
{
    /// <summary>Judges every region that was changed, and every property that tells what the labels do not explain.</summary>
    /// <param name="associations">The associations of the run.</param>
    /// <param name="clusters">The clusters of maps of the run.</param>
    /// <param name="effects">What changing regions did.</param>
    /// <param name="classes">Names of the classes, in the order of the model's outputs.</param>
    /// <param name="options">What counts; null for the defaults.</param>
    /// <returns>The most serious first, then the strongest associations, then by name.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IReadOnlyList<SpuriousFinding> Find(
        IReadOnlyList<PropertyAssociation> associations, IReadOnlyList<ClassClustering> clusters, IReadOnlyList<RegionEffect> effects, IReadOnlyList<string> classes,
        FindingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(associations);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(classes);
        options ??= new FindingOptions();
        options.Validate();
        var named = clusters.SelectMany(c => c.Clusters).SelectMany(c => c.Associations, (c, a) => new AssociatedCluster(c.Class, c.Index, a)).Where(c => c.Association.QValue <= options.Level);
        return Judge(associations, named, effects, classes, options);
    }

    /// <summary>The same, of clusters whose association is known to count.</summary>
    internal static IReadOnlyList<SpuriousFinding> Judge(
        IReadOnlyList<PropertyAssociation> associations, IEnumerable<AssociatedCluster> clusters, IReadOnlyList<RegionEffect> effects, IReadOnlyList<string> classes, FindingOptions options)
    {
        var significant = Significant(associations, options);
        var named = clusters.ToLookup(c => c.Association.Attribute);
        var judge = new FindingJudge(effects, classes, options);
        return
        [
            .. effects.Select(e => e.Region).Concat(Unexplained(significant)).Distinct()
                .Select(subject => judge.Judge(subject, [.. significant[subject].OrderByDescending(a => a.Skill)], [.. named[subject]]))
                .OrderBy(f => f.Verdict).ThenByDescending(f => f.Associations.Select(a => a.Skill).FirstOrDefault() ?? 0).ThenBy(f => f.Subject, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// What an intervention should be tried on: properties and columns that tell the errors, or the predictions but not the labels. A right model may well use what
    /// tells its labels, such as the contrast of a lesion, so changing that would prove nothing.
    /// </summary>
    /// <param name="associations">The associations of the run.</param>
    /// <param name="options">What counts; null for the defaults.</param>
    /// <returns>Names, in ordinal order.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IReadOnlyList<string> Suspects(IReadOnlyList<PropertyAssociation> associations, FindingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(associations);
        options ??= new FindingOptions();
        options.Validate();
        return [.. Unexplained(Significant(associations, options)).Order(StringComparer.Ordinal)];
    }

    private static ILookup<string, PropertyAssociation> Significant(IReadOnlyList<PropertyAssociation> associations, FindingOptions options) =>
        associations.Where(a => a.QValue <= options.Level && a.Target is (AssociationTarget.Label or AssociationTarget.Prediction or AssociationTarget.Error)).ToLookup(a => a.Property);

    private static IEnumerable<string> Unexplained(ILookup<string, PropertyAssociation> significant) => significant.Where(g => IsUnexplained([.. g])).Select(g => g.Key);

    /// <summary>It tells right from wrong within the labels, or the predictions but not the labels: a right model gives neither.</summary>
    private static bool IsUnexplained(IReadOnlyList<PropertyAssociation> found) =>
        found.Any(a => a.Target == AssociationTarget.Error)
        || found.Any(a => a.Target == AssociationTarget.Prediction) && found.All(a => a.Target != AssociationTarget.Label);
}
