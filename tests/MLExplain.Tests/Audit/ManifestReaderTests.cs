using MLExplain.Audit;

namespace MLExplain.Tests.Audit;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private static ManifestColumns Columns { get; } = new()
    {
        Groups = ["tone"], Masks = new Dictionary<string, string> { ["lesion"] = "lesion_mask" },
    };

    [Fact]
    public void RowsKeepTheirOrderGroupsAndMasks()
    {
        Write("id,file,label,tone,lesion_mask\nb,\"x, y.png\",benign,II,m.png\na,z.png,malignant,,\n");

        var rows = ManifestReader.Read(_path, Columns);

        Assert.Equal(["b", "a"], rows.Select(r => r.Id));
        Assert.Equal("x, y.png", rows[0].File);
        Assert.Equal([KeyValuePair.Create("tone", "II")], rows[0].Groups);
        Assert.Equal([KeyValuePair.Create("lesion", "m.png")], rows[0].Masks);
        Assert.Equal([KeyValuePair.Create("tone", "")], rows[1].Groups);
        Assert.Equal([KeyValuePair.Create("lesion", "")], rows[1].Masks);
    }

    [Theory]
    [InlineData("id,file,tone,lesion_mask\na,b,c,d\n", "has no column 'label': found id, file, tone, lesion_mask.")]
    [InlineData("id,file,label,tone,lesion_mask\na,b,c,d,e\nz,b,c,d,e\na,q,c,d,e\n", "(4): the identifier 'a' stands on line 2 already")]
    [InlineData("id,file,label,tone,lesion_mask\n,b,c,d,e\n", "(2): the column 'id' is empty")]
    [InlineData("id,file,label,tone,lesion_mask\n", "has a header but no rows")]
    [InlineData("", "is empty: expected a header line")]
    public void AnUnusableManifestIsAnsweredWithItsPlace(string csv, string expected)
    {
        Write(csv);

        var e = Assert.Throws<DataException>(() => ManifestReader.Read(_path, Columns));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingManifestIsNamed()
    {
        var e = Assert.Throws<DataException>(() => ManifestReader.Read(_path + ".none", Columns));

        Assert.Equal($"No image manifest at '{_path}.none'.", e.Message);
    }

    public void Dispose() => File.Delete(_path);

    private void Write(string csv) => File.WriteAllText(_path, csv);
}
