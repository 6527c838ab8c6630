using Dermatology.Cohorts;
using Dermatology.Drawing;

namespace MLExplain.Tests.Pipelines;

public sealed class DermatoscopeTests
{
    private static readonly List<Case> Cases = Cohort.Factorial(1, "test");

    public static TheoryData<int> Tones => [1, 2, 3, 4, 5, 6];

    [Fact]
    public void SameSeed_SameBytes_InAnyOrder()
    {
        var cases = Cases.Take(8).ToList();

        var forwards = cases.Select(c => new Dermatoscope(3).Draw(c).Image.Pixels).ToList();
        var scope = new Dermatoscope(3);
        var backwards = Enumerable.Reverse(cases).Select(c => scope.Draw(c).Image.Pixels).Reverse().ToList();

        Assert.Equal(forwards, backwards);
    }

    [Fact]
    public void AnotherSeedCohortOrNumber_DrawsAnotherPicture()
    {
        var subject = Cases[0];
        var picture = new Dermatoscope(3).Draw(subject).Image.Pixels;

        Assert.NotEqual(picture, new Dermatoscope(4).Draw(subject).Image.Pixels);
        Assert.NotEqual(picture, new Dermatoscope(3).Draw(subject with { Cohort = "other" }).Image.Pixels);
        Assert.NotEqual(picture, new Dermatoscope(3).Draw(subject with { Number = subject.Number + 1000 }).Image.Pixels);
    }

    /// <summary>What makes the ruler's mask exact, and the counterfactual pairs of the training program fair.</summary>
    [Theory]
    [MemberData(nameof(Tones))]
    public void LeavingTheArtefactsOut_ChangesPixelsInsideTheirMasksOnly(int tone)
    {
        var scope = new Dermatoscope(5);
        foreach (var subject in Cases.Where(c => c.SkinTone == tone))
        {
            var picture = scope.Draw(subject);

            AssertChangesOnly(picture.Ruler, picture, scope.Draw(subject, Layers.All & ~Layers.Ruler));
            AssertChangesOnly(picture.Artefact, picture, scope.Draw(subject, Layers.Lesion | Layers.Hair));
            Assert.Equal(subject.Ruler, picture.Ruler.Contains(true));
            Assert.Equal(subject.Ruler || subject.Ink || subject.Patch, picture.Artefact.Contains(true));
        }
    }

    /// <summary>The mask ends at half of the soft edge; what lies outside is the weaker half, on every skin tone.</summary>
    [Theory]
    [MemberData(nameof(Tones))]
    public void LesionMask_HoldsNearlyAllOfWhatTheLesionChanges(int tone)
    {
        // The outer half of an edge 0.04 to 0.11 wide, around a lesion of radius 0.4 to 0.5, has up to a quarter of its area but
        // less than half of its pigment: at least 0.85 of the change must lie inside.
        const double LeastInside = 0.85;
        var scope = new Dermatoscope(5);
        foreach (var subject in Cases.Where(c => c.SkinTone == tone))
        {
            var (lesion, skin) = (scope.Draw(subject, Layers.Lesion), scope.Draw(subject, Layers.Skin).Image.Pixels);

            var change = lesion.Lesion.Select((set, i) => (set, Amount: Enumerable.Range(3 * i, 3).Sum(j => Math.Abs(lesion.Image.Pixels[j] - skin[j])))).ToList();

            Assert.InRange(change.Where(c => c.set).Sum(c => c.Amount) / (double)change.Sum(c => c.Amount), LeastInside, 1);
        }
    }

    /// <summary>Without this the protected group would not be visible, or would be something else than the skin.</summary>
    [Fact]
    public void DarkerSkinTypes_AreDarkerPictures()
    {
        var scope = new Dermatoscope(5);

        var brightness = Cases.GroupBy(c => c.SkinTone).OrderBy(g => g.Key)
            .Select(g => g.Average(c => scope.Draw(c, Layers.Skin).Image.Pixels.Average(p => p))).ToList();

        Assert.Equal(brightness.OrderDescending(), brightness);
    }

    private static void AssertChangesOnly(bool[] mask, Picture with, Picture without)
    {
        var outside = Enumerable.Range(0, mask.Length).Where(i => !mask[i]).ToList();
        Assert.All(outside, i => Assert.Equal(with.Image.Pixels.AsSpan(3 * i, 3), without.Image.Pixels.AsSpan(3 * i, 3)));
        Assert.Equal(mask.Contains(true), !with.Image.Pixels.AsSpan().SequenceEqual(without.Image.Pixels));
    }
}
