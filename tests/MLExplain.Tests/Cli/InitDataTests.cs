using MLExplain.Cli;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Tests.Cli;

/// <summary>Masks and labels as tables have them: in other folders, in other words, with empty cells.</summary>
public sealed class InitDataTests : Starters
{
    /// <summary>A mask is a picture too, but not the one that was meant; the column that is named as pictures are leads nowhere here.</summary>
    [Fact]
    public async Task MasksAreNotTakenForThePictures()
    {
        File.WriteAllText(Files.Path("l.csv"), "file,label,lesion_mask\nelsewhere/a.png,0,mask.png\nelsewhere/b.png,1,one.png\n");

        var init = await Init("--data", Files.Path("l.csv"));

        Assert.Equal(ExitCode.Data, init.ExitCode);
        Assert.Contains("names pictures that are there: looked for the cells of file, label as files", init.Error, StringComparison.Ordinal);
    }

    /// <summary>Labels in another language: translated on the command line, they serve to try the preprocessing, and stand in the file.</summary>
    [Fact]
    public async Task LabelsThatAreTranslatedServeToTryThePreprocessing()
    {
        File.WriteAllText(Files.Path("names.txt"), "a\nb\nc\nd\ne\n");
        File.WriteAllText(Files.Path("l.csv"), "file,Diagnose\none.png,gut \ntwo.png,schlecht\n");

        var without = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"));
        var with = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"), "--labels", "gut =a", "schlecht=b", "--force");
        var wrong = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"), "--labels", "gut=a", "--force");
        var one = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"), "--labels", "gut =a", "schlecht=a", "--force");
        var unknown = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"), "--labels", "gut =x", "--force");

        Assert.Contains("the labels 'gut ', 'schlecht' are none of the classes a, b, c, d, e, and are counted as unknown: run init again with --labels, such as \"gut =CLASS\", with one of these classes for CLASS", without.Error, StringComparison.Ordinal);
        Assert.Contains("preprocessing: not tried", without.Error, StringComparison.Ordinal);
        Assert.True(with.ExitCode == ExitCode.Done, with.Error);
        Assert.Matches(@"preprocessing: .*, with which \d of 2 images are predicted right", with.Error);
        Assert.Equal([new("gut ", "a"), new("schlecht", "b")], PipelineFile.Load(Target, new DateOnly(2026, 7, 31)).Data.Labels);
        Assert.Contains("--labels translates 'gut', but the column 'Diagnose' has no such cell: it has 'gut ', 'schlecht'.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("--labels takes every cell of the column 'Diagnose' for 'a'", one.Error, StringComparison.Ordinal);
        Assert.Contains("--labels: unknown class 'x'", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mask", "# artefacts: [ruler]   #")]
    [InlineData("stage_mask", "# artefacts: [ruler]   #")]
    [InlineData("rulers", "# artefacts: [rulers]")]
    public async Task OneMaskIsNotBothEvidenceAndArtefact(string column, string expected)
    {
        File.WriteAllText(Files.Path("l.csv"), $"file,label,{column}\none.png,0,mask.png\ntwo.png,1,\n");

        var init = await Init("--data", Files.Path("l.csv"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        Assert.Contains(expected, File.ReadAllText(Target), StringComparison.Ordinal);
        Assert.Contains($"# CHECK: 1 cells of {column} are empty, which says that nobody knows.", File.ReadAllText(Target), StringComparison.Ordinal);
        Assert.Contains("# emptyMask: absent", File.ReadAllText(Target), StringComparison.Ordinal);
    }

    /// <summary>Masks beside another folder than the pictures: the file that is written finds both.</summary>
    [Fact]
    public async Task MasksOfAFolderOfTheirOwnAreFound()
    {
        Directory.CreateDirectory(Files.Path("pictures"));
        Directory.CreateDirectory(Files.Path("masks"));
        File.WriteAllText(Files.Path("l.csv"), "case,image,truth,ruler,broken\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"c{i},p{i}.png,{i % 2},r{i}.png,gone{i}.png\n")));
        foreach (var i in Enumerable.Range(0, 10))
        {
            File.Copy(Files.Path("one.png"), Files.Path($"pictures/p{i}.png"));
            File.Copy(Files.Path("mask.png"), Files.Path($"masks/r{i}.png"));
        }

        var init = await Init("--data", Files.Path("l.csv"));
        var run = await ToolRun.Of("run", Target, "--out", Files.Path("out"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        var text = File.ReadAllText(Target);
        Assert.Contains("maskRoot: masks", text, StringComparison.Ordinal);
        Assert.Contains("root: pictures", text, StringComparison.Ordinal);
        Assert.Contains("# artefacts: [ruler]", text, StringComparison.Ordinal);
        Assert.Contains("broken (10 values, names of pictures that are not there)", text, StringComparison.Ordinal);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        Assert.DoesNotContain("masks of 'ruler'", run.Error, StringComparison.Ordinal);
    }
}
