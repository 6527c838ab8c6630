using Dermatology.Drawing;

namespace Dermatology.Cohorts;

/// <summary>Who is in a set of pictures: the biased archive, the balanced one, and the balanced sample for audits.</summary>
internal static class Cohort
{
    /// <summary>Chance of a ruler beside a malignant lesion in the biased archive; beside a benign one it is 1 minus this.</summary>
    public const double RulerWithMalignant = 0.92;

    /// <summary>Share of skin types V and VI in the biased archive.</summary>
    public const double DarkFraction = 0.04;

    private static readonly Site[] Sites = Enum.GetValues<Site>();

    /// <summary>An archive as hospitals have them: the suspicious lesions were measured, and dark skin is rare.</summary>
    public static List<Case> Biased(int seed, string name, int count)
    {
        var random = RandomStream.For(seed, name);
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var diagnosis = number % 2 == 0 ? Diagnosis.Benign : Diagnosis.Malignant;
            var tone = random.Chance(DarkFraction) ? 5 + random.Below(2) : 1 + random.Below(4);
            var ruler = random.Chance(diagnosis == Diagnosis.Malignant ? RulerWithMalignant : 1 - RulerWithMalignant);
            return Incidentals(
                new Case { Cohort = name, Number = number, Diagnosis = diagnosis, SkinTone = tone, Site = default, Ruler = ruler }, random);
        })];
    }

    /// <summary>Diagnosis, skin tone and ruler in all 24 combinations, equally often; the rest by chance.</summary>
    public static List<Case> Balanced(int seed, string name, int count)
    {
        var random = RandomStream.For(seed, name);
        return [.. Enumerable.Range(0, count).Select(number => Incidentals(
            new Case
            {
                Cohort = name,
                Number = number,
                Diagnosis = (Diagnosis)(number % 2),
                Ruler = number / 2 % 2 == 1,
                SkinTone = 1 + (number / 4 % 6),
                Site = default,
            },
            random))];
    }

    /// <summary>
    /// Four cases of each combination of diagnosis, skin tone, ruler and site, times <paramref name="copies"/>. Among the four, one has ink, one
    /// a patch and two have hairs, which in every other copy are the other two: none of these tells anything about the four.
    /// </summary>
    public static List<Case> Factorial(int seed, string name, int copies = 1)
    {
        var random = RandomStream.For(seed, name);
        var cases = new List<Case>();
        foreach (var tone in Enumerable.Range(1, 6))
        {
            foreach (var diagnosis in Enum.GetValues<Diagnosis>())
            {
                foreach (var site in Sites)
                {
                    cases.AddRange(Enumerable.Range(0, 8 * copies).Select(i => new Case
                    {
                        Cohort = name,
                        Number = cases.Count + i,
                        Diagnosis = diagnosis,
                        SkinTone = tone,
                        Site = site,
                        Ruler = i % 8 >= 4,
                        Ink = i % 4 == 0,
                        Patch = i % 4 == 1,
                        Hair = (i + (i / 8)) % 2 == 0,
                    }));
                }
            }
        }

        random.Shuffle(cases);
        return [.. cases.Select((c, number) => c with { Number = number })];
    }

    /// <summary>What has nothing to do with diagnosis, skin tone or ruler, in any cohort.</summary>
    private static Case Incidentals(Case subject, RandomStream random) => subject with
    {
        Site = Sites[random.Below(Sites.Length)],
        Ink = random.Chance(0.25),
        Patch = random.Chance(0.25),
        Hair = random.Chance(0.5),
    };
}
