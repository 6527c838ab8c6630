using MLExplain.Imaging;

namespace Dermatology.Drawing;

/// <summary>Draws cases: skin, lesion, hairs, ink, patch, ruler, in this order, then takes the photograph.</summary>
/// <remarks>All arithmetic is float64, so that a last-bit difference between two machines' exp or sin cannot reach an 8-bit value.</remarks>
internal sealed class Dermatoscope(int seed, int size = Dermatoscope.DefaultSize)
{
    public const int DefaultSize = 96;

    public Picture Draw(Case subject, Layers layers = Layers.All)
    {
        var canvas = new Canvas(size);
        var nothing = new double[size * size];
        Skin.Paint(canvas, subject.SkinTone, Stream(subject, "skin"));

        var lesion = new Lesion(subject.Diagnosis, Stream(subject, "lesion"));
        var lesionCoverage = layers.HasFlag(Layers.Lesion) ? lesion.Paint(canvas) : nothing;
        if (subject.Hair && layers.HasFlag(Layers.Hair))
        {
            Hair.Paint(canvas, Stream(subject, "hair"));
        }

        var ink = subject.Ink && layers.HasFlag(Layers.Ink) ? Ink.Paint(canvas, lesion, Stream(subject, "ink")) : nothing;
        var patch = subject.Patch && layers.HasFlag(Layers.Patch) ? Patch.Paint(canvas, Stream(subject, "patch")) : nothing;
        var ruler = subject.Ruler && layers.HasFlag(Layers.Ruler) ? Ruler.Paint(canvas, Stream(subject, "ruler")) : nothing;

        return new Picture
        {
            Image = new RgbImage(size, size, Device.Expose(canvas, subject.Site, Stream(subject, "device"))),
            Lesion = Array.ConvertAll(lesionCoverage, c => c >= 0.5),
            Ruler = Array.ConvertAll(ruler, c => c > 0),
            Artefact = [.. Enumerable.Range(0, size * size).Select(i => ink[i] > 0 || patch[i] > 0 || ruler[i] > 0)],
        };
    }

    private RandomStream Stream(Case subject, string purpose) => RandomStream.For(seed, $"{subject.Cohort}/{purpose}", subject.Number);
}
