using System.Globalization;
using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting.Tables;

/// <summary>The search for spurious correlations as CSV files.</summary>
public static class SpuriousCsv
{
    internal static readonly CsvTable<ImageRecord> Properties = new("image_properties.csv", "what the pixels of an image say, whatever it shows")
    {
        { "id", "the image", i => i.Id },
        { "width", "columns of pixels", i => i.Properties?.Width },
        { "height", "rows of pixels", i => i.Properties?.Height },
        { "aspect", "width ÷ height", i => i.Properties?.Aspect },
        { "size", "width × height", i => i.Properties?.Size },
        { "file_size", "bytes", i => i.Properties?.FileSize },
        { "format", "such as `png`", i => i.Properties?.Format },
        { "brightness", "mean of the luma, 0 to 1", i => i.Properties?.Brightness },
        { "contrast", "standard deviation of the luma, 0 to 1", i => i.Properties?.Contrast },
        { "red", "share of red in the mean colour, 0 to 1", i => i.Properties?.Red },
        { "green", "share of green", i => i.Properties?.Green },
        { "blue", "share of blue", i => i.Properties?.Blue },
        { "colorfulness", "mean of largest − smallest channel", i => i.Properties?.Colorfulness },
        { "sharpness", "standard deviation of the luma's Laplacian", i => i.Properties?.Sharpness },
        { "entropy", "Shannon entropy of the luma, in bits", i => i.Properties?.Entropy },
        { "fingerprint", "difference hash, 64 bits in hexadecimal", i => i.Properties?.Fingerprint.ToString("x16", CultureInfo.InvariantCulture) },
    };

    internal static readonly CsvTable<PropertyAssociation> Associations = new("property_associations.csv", "a property or column of the data manifest, and what it was asked to tell")
    {
        { "property", "what tells", a => a.Property },
        { "target", "what it was asked to tell: `label`, `prediction`, `error` (right or wrong, given the label), or a column of the data manifest", a => a.Target },
        { "skill", "(balanced accuracy − guess) ÷ (1 − guess), cross-fitted: 1 tells all, about 0 or below nothing", a => a.Skill },
        { "accuracy", "share predicted right from the property alone", a => a.Accuracy },
        { "majority_rate", "share predicted right by always saying the most frequent value", a => a.MajorityRate },
        { "p_value", "chance of at least this skill, by permutation of the target", a => a.PValue },
        { "q_value", "the same after Benjamini and Hochberg over all rows", a => a.QValue },
        { "n", "images counted", a => a.Images },
        { "left_out", "images not counted: no value, or a class with too few", a => a.LeftOut },
        { "status", "`ok`, `constant_property`, `too_few_per_class`", a => a.Status },
    };

    internal static readonly CsvTable<(SpuriousFinding Finding, Evidence Of)> Findings = new(
        "findings.csv", "a piece of evidence for or against something beside the evidence that the model may go by")
    {
        { "subject", "a property, a column of the data manifest, or an artefact", f => f.Finding.Subject },
        {
            "verdict",
            "`confirmed` (a pattern names it, and changing it moves the predictions), `moves_only` (no pattern), `inconclusive`, `suspected` (a pattern that the labels do not explain, but nothing was changed), `not_tested`, `refuted` (a pattern, but changing it moves nothing), `cleared`",
            f => f.Finding.Verdict
        },
        { "pushes_to", "the class it pushes predictions to", f => f.Finding.Class },
        { "evidence", "`association`, `cluster` of maps that goes with it, or `intervention`", f => f.Of.Kind },
        { "about", "what it tells, which cluster, or what was done", f => f.Of.About },
        { "strength", "skill, Cramér's V, or shift of a probability", f => f.Of.Strength },
        { "ci_low", "lower end of the shift's 95 % interval", f => f.Of.Lower },
        { "ci_high", "upper end", f => f.Of.Upper },
        { "p_value", "as in property_associations.csv, clusters.csv or interventions.csv", f => f.Of.PValue },
        { "q_value", "adjusted for the number of tests; empty for interventions", f => f.Of.QValue },
        { "sentence", "all of it in words", f => f.Finding.Sentence },
    };

    internal static readonly CsvTable<DuplicatePair> Duplicates = new("duplicates.csv", "two images that are the same or nearly so")
    {
        { "first", "one image", d => d.First },
        { "second", "the other", d => d.Second },
        { "distance", "bits in which their fingerprints differ; empty for files of the same bytes", d => d.Distance },
        { "same_label", "`true` or `false`", d => d.SameLabel },
    };

    internal static readonly CsvTable<UnmeasuredItem> Unmeasured = new("unmeasured.csv", "something that could not be measured, and why")
    {
        { "section", "the part of the audit", u => u.Section },
        { "subject", "what it is about", u => u.Subject },
        { "count", "how many numbers or images are missing", u => u.Count },
        { "reason", "why", u => u.Reason },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="images">The images, in the order of the manifest.</param>
    /// <param name="analysis">What was found.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(IReadOnlyList<ImageRecord> images, AuditAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(analysis);
        return
        [
            Properties.Of(images.Where(i => i.Properties is not null)), Associations.Of(analysis.Associations), FindingsOf(analysis.Findings), Duplicates.Of(analysis.Duplicates),
            .. ClusterCsv.Files(analysis), .. InterventionCsv.Files(analysis), Unmeasured.Of(analysis.Unmeasured),
        ];
    }

    /// <summary>A finding's verdict stands in the row of each piece of evidence, so that a row can be read alone.</summary>
    internal static (string Name, Action<string> Write) FindingsOf(IReadOnlyList<SpuriousFinding> findings) => Findings.Of(findings.SelectMany(f => Evidence.Of(f).Select(e => (f, e))));

    /// <summary>A piece of evidence.</summary>
    internal sealed record Evidence(string Kind, string About, double? Strength, double? PValue)
    {
        public double? Lower { get; init; }

        public double? Upper { get; init; }

        public double? QValue { get; init; }

        public static IEnumerable<Evidence> Of(SpuriousFinding finding) =>
        [
            .. finding.Associations.Select(a => new Evidence("association", a.Target, a.Skill, a.PValue) { QValue = a.QValue }),
            .. finding.Clusters.Select(c => new Evidence("cluster", FormattableString.Invariant($"{c.Class} {c.Index}"), c.Association.CramersV, c.Association.PValue) { QValue = c.Association.QValue }),
            .. finding.Effects.Select(e => new Evidence("intervention", EnumText.Name(e.Intervention), e.Shift?.Mean, e.PValue) { Lower = e.Shift?.Lower, Upper = e.Shift?.Upper }),
        ];
    }
}
