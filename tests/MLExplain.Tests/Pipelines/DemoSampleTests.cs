using Dermatology.Cohorts;
using Dermatology.Drawing;
using MLExplain.Imaging;

namespace MLExplain.Tests.Pipelines;

public sealed class DemoSampleTests
{
    private static readonly string[] FileColumns = ["file", "lesion_mask", "artefact_mask", "ruler_mask"];

    [Fact]
    public void Manifest_IsWhatTheSeedGives()
    {
        string[] expected = [ManifestRow.Header, .. DemoFolder.Cases.Select(c => ManifestRow.Of(c).ToString())];

        Assert.Equal(expected, DemoFolder.ManifestLines);
    }

    [Fact]
    public void Folder_HoldsExactlyTheFilesOfTheManifest()
    {
        var named = DemoFolder.Manifest.SelectMany(row => FileColumns.Select(column => row[column])).ToList();
        var found = new[] { "images", "masks" }.SelectMany(folder => Directory.GetFiles(DemoFolder.PathOf(folder)))
            .Select(path => Path.GetRelativePath(DemoFolder.Root, path).Replace('\\', '/'));

        Assert.Equal(named.Order(), found.Order());
        Assert.Distinct(DemoFolder.Manifest.Select(row => row["id"]));
    }

    /// <summary>The committed pictures were drawn by the committed code. One in eight is compared, which meets every skin tone and artefact.</summary>
    [Fact]
    public void ImagesAndMasks_AreWhatTheSeedDraws()
    {
        var scope = new Dermatoscope(DemoFolder.Seed);
        foreach (var (subject, row) in DemoFolder.Cases.Zip(DemoFolder.Manifest).Where((_, i) => i % 8 == 0))
        {
            var picture = scope.Draw(subject);

            Assert.Equal(picture.Image.Pixels, ImageDecoder.Decode(DemoFolder.PathOf(row["file"])).Pixels);
            Assert.Equal(picture.Lesion, DemoFolder.Mask(row["lesion_mask"]));
            Assert.Equal(picture.Artefact, DemoFolder.Mask(row["artefact_mask"]));
            Assert.Equal(picture.Ruler, DemoFolder.Mask(row["ruler_mask"]));
        }
    }

    [Fact]
    public void Masks_AgreeWithTheManifest()
    {
        foreach (var row in DemoFolder.Manifest)
        {
            var (lesion, artefact, ruler) = (DemoFolder.Mask(row["lesion_mask"]), DemoFolder.Mask(row["artefact_mask"]), DemoFolder.Mask(row["ruler_mask"]));

            Assert.Contains(true, lesion);
            Assert.Equal(row["ruler"] == "yes", ruler.Contains(true));
            Assert.Equal(row["ruler"] == "yes" || row["ink"] == "yes" || row["patch"] == "yes", artefact.Contains(true));
            Assert.DoesNotContain(true, ruler.Zip(artefact, (r, a) => r && !a));
        }
    }

    [Fact]
    public void Sample_FitsARepository()
    {
        const long FewMegabytes = 4_000_000;

        Assert.InRange(Directory.GetFiles(DemoFolder.Root, "*.png", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 1, FewMegabytes);
    }
}
