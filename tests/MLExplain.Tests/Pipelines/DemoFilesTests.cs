using Dermatology.Cohorts;
using Dermatology.Learning;
using MLExplain.Imaging;

namespace MLExplain.Tests.Pipelines;

public sealed class DemoFilesTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("dermatology").FullName, "picture.png");

    [Fact]
    public void Picture_ComesBackFromItsFileUnchanged()
    {
        var image = new RgbImage(3, 2, [.. Enumerable.Range(0, 18).Select(i => (byte)(14 * i))]);

        Png.Write(_path, image);

        Assert.Equal(image.Pixels, ImageDecoder.Decode(_path).Pixels);
    }

    [Fact]
    public void Mask_ComesBackFromItsFileAsBlackAndWhite()
    {
        Png.Write(_path, width: 2, [true, false, false, true, true, false]);

        var pixels = ImageDecoder.Decode(_path).Pixels;

        Assert.Equal([255, 0, 0, 255, 255, 0], Enumerable.Range(0, 6).Select(i => (int)pixels[3 * i]));
    }

    [Fact]
    public void NewTable_TakesThePlaceOfTheOldOne_AndOfNothingElse()
    {
        var (before, after) = (MeasuredTable.Markdown(Rows(0.25)), MeasuredTable.Markdown(Rows(0.75)));

        var page = MeasuredTable.Replace($"# Title\n\n{before}\nText.\n", after);

        Assert.Equal($"# Title\n\n{after}\nText.\n", page);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void PageWithoutATable_IsRefusedWithASentence()
    {
        var error = Assert.Throws<FormatException>(() => MeasuredTable.Replace("# Title\n\nText.\n", MeasuredTable.Markdown(Rows(0.5))));

        Assert.StartsWith("README.md has no table that begins with '| group", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeasuredLine_ComesBackFromItsText()
    {
        var row = Rows(0.125)[0];

        Assert.Equal(row, Measured.Parse(row.ToString()));
        Assert.Throws<FormatException>(() => Measured.Parse("biased,all,12"));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private static List<Measured> Rows(double value) => [.. new[] { "biased", "fair", "shuffled" }.Select(model => new Measured
    {
        Model = model,
        Group = "all",
        Images = 12,
        Accuracy = value,
        TruePositiveRate = value,
        FalsePositiveRate = value,
        RulerFlips = value,
    })];
}
