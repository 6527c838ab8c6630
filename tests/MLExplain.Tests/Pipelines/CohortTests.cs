using Dermatology.Cohorts;
using Dermatology.Drawing;

namespace MLExplain.Tests.Pipelines;

public sealed class CohortTests
{
    private static readonly (string Name, Func<Case, object> Of)[] Attributes =
    [
        ("diagnosis", c => c.Diagnosis), ("skin tone", c => c.SkinTone), ("site", c => c.Site),
        ("ruler", c => c.Ruler), ("ink", c => c.Ink), ("patch", c => c.Patch), ("hair", c => c.Hair),
    ];

    /// <summary>An audit of the sample can find only what the model adds: in the data, any attribute and the diagnosis are independent.</summary>
    [Fact]
    public void InTheSample_EveryAttributeIsIndependentOfDiagnosisSkinToneRulerAndSite()
    {
        var cases = Cohort.Factorial(7, "sample");

        foreach (var (name, of) in Attributes)
        {
            foreach (var (other, ofOther) in Attributes.Where(a => a.Name != name && (a.Name is "diagnosis" or "skin tone" or "ruler" or "site")))
            {
                var counts = cases.GroupBy(c => (of(c), ofOther(c))).ToDictionary(g => g.Key, g => g.Count());
                foreach (var ((a, b), count) in counts)
                {
                    // Independence in counts: n(a, b) · n = n(a) · n(b).
                    var expected = cases.Count(c => of(c).Equals(a)) * cases.Count(c => ofOther(c).Equals(b));
                    Assert.True(count * cases.Count == expected, $"{name} {a} and {other} {b}");
                }
            }
        }
    }

    [Fact]
    public void BiasedCohort_HasTheTwoPlantedBiases_AndNoOther()
    {
        const int Count = 20_000;
        // Four standard deviations of a share of half of them: 4 · sqrt(0.25 / 10,000).
        const double Chance = 0.02;
        var cases = Cohort.Biased(7, "biased", Count);
        var malignant = cases.Where(c => c.Diagnosis == Diagnosis.Malignant).ToList();
        var benign = cases.Where(c => c.Diagnosis == Diagnosis.Benign).ToList();

        Assert.InRange(malignant.Average(c => c.Ruler ? 1.0 : 0), Cohort.RulerWithMalignant - Chance, Cohort.RulerWithMalignant + Chance);
        Assert.InRange(benign.Average(c => c.Ruler ? 1.0 : 0), 1 - Cohort.RulerWithMalignant - Chance, 1 - Cohort.RulerWithMalignant + Chance);
        Assert.InRange(cases.Average(c => c.SkinTone >= 5 ? 1.0 : 0), Cohort.DarkFraction - Chance, Cohort.DarkFraction + Chance);
        foreach (var incidental in new Func<Case, bool>[] { c => c.Ink, c => c.Patch, c => c.Hair, c => c.Site == Site.ClinicB, c => c.SkinTone >= 5 })
        {
            Assert.Equal(benign.Average(c => incidental(c) ? 1.0 : 0), malignant.Average(c => incidental(c) ? 1.0 : 0), Chance);
        }
    }

    [Fact]
    public void BalancedCohort_HasEveryCombinationEquallyOften() =>
        Assert.All(Cohort.Balanced(7, "test", 240).GroupBy(c => (c.Diagnosis, c.SkinTone, c.Ruler)), g => Assert.Equal(10, g.Count()));
}
