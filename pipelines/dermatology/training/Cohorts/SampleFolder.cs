using Dermatology.Drawing;

namespace Dermatology.Cohorts;

/// <summary>The balanced sample that audits run on: images/, masks/, manifest.csv, and an overview for the eye.</summary>
internal static class SampleFolder
{
    /// <summary>The cohort of the sample; none of its cases is in a training or test set.</summary>
    public const string Cohort = "sample";

    public static void Write(string folder, int seed)
    {
        var cases = Cohorts.Cohort.Factorial(seed, Cohort);
        Write(folder, seed, cases);
        var scope = new Dermatoscope(seed);
        Png.Write(Path.Combine(folder, "overview.png"), ContactSheet.Of([.. Overview(cases).Select(c => scope.Draw(c))], columns: 12));
    }

    /// <summary>Pictures, masks and manifest of any cases.</summary>
    public static void Write(string folder, int seed, IReadOnlyList<Case> cases, int effort = Png.Smallest)
    {
        var scope = new Dermatoscope(seed);
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        Directory.CreateDirectory(Path.Combine(folder, "masks"));
        Parallel.ForEach(cases, subject =>
        {
            var (row, picture) = (ManifestRow.Of(subject), scope.Draw(subject));
            Png.Write(Path.Combine(folder, row.File), picture.Image, effort);
            Png.Write(Path.Combine(folder, row.LesionMask), picture.Image.Width, picture.Lesion, effort);
            Png.Write(Path.Combine(folder, row.ArtefactMask), picture.Image.Width, picture.Artefact, effort);
            Png.Write(Path.Combine(folder, row.RulerMask), picture.Image.Width, picture.Ruler, effort);
        });

        TextFile.Write(
            Path.Combine(folder, "manifest.csv"), [ManifestRow.Header, .. cases.Select(c => ManifestRow.Of(c).ToString())]);
    }

    /// <summary>Two of each combination of diagnosis and skin tone: benign above, malignant below, skin types I to VI from left to right.</summary>
    private static IEnumerable<Case> Overview(List<Case> cases) => cases
        .GroupBy(c => (c.Diagnosis, c.SkinTone, c.Ruler))
        .Select(g => g.First())
        .OrderBy(c => c.Diagnosis).ThenBy(c => c.SkinTone).ThenBy(c => c.Ruler);
}
