using Dermatology.Cohorts;
using Dermatology.Drawing;
using MLExplain.Onnx;

namespace Dermatology.Learning;

/// <summary>
/// The balanced test set, and its twin: the same pictures with the ruler drawn where there was none, and left out where there was one.
/// </summary>
internal sealed class Examination(LabelledImages images, LabelledImages twins)
{
    public static Examination Draw(Dermatoscope scope, IReadOnlyList<Case> cases) => new(
        LabelledImages.Draw(scope, cases),
        LabelledImages.Draw(scope, [.. cases.Select(c => c with { Ruler = !c.Ruler })]));

    public IEnumerable<Measured> Measure(string name, OnnxModel model)
    {
        var (scores, twinScores) = (Scorer.Malignancy(model, images), Scorer.Malignancy(model, twins));
        return Groups().Select(group => Measure(name, group.Name, group.Holds, scores, twinScores));
    }

    private static IEnumerable<(string Name, Func<Case, bool> Holds)> Groups()
    {
        yield return ("all", _ => true);
        yield return ("no ruler", c => !c.Ruler);
        yield return ("ruler", c => c.Ruler);
        foreach (var group in new[] { "light", "medium", "dark" })
        {
            yield return ($"skin {group}", c => ManifestRow.Group(c.SkinTone) == group);
        }

        for (var tone = 1; tone <= 6; tone++)
        {
            var wanted = tone;
            yield return ($"skin type {ManifestRow.Roman(tone)}", c => c.SkinTone == wanted);
        }

        yield return ("clinic a", c => c.Site == Site.ClinicA);
        yield return ("clinic b", c => c.Site == Site.ClinicB);
        yield return ("ink", c => c.Ink);
        yield return ("patch", c => c.Patch);
        yield return ("hair", c => c.Hair);
    }

    private Measured Measure(string model, string group, Func<Case, bool> holds, double[] scores, double[] twinScores)
    {
        var rows = Enumerable.Range(0, scores.Length).Where(i => holds(images.Cases[i])).ToList();
        var positive = rows.Where(i => images.Cases[i].Diagnosis == Diagnosis.Malignant).ToList();
        var negative = rows.Where(i => images.Cases[i].Diagnosis == Diagnosis.Benign).ToList();
        return new Measured
        {
            Model = model,
            Group = group,
            Images = rows.Count,
            Accuracy = rows.Average(i => Malignant(scores[i]) == (images.Cases[i].Diagnosis == Diagnosis.Malignant) ? 1.0 : 0.0),
            TruePositiveRate = positive.Average(i => Malignant(scores[i]) ? 1.0 : 0.0),
            FalsePositiveRate = negative.Average(i => Malignant(scores[i]) ? 1.0 : 0.0),
            RulerFlips = rows.Average(i => Malignant(scores[i]) != Malignant(twinScores[i]) ? 1.0 : 0.0),
        };
    }

    private static bool Malignant(double score) => score > 0.5;
}
