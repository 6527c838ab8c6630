using MLExplain.Audit.Spurious;

namespace MLExplain.Tests.Audit.Spurious;

public class DuplicateImagesTests
{
    [Fact]
    public void SameBytes_ArePairedAndTheirLabelsCompared()
    {
        var pairs = DuplicateImages.Find([Row("1", "x", "cat", 0), Row("2", "y", "cat", ulong.MaxValue), Row("3", "x", "dog", 0)]);

        Assert.Equal([new DuplicatePair("1", "3", null, SameLabel: false)], pairs);
    }

    [Fact]
    public void FewDifferingBits_AreNearDuplicates()
    {
        SpuriousRow[] rows = [Row("1", "x", "cat", 0b0), Row("2", "y", "cat", 0b11), Row("3", "z", "cat", 0b111)];

        Assert.Equal([new DuplicatePair("1", "2", 2, true), new DuplicatePair("2", "3", 1, true)], DuplicateImages.Find(rows));
        Assert.Equal([new DuplicatePair("2", "3", 1, true)], DuplicateImages.Find(rows, maxDistance: 1));
    }

    [Fact]
    public void PicturesOfOneColor_AreNoNearDuplicates() => Assert.Empty(DuplicateImages.Find([Row("1", "x", "cat", 0, entropy: 0), Row("2", "y", "cat", 0, entropy: 0)]));

    [Fact]
    public void MissingFiles_AreNoDuplicates() => Assert.Empty(DuplicateImages.Find([Missing("1"), Missing("2")]));

    private static SpuriousRow Missing(string id) => new(id, "", "cat", "", [], null);

    private static SpuriousRow Row(string id, string hash, string label, ulong fingerprint, double entropy = 3) => new(id, hash, label, label, [], new ImageProperties
    {
        Width = 4, Height = 4, Brightness = 0, Contrast = 0, Red = 0, Green = 0, Blue = 0, Colorfulness = 0, Sharpness = 0, Entropy = entropy, FileSize = 1, Format = "PNG", Fingerprint = fingerprint,
    });
}
