using Dermatology.Drawing;

namespace Dermatology.Cohorts;

/// <summary>One line of manifest.csv; paths are relative to it.</summary>
internal sealed record ManifestRow
{
    private static readonly string[] Numerals = ["I", "II", "III", "IV", "V", "VI"];

    public required string Id { get; init; }

    public required string File { get; init; }

    public required string Label { get; init; }

    public required string SkinTone { get; init; }

    public required string SkinGroup { get; init; }

    public required string Site { get; init; }

    public required string Ruler { get; init; }

    public required string Ink { get; init; }

    public required string Patch { get; init; }

    public required string Hair { get; init; }

    public required string LesionMask { get; init; }

    public required string ArtefactMask { get; init; }

    public required string RulerMask { get; init; }

    /// <summary>The first line of manifest.csv.</summary>
    public const string Header = "id,file,label,skin_tone,skin_group,site,ruler,ink,patch,hair,lesion_mask,artefact_mask,ruler_mask";

    public static ManifestRow Of(Case subject)
    {
        var id = FormattableString.Invariant($"d{subject.Number:D3}");
        return new ManifestRow
        {
            Id = id,
            File = $"images/{id}.png",
            Label = subject.Diagnosis == Diagnosis.Malignant ? "malignant" : "benign",
            SkinTone = Roman(subject.SkinTone),
            SkinGroup = Group(subject.SkinTone),
            Site = subject.Site == Drawing.Site.ClinicA ? "clinic_a" : "clinic_b",
            Ruler = YesNo(subject.Ruler),
            Ink = YesNo(subject.Ink),
            Patch = YesNo(subject.Patch),
            Hair = YesNo(subject.Hair),
            LesionMask = $"masks/{id}-lesion.png",
            ArtefactMask = $"masks/{id}-artefact.png",
            RulerMask = $"masks/{id}-ruler.png",
        };
    }

    /// <summary>The row as text; no value holds a comma or a quote.</summary>
    public override string ToString() => string.Join(
        ',', Id, File, Label, SkinTone, SkinGroup, Site, Ruler, Ink, Patch, Hair, LesionMask, ArtefactMask, RulerMask);

    /// <summary>The Fitzpatrick scale is written in Roman numerals.</summary>
    public static string Roman(int skinTone) => Numerals[skinTone - 1];

    /// <summary>Two Fitzpatrick types each: I–II light, III–IV medium, V–VI dark.</summary>
    public static string Group(int skinTone) => skinTone <= 2 ? "light" : skinTone <= 4 ? "medium" : "dark";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
