using System.Globalization;
using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting;

/// <summary>Writes the search for spurious correlations as CSV files in the form of <see cref="CsvReport"/>.</summary>
public static class SpuriousCsv
{
    internal const string FindingsFile = "findings.csv";

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="images">The images, in the order of the manifest.</param>
    /// <param name="analysis">What was found.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(IReadOnlyList<ImageRecord> images, AuditAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(analysis);
        return
        [
            ("image_properties.csv", path => WriteProperties(path, images)),
            ("property_associations.csv", path => WriteAssociations(path, analysis)),
            (FindingsFile, path => WriteFindings(path, analysis.Findings)),
            ("duplicates.csv", path => CsvReport.Write(
                path, ["first", "second", "distance", "same_label"], analysis.Duplicates.Select(d => (object?[])[d.First, d.Second, d.Distance, CsvReport.Name(d.SameLabel)]))),
            ("clusters.csv", path => WriteClusters(path, analysis)),
            ("cluster_members.csv", path => WriteMembers(path, analysis)),
            ("slices.csv", path => WriteSlices(path, analysis)),
            ("interventions.csv", path => WriteEffects(path, analysis)),
            ("counterfactuals.csv", path => WriteCounterfactuals(path, analysis)),
            ("unmeasured.csv", path => CsvReport.Write(
                path, ["section", "subject", "count", "reason"], analysis.Unmeasured.Select(u => (object?[])[u.Section, u.Subject, u.Count, u.Reason]))),
        ];
    }

    /// <summary>One row per piece of evidence; a finding's verdict stands in each, so that a row can be read alone.</summary>
    internal static void WriteFindings(string path, IReadOnlyList<SpuriousFinding> findings) => CsvReport.Write(
        path,
        ["subject", "verdict", "pushes_to", "evidence", "about", "strength", "ci_low", "ci_high", "p_value", "q_value", "sentence"],
        from finding in findings
        from row in Evidence(finding)
        select (object?[])[finding.Subject, CsvReport.Name(finding.Verdict), finding.Class, .. row, finding.Sentence]);

    private static IEnumerable<object?[]> Evidence(SpuriousFinding finding) =>
    [
        .. finding.Associations.Select(a => (object?[])["association", a.Target, a.Skill, null, null, a.PValue, a.QValue]),
        .. finding.Clusters.Select(c => (object?[])["cluster", FormattableString.Invariant($"{c.Class} {c.Index}"), c.Association.CramersV, null, null, c.Association.PValue, c.Association.QValue]),
        .. finding.Effects.Select(e => (object?[])["intervention", CsvReport.Name(e.Intervention), e.Shift?.Mean, e.Shift?.Lower, e.Shift?.Upper, e.PValue, null]),
    ];

    private static void WriteProperties(string path, IReadOnlyList<ImageRecord> images) => CsvReport.Write(
        path,
        [
            "id", "width", "height", "aspect", "size", "file_size", "format", "brightness", "contrast", "red", "green", "blue", "colorfulness", "sharpness", "entropy", "fingerprint",
        ],
        images.Where(i => i.Properties is not null).Select(i => (Image: i, Of: i.Properties!)).Select(p => (object?[])
        [
            p.Image.Id, p.Of.Width, p.Of.Height, p.Of.Aspect, p.Of.Size, p.Of.FileSize, p.Of.Format, p.Of.Brightness, p.Of.Contrast, p.Of.Red, p.Of.Green, p.Of.Blue, p.Of.Colorfulness,
            p.Of.Sharpness, p.Of.Entropy, p.Of.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
        ]));

    private static void WriteAssociations(string path, AuditAnalysis analysis) => CsvReport.Write(
        path,
        ["property", "target", "skill", "accuracy", "majority_rate", "p_value", "q_value", "n", "left_out", "status"],
        analysis.Associations.Select(a => (object?[])[a.Property, a.Target, a.Skill, a.Accuracy, a.MajorityRate, a.PValue, a.QValue, a.Images, a.LeftOut, CsvReport.Name(a.Status)]));

    /// <summary>The strongest association stands in a cluster's row; a class that was not clustered has one row with its reason.</summary>
    private static void WriteClusters(string path, AuditAnalysis analysis)
    {
        string[] regions = [.. analysis.Clusters.SelectMany(c => c.Clusters).SelectMany(c => c.Regions).Select(r => r.Region).Distinct()];
        CsvReport.Write(
            path,
            [
                "class", "cluster", "size", "class_size", "dropped", "eigenvalues", "silhouette", "accuracy_in", "accuracy_out", "medoid", "attribute", "value", "cramers_v", "p_value", "q_value",
                .. regions.SelectMany(r => new[] { $"mass_over_area_in.{r}", $"mass_over_area_out.{r}" }), "reason",
            ],
            from found in analysis.Clusters
            from cluster in found.Clusters.DefaultIfEmpty()
            let top = cluster?.Associations is { Count: > 0 } all ? all[0] : null
            select (object?[])
            [
                found.Class, cluster?.Index, cluster?.Members.Count, found.Maps, found.Dropped, $"[{string.Join(',', found.Eigenvalues.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]",
                cluster?.Silhouette, cluster?.AccuracyInside, cluster?.AccuracyOutside, cluster?.Members[0], top?.Attribute, top?.Value, top?.CramersV, top?.PValue, top?.QValue,
                .. regions.Select(r => cluster?.Regions.FirstOrDefault(c => c.Region == r)).SelectMany(r => new object?[] { r?.Inside, r?.Outside }), found.Reason,
            ]);
    }

    private static void WriteMembers(string path, AuditAnalysis analysis) => CsvReport.Write(
        path,
        ["id", "class", "cluster", "rank"],
        from found in analysis.Clusters
        from cluster in found.Clusters
        from member in cluster.Members.Index()
        select (object?[])[member.Item, found.Class, cluster.Index, member.Index + 1]);

    private static void WriteSlices(string path, AuditAnalysis analysis) => CsvReport.Write(
        path,
        ["half", "slice", "n", "errors", "expected_errors", "p_value", "q_value", "medoid", "attribute", "value", "cramers_v", "attribute_p_value", "members"],
        from slice in analysis.Slices.Slices
        let top = slice.Description.Associations is { Count: > 0 } all ? all[0] : null
        select (object?[])
        [
            slice.Half, slice.Index, slice.Images, slice.Errors, slice.ExpectedErrors, slice.PValue, slice.QValue, slice.Description.Members[0], top?.Attribute, top?.Value, top?.CramersV,
            top?.PValue, string.Join(' ', slice.Description.Members),
        ]);

    private static void WriteEffects(string path, AuditAnalysis analysis) => CsvReport.Write(
        path,
        ["region", "intervention", "n", "left_out", "class", "shift", "ci_low", "ci_high", "change", "change_low", "change_high", "p_value", "flips", "control_flips", "reason"],
        Effects(analysis).Select(e => (object?[])
        [
            e.Region, CsvReport.Name(e.Effect.Intervention), e.Effect.Rows.Count, e.Effect.LeftOut, Class(analysis, e.Effect.Class), e.Effect.Shift?.Mean, e.Effect.Shift?.Lower, e.Effect.Shift?.Upper,
            e.Effect.Change?.Mean, e.Effect.Change?.Lower, e.Effect.Change?.Upper, e.Effect.PValue, e.Effect.Flips, e.Effect.ControlFlips, e.Effect.Reason,
        ]));

    private static void WriteCounterfactuals(string path, AuditAnalysis analysis) => CsvReport.Write(
        path,
        ["id", "region", "intervention", "donor", "label_before", "label_after", "label_control", "p_before", "p_after", "p_control", "flipped", "control_flipped"],
        from effect in Effects(analysis)
        from row in effect.Effect.Rows
        let before = CounterfactualRow.Top(row.Before)
        select (object?[])
        [
            row.Id, effect.Region, CsvReport.Name(effect.Effect.Intervention), row.Donor, Class(analysis, before), Class(analysis, CounterfactualRow.Top(row.After)),
            Class(analysis, CounterfactualRow.Top(row.Control)), row.Before[before], row.After[before], row.Control[before], CsvReport.Name(row.Flipped), CsvReport.Name(row.ControlFlipped),
        ]);

    private static IEnumerable<RegionEffect> Effects(AuditAnalysis analysis) => analysis.Interventions.Concat(analysis.ClusterEffects.Select(e => new RegionEffect(e.Place, e.Effect)));

    private static string? Class(AuditAnalysis analysis, int? number) => number is { } known ? analysis.Options.Classes[known] : null;
}
