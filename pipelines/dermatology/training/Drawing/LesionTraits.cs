namespace Dermatology.Drawing;

/// <summary>The dermatologist's ABC of one lesion, each 0 (none) to 1 (extreme), drawn from the diagnosis; no single one decides.</summary>
internal readonly record struct LesionTraits(double Asymmetry, double Border, double Variegation)
{
    public static LesionTraits Of(Diagnosis diagnosis, RandomStream random) => new(
        Draw(diagnosis, random), Draw(diagnosis, random), Draw(diagnosis, random));

    /// <summary>Benign traits lie about 0.10, malignant ones about 0.80; the tails meet.</summary>
    private static double Draw(Diagnosis diagnosis, RandomStream random)
    {
        var centre = diagnosis == Diagnosis.Malignant ? 0.80 : 0.10;
        return Math.Clamp(centre + (0.13 * random.Normal()), 0, 1);
    }
}
