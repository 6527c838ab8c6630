using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>Labels that mean other classes than they say, and data from which nothing can be measured, are refused before anything is computed.</summary>
public sealed class LabelledDataTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public LabelledDataTests()
    {
        _pipeline.Add(40);
        _pipeline.Edit("audit.yaml", "explain:", "audit: { replicates: 100 }\nexplain:");
    }

    [Fact]
    public async Task LabelsThatCountFromOneAreRefused_AndTranslatedWhenSaid()
    {
        Relabel("abcde".Select((c, i) => ($"{c}", $"{i + 1}")));

        var refused = await _pipeline.Run();
        _pipeline.Edit("audit.yaml", "  manifest: manifest.csv", "  manifest: manifest.csv\n  labels: { \"1\": a, \"2\": b, \"3\": c, \"4\": d, \"5\": e }");
        var translated = await _pipeline.Run();

        Assert.Equal(ExitCode.Data, refused.ExitCode);
        Assert.Contains("seem to count from 1: there is a 5 and no 0", refused.Error, StringComparison.Ordinal);
        Assert.True(translated.ExitCode is ExitCode.Done or ExitCode.GateFailed, translated.Error);
        Assert.Equal("a", Cell("one", "label"));
    }

    [Fact]
    public async Task ALabelForAClassThatIsNoneIsRefused()
    {
        _pipeline.Edit("audit.yaml", "  manifest: manifest.csv", "  manifest: manifest.csv\n  labels: { nevus: aa }");

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("data.labels takes 'nevus' for 'aa': unknown class 'aa': did you mean 'a'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LabelsOfWhichNoneIsAClassAreRefused()
    {
        Relabel("abcde4".Select(c => ($"{c}", $"Klasse {c}")));

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("None of the labels of 'manifest.csv' is a class of the model: found Klasse a", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_pipeline.Path("out")));
    }

    [Fact]
    public async Task AFolderWithoutThePicturesIsRefused()
    {
        _pipeline.Edit("audit.yaml", "  manifest: manifest.csv", "  manifest: manifest.csv\n  root: elsewhere");

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("None of the 44 pictures of 'manifest.csv' is there: looked in '", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesOfWhichNoneCanBeReadAreNoReport()
    {
        foreach (var picture in Directory.GetFiles(Path.GetDirectoryName(_pipeline.Path("x"))!, "*.png"))
        {
            File.WriteAllText(picture, "no picture");
        }

        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("None of the 44 images of", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_pipeline.Path("out/report.html")));
    }

    /// <summary>Masks in a folder of their own: without their root none is there, which is no audit of them; with it they are.</summary>
    [Fact]
    public async Task MasksMayHaveAFolderOfTheirOwn()
    {
        Directory.CreateDirectory(_pipeline.Path("masks"));
        File.Move(_pipeline.Path("mask.png"), _pipeline.Path("masks/mask.png"));

        var refused = await _pipeline.Run();
        _pipeline.Edit("audit.yaml", "  manifest: manifest.csv", "  manifest: manifest.csv\n  maskRoot: masks");
        var run = await _pipeline.Run();

        Assert.Equal(ExitCode.Data, refused.ExitCode);
        Assert.Contains("masks in the column 'mask' of 'manifest.csv' is there: looked for '", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Name their folder under data.maskRoot of ", refused.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        Assert.Contains("one,gradient,left,ok,0.5,", File.ReadAllText(_pipeline.Path("out/regions.csv")), StringComparison.Ordinal);
    }

    /// <summary>A mask that is not there costs its image the answer about it, which is said.</summary>
    [Fact]
    public async Task LostMasksAreSaid()
    {
        var run = await _pipeline.Run();

        Assert.Contains("warning: of 22 masks of 'left', 1 missing or unreadable, 0 of other proportions than the picture: regions.csv says which.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LostImagesAreSaid()
    {
        var run = await _pipeline.Run();

        Assert.Contains("warning: of 44 images, 2 unreadable: images.csv says why.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb\nc\nd\ne\n", ExitCode.Done, "")]
    [InlineData("a\n\nc\nd\ne\n", ExitCode.Usage, "names.txt(2): the line is empty")]
    [InlineData("a\nb\n", ExitCode.Usage, "2 class names were given (a, b) but the model scores 5 classes.")]
    public async Task ClassesMayStandInAFile(string names, int code, string sentence)
    {
        _pipeline.Edit("audit.yaml", "  classes: [a, b, c, d, e]", "  classesFile: names.txt");
        File.WriteAllText(_pipeline.Path("names.txt"), names);

        var run = await _pipeline.Run();

        Assert.True(run.ExitCode == code || (code == ExitCode.Done && run.ExitCode == ExitCode.GateFailed), run.Error);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(code == ExitCode.Done, File.Exists(_pipeline.Path("out/manifest.json")) && File.ReadAllText(_pipeline.Path("out/manifest.json")).Contains("\"names.txt\"", StringComparison.Ordinal));
    }

    private void Relabel(IEnumerable<(string From, string To)> names)
    {
        var rows = File.ReadAllLines(_pipeline.Path("manifest.csv")).Select(line => line.Split(',')).ToList();
        var to = names.ToDictionary(n => n.From, n => n.To);
        foreach (var row in rows.Skip(1))
        {
            row[2] = to.GetValueOrDefault(row[2], "3");
        }

        File.WriteAllLines(_pipeline.Path("manifest.csv"), rows.Select(r => string.Join(',', r)));
    }

    private string Cell(string id, string column)
    {
        var lines = File.ReadAllLines(_pipeline.Path("out/images.csv"));
        return lines.First(l => l.StartsWith($"{id},", StringComparison.Ordinal)).Split(',')[lines[0].Split(',').IndexOf(column)];
    }

    public void Dispose() => _pipeline.Dispose();
}
