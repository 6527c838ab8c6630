using MLExplain.Audit.Analysis;
using MLExplain.Cli;
using MLExplain.Cli.Pipelines;
using MLExplain.Cli.Starters;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Cli;

/// <summary>From a model and a CSV or folders to a pipeline file that runs.</summary>
public sealed class InitTests : Starters
{
    [Fact]
    public async Task AStarterFromACsvRuns_AndSaysWhatItGuessed()
    {
        Files.Add(40);

        var init = await Init("--data", Files.Path("manifest.csv"));
        var run = await ToolRun.Of("run", Target, "--out", Files.Path("out"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        Assert.Equal(Target + Environment.NewLine, init.Out);
        Assert.Contains($"id 'id', file 'file', label 'label', groups tone, masks mask", init.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        var options = PipelineFile.Load(Target, new DateOnly(2026, 7, 31));
        Assert.Equal(["tone"], options.Data.Columns.Groups);
        Assert.Equal("mask", options.Data.Columns.Masks["mask"]);
        Assert.Equal(["one"], options.Report.Gallery);
        Assert.NotNull(options.Audit);
    }

    /// <summary>The gates stand behind a #: without it they ask what the file asks as it is.</summary>
    [Fact]
    public async Task TheGatesInTheStarterAreThoseThatHoldWithoutThem()
    {
        Files.Add(4);
        Assert.Equal(ExitCode.Done, (await Init("--data", Files.Path("manifest.csv"))).ExitCode);
        var text = await File.ReadAllTextAsync(Target);
        await File.WriteAllTextAsync(Target, text.Replace("  # gates:", "  gates:", StringComparison.Ordinal).Replace("  #   - ", "    - ", StringComparison.Ordinal));

        var options = PipelineFile.Load(Target, new DateOnly(2026, 7, 31));

        Assert.Equal(
            AuditGates.Default(new AnalysisOptions { Classes = options.Model.Classes ?? [], Method = "", Attributes = options.Data.Columns.Groups }),
            options.Audit!.Gates!.Select(g => g.ToCondition()));
    }

    /// <summary>The labels are what the model predicts in one way. Ways that differ by a factor only may predict the same: what is written must get all right, and others not.</summary>
    [Theory]
    [InlineData(0.5f, 0.5f, 1f / 255)]
    [InlineData(0f, 1f, 1f)]
    [InlineData(0.5f, 0.25f, 1f / 255)]
    public async Task ThePreprocessingThatTheLabelsSupportIsWritten(float mean, float std, float scale)
    {
        using var model = OnnxClassifier.Load(Files.Path("model.onnx"));
        var way = new Preprocessing { Width = 16, Height = 16, Mean = [mean], Std = [std], Scale = scale, Channels = model.InputShape.Channels == 1 ? ChannelOrder.Gray : ChannelOrder.Rgb };
        var rows = Enumerable.Range(0, 60).Select(i =>
        {
            var picture = new RgbImage(16, 16, [.. Enumerable.Range(0, 16 * 16 * 3).Select(p => (byte)((((p * (7 + i)) ^ (p / 5)) & 255) * (i % 7) / 6))]);
            File.WriteAllBytes(Files.Path($"p{i}.png"), ImageEncoder.ToPng(picture));
            var input = way.Apply(picture);
            var logits = model.Score(input.Reshape([1, .. input.Shape])).Values;
            return $"p{i}.png,{Array.IndexOf(logits, logits.Max())}";
        });
        File.WriteAllLines(Files.Path("labels.csv"), ["image,label", .. rows.ToList()]);

        var init = await Init("--data", Files.Path("labels.csv"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        var written = PipelineFile.Load(Target, new DateOnly(2026, 7, 31)).Model.Preprocessing;
        var chosen = way with { Scale = written.Scale, Mean = written.Mean, Std = written.Std, Channels = written.Channels, Resize = written.Resize, ShortSide = written.ShortSide };
        Assert.Equal((60, ResizeMode.Stretch), (Right(model, chosen), written.Resize));
        Assert.Contains(PreprocessingTrial.Candidates(model.InputShape), c => Right(model, c.Way) < 50);
        Assert.Matches(@"#   60 of 60: .* \(written here\)", await File.ReadAllTextAsync(Target));
    }

    private int Right(OnnxClassifier model, Preprocessing way) => File.ReadLines(Files.Path("labels.csv")).Skip(1).Count(line =>
    {
        var input = way.Apply(ImageDecoder.Decode(Files.Path(line.Split(',')[0])));
        var logits = model.Score(input.Reshape([1, .. input.Shape])).Values;
        return $"{Array.IndexOf(logits, logits.Max())}" == line.Split(',')[1];
    });

    /// <summary>Names without an extension, pictures in a folder beside the CSV: a file with whole names is written, the user's stays as it is.</summary>
    [Fact]
    public async Task NamesWithoutExtensionAreFound()
    {
        Directory.CreateDirectory(Files.Path("pictures"));
        File.Copy(Files.Path("one.png"), Files.Path("pictures/x1.png"));
        File.Copy(Files.Path("two.png"), Files.Path("pictures/x2.png"));
        File.WriteAllText(Files.Path("l.csv"), "image_id,dx\nx1,a\nx2,\"b, \"\"c\"\"\"\n");

        var init = await Init("--data", Files.Path("l.csv"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        Assert.Equal("image_id,dx,file\nx1,a,x1.png\nx2,\"b, \"\"c\"\"\",x2.png\n", await File.ReadAllTextAsync(Files.Path("start.images.csv")));
        var data = PipelineFile.Load(Target, new DateOnly(2026, 7, 31)).Data;
        Assert.Equal(("start.images.csv", "pictures", "image_id", "file", "dx"), (data.Manifest, data.Root, data.Columns.Id, data.Columns.File, data.Columns.Label));
    }

    [Fact]
    public async Task FoldersOfClassesAreRead()
    {
        foreach (var (label, picture) in new[] { ("yes", "one.png"), ("no & \"maybe\": #1", "two.png"), ("yes", "mask.png") })
        {
            Directory.CreateDirectory(Files.Path("photos/" + label));
            File.Copy(Files.Path(picture), Files.Path($"photos/{label}/{picture}"));
        }

        File.WriteAllLines(Files.Path("names.txt"), ["yes", "no & \"maybe\": #1", "a", "b", "c"]);
        var init = await Init("--images", Files.Path("photos"), "--classes", Files.Path("names.txt"));
        var run = await ToolRun.Of("run", Target, "--out", Files.Path("out"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(3, File.ReadAllLines(Files.Path("out/images.csv")).Length - 1);
    }

    /// <summary>Labels that no class has are named in a comment: a line break in one must not become YAML.</summary>
    [Fact]
    public async Task WhatTheDataSayNeverBecomesYaml()
    {
        var csv = string.Join('\n', ["file,label,grp", .. Enumerable.Range(0, 7).Select(i => $"{Copy("mask.png", $"m{i}.png")},\"l{i}\nseed: 99\u2028x\",\"a{i % 2}\n: - {{ # ${{date}}\"")]);
        File.WriteAllText(Files.Path("l.csv"), csv);

        var init = await Init("--data", Files.Path("l.csv"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        Assert.Equal(0, PipelineFile.Load(Target, new DateOnly(2026, 7, 31)).Seed);
    }

    /// <summary>A CSV of another country, whose numbers count from 1: the file that is written translates them, and says so.</summary>
    [Fact]
    public async Task LabelsThatCountFromOneAreTranslated()
    {
        File.WriteAllLines(Files.Path("names.txt"), ["a", "b", "c", "d", "e"]);
        File.WriteAllLines(Files.Path("l.csv"), ["Bild;label;Gerät", .. Enumerable.Range(0, 10).Select(i => $"{Picture(i)};{(i % 5) + 1};{(i % 2 == 0 ? "x" : "y")}")]);

        var init = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"));

        Assert.True(init.ExitCode == ExitCode.Done, init.Error);
        Assert.Contains("CHECK: the labels seem to count from 1; data.labels reads 1 as a, 2 as b", init.Error, StringComparison.Ordinal);
        var written = PipelineFile.Load(Target, new DateOnly(2026, 7, 31));
        Assert.Equal("names.txt", written.Model.ClassesFile);
        Assert.Equal("e", written.Data.Labels["5"]);
        Assert.Equal(["Gerät"], written.Data.Columns.Groups);
        var run = await ToolRun.Of("run", Target, "--out", Files.Path("out"));
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        Assert.DoesNotContain("unknown label", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumbersOfOutputsAreReadAndShown()
    {
        File.WriteAllLines(Files.Path("names.txt"), ["a", "b", "c", "d", "e"]);
        File.WriteAllLines(Files.Path("l.csv"), ["file,label", .. Enumerable.Range(0, 10).Select(i => $"{Picture(i)},{i % 5}")]);

        var init = await Init("--data", Files.Path("l.csv"), "--classes", Files.Path("names.txt"));

        Assert.Contains("CHECK: the labels are numbers of outputs, from 0: 0 as a, 1 as b, 2 as c, 3 as d, 4 as e.", init.Error, StringComparison.Ordinal);
        Assert.Contains("# CHECK: the labels are numbers of outputs", await File.ReadAllTextAsync(Target), StringComparison.Ordinal);
    }

    /// <summary>Of pictures of one class, a way that calls everything so would win.</summary>
    [Fact]
    public async Task NoWayIsRankedByPicturesOfOneClass()
    {
        File.WriteAllLines(Files.Path("l.csv"), ["file,label", .. Enumerable.Range(0, 10).Select(i => $"{Picture(i)},2")]);

        var init = await Init("--data", Files.Path("l.csv"));

        Assert.Contains("preprocessing: not tried, no pictures have labels of two classes", init.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnImageThatStandsTwiceIsNamed()
    {
        File.WriteAllText(Files.Path("l.csv"), "file,label\none.png,0\ntwo.png,1\none.png,0\n");

        var init = await Init("--data", Files.Path("l.csv"));

        Assert.Equal(ExitCode.Data, init.ExitCode);
        Assert.Contains("names 'one.png' 2 times in the column 'file'", init.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderIsNoFileToWrite()
    {
        Directory.CreateDirectory(Target);

        var init = await Init("--data", Files.Path("manifest.csv"));

        Assert.Equal(ExitCode.Usage, init.ExitCode);
        Assert.Contains("is a folder: expected the file to write", init.Error, StringComparison.Ordinal);
    }

    private string Picture(int i)
    {
        File.WriteAllBytes(Files.Path($"p{i}.png"), ImageEncoder.ToPng(Pictures.Noise(16, 16, i)));
        return $"p{i}.png";
    }

    private string Copy(string file, string name)
    {
        File.Copy(Files.Path(file), Files.Path(name));
        return name;
    }

    [Fact]
    public async Task NothingIsReplacedUnasked()
    {
        File.WriteAllText(Target, "mine");

        var refused = await Init("--data", Files.Path("manifest.csv"));
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("is there already: give --force", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Target));

        Assert.Equal(ExitCode.Done, (await Init("--data", Files.Path("manifest.csv"), "--force")).ExitCode);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "either --data with a CSV, or --images")]
    [InlineData(ExitCode.Data, "No CSV of images at", "--data", "absent.csv")]
    [InlineData(ExitCode.Data, "No folder of images at", "--images", "absent")]
    [InlineData(ExitCode.Data, "has no folders with pictures", "--images", "empty")]
    [InlineData(ExitCode.Data, "names pictures that are there", "--data", "nowhere.csv")]
    [InlineData(ExitCode.Data, "name the column of the true class with --label", "--data", "unlabelled.csv")]
    [InlineData(ExitCode.Data, "did you mean 'what'", "--data", "unlabelled.csv", "--label", "wat")]
    [InlineData(ExitCode.Data, "has no rows", "--data", "rowless.csv")]
    public async Task BadInputGetsOneSentence(int code, string sentence, params string[] options)
    {
        Directory.CreateDirectory(Files.Path("empty"));
        File.WriteAllText(Files.Path("nowhere.csv"), "file,label\nz.png,a\n");
        File.WriteAllText(Files.Path("unlabelled.csv"), "file,what\none.png,a\n");
        File.WriteAllText(Files.Path("rowless.csv"), "file,label\n");

        var init = await Init([.. options.Select((o, i) => i == 1 ? Files.Path(o) : o)]);

        Assert.Equal(code, init.ExitCode);
        Assert.Contains(sentence, init.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }
}
