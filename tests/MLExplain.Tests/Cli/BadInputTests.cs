using MLExplain.Cli;
using MLExplain.Tensors;

namespace MLExplain.Tests.Cli;

/// <summary>What a user reads, and what a scheduler gets, when something is wrong.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly string[] Files = ["absent.png", "empty.png", "broken.png", "audit.yaml", "absent.onnx", "half.onnx"];

    private readonly SmallPipeline _pipeline = new();

    [Theory]
    [InlineData("audit.yaml", "mean:", "maen:", ExitCode.Usage, "audit.yaml(7,5): unknown key 'maen': did you mean 'mean'?")]
    [InlineData("audit.yaml", "method: gradient", "method: gradeint", ExitCode.Usage, "audit.yaml: explain, entry 2: There is no saliency method 'gradeint'; did you mean 'gradient'?")]
    [InlineData("audit.yaml", "steps: 8", "step: 8", ExitCode.Usage, "explain, entry 1: 'integrated-gradients' has no option 'step'; did you mean 'steps'?")]
    [InlineData("audit.yaml", "steps: 8", "steps: none", ExitCode.Usage, "'integrated-gradients' option 'steps' is 'none', but it takes a whole number above 0, or auto.")]
    [InlineData("audit.yaml", "mean: [0.5]", "channels: gray", ExitCode.Usage, "model.preprocessing makes images of 1x16x16 (channels, height, width), but the model takes 3x16x16.")]
    [InlineData("audit.yaml", "mean: [0.5]", "std: [0]", ExitCode.Usage, "audit.yaml: Preprocessing: Std is [0]; every value must be finite and above 0.")]
    [InlineData("audit.yaml", "[a, b, c, d, e]", "[a, b]", ExitCode.Usage, "2 class names were given (a, b) but the model scores 5 classes.")]
    [InlineData("audit.yaml", "path: model.onnx", "path: model.onxx", ExitCode.Usage, "model.onxx'.")]
    [InlineData("audit.yaml", "groups: [tone]", "groups: [tones]", ExitCode.Data, "has no column 'tones': found id, file, label, tone, mask.")]
    [InlineData("audit.yaml", "manifest: manifest.csv", "manifest: none.csv", ExitCode.Data, "No image manifest at '")]
    [InlineData("audit.yaml", "explain:", "audit: { attributes: [tune] }\nexplain:", ExitCode.Usage, "audit.yaml: audit.attributes: unknown name 'tune': did you mean 'tone'? Known here: tone. These are the names of data.columns.groups.")]
    [InlineData("audit.yaml", "explain:", "audit: { evidence: lesion }\nexplain:", ExitCode.Usage, "audit.evidence: unknown name 'lesion'")]
    [InlineData("audit.yaml", "explain:", "audit: { artefacts: [leftt] }\nexplain:", ExitCode.Usage, "audit.artefacts: unknown name 'leftt': did you mean 'left'?")]
    [InlineData("audit.yaml", "explain:", "audit: { method: lime }\nexplain:", ExitCode.Usage, "audit.method: unknown name 'lime'")]
    [InlineData("audit.yaml", "explain:", "audit: { positive: f }\nexplain:", ExitCode.Usage, "audit.yaml: audit: The positive class 'f' is none of the classes a, b, c, d, e: name one of these.")]
    [InlineData("audit.yaml", "explain:", "audit: { minimum: 1 }\nexplain:", ExitCode.Usage, "audit.yaml: audit.minimum is '1': expected at least 2.")]
    [InlineData("audit.yaml", "explain:", "audit: { replicates: 50 }\nexplain:", ExitCode.Usage, "audit.yaml: audit.replicates is '50': expected at least 100.")]
    [InlineData("audit.yaml", "explain:", "audit: { gates: [tpr] }\nexplain:", ExitCode.Usage, "'tpr' is no gate: expected metric[attribute; class] operator threshold severity")]
    [InlineData("audit.yaml", "explain:", "audit: { gates: [ginny_difference <= 0.1] }\nexplain:", ExitCode.Usage, "audit.yaml: audit: The gate 'ginny_difference[*] <= 0.1' names the metric 'ginny_difference', which this audit does not know; did you mean 'gini_difference'?")]
    [InlineData("audit.yaml", "explain:", "audit: { gates: ['tpr[tone; f] >= 0.1'] }\nexplain:", ExitCode.Usage, "names the class 'f', which this audit does not know: expected one of a, b, c, d, e.")]
    [InlineData("audit.yaml", "explain:", "audit: { gates: [{ metric: tpr, treshold: 1 }] }\nexplain:", ExitCode.Usage, "unknown key 'treshold': did you mean 'threshold'?")]
    [InlineData("audit.yaml", "explain:", "audit: { gates: [{ metric: tpr, threshold: '0,5' }] }\nexplain:", ExitCode.Usage, "threshold takes one number with a point as its decimal sign, such as 0.5, but '0,5' was found.")]
    [InlineData("manifest.csv", "id,file,label", "id,file,lable", ExitCode.Data, "has no column 'label': found id, file, lable, tone, mask.")]
    [InlineData("manifest.csv", "two,two.png", "one,two.png", ExitCode.Data, "manifest.csv(5): the identifier 'one' stands on line 2 already; identifiers must be unique.")]
    public async Task AMistakeInAPipelineIsOneSentence(string file, string from, string to, int code, string sentence)
    {
        _pipeline.Edit(file, from, to);

        Refused(await _pipeline.Run(), code, sentence);
        Assert.False(Directory.Exists(_pipeline.Path("out")));
    }

    [Theory]
    [InlineData("--target 5", ExitCode.Usage, "--target 5 is out of range: the model scores classes 0 to 4.")]
    [InlineData("--set steps", ExitCode.Usage, "--set 'steps' is not usable: expected key=value, each key once, such as --set steps=50.")]
    [InlineData("--set steps=5 --set steps=6", ExitCode.Usage, "--set 'steps=6' is not usable")]
    [InlineData("--set baseline=blakc", ExitCode.Usage, "blakc")]
    [InlineData("--method integratd-gradients", ExitCode.Usage, "There is no saliency method 'integratd-gradients'; did you mean 'integrated-gradients'?")]
    [InlineData("--channels brg", ExitCode.Usage, "'brg'")]
    [InlineData("--target first", ExitCode.Usage, "--target 'first' is not a class number, and the model's metadata names no classes: the model scores classes 0 to 4.")]
    [InlineData("--target 1,0", ExitCode.Usage, "--target '1,0' is not a class number")]
    [InlineData("--target -1", ExitCode.Usage, "--target -1 is out of range")]
    [InlineData("--scale", ExitCode.Usage, "'--scale'")]
    [InlineData("--mean", ExitCode.Usage, "'--mean'")]
    [InlineData("--scale 1 --scale 2", ExitCode.Usage, "'--scale'")]
    [InlineData("--mean 0,5", ExitCode.Usage, "--mean has 2 entries (0 5), but the network takes 3 channels: expected 1 entry, or 3 (a comma separates entries, the decimal sign is a point).")]
    [InlineData("--std 1 2", ExitCode.Usage, "--std has 2 entries (1 2)")]
    [InlineData("--channels gray --mean 1,2,3", ExitCode.Usage, "--mean has 3 entries (1 2 3), but the network takes 1 channel: expected 1 entry (")]
    [InlineData("--mean 0.5 half 0.5", ExitCode.Usage, "--mean takes numbers, such as --mean 0.5 or --mean 0.4 0.5 0.6 or --mean 0.4,0.5,0.6")]
    [InlineData("--mean 1,,2", ExitCode.Usage, "but '' was found.")]
    [InlineData("--std NaN", ExitCode.Usage, "but 'NaN' was found.")]
    [InlineData("--scale 1,000", ExitCode.Usage, "--scale takes one number with a point as its decimal sign, such as 0.5, but '1,000' was found.")]
    [InlineData("--short-side 2x", ExitCode.Usage, "--short-side takes a whole number, such as 256, but '2x' was found.")]
    [InlineData("--chanels rgb", ExitCode.Usage, "mlexplain: unknown option '--chanels': did you mean '--channels'? Known here: --channels, ")]
    [InlineData("--device cuda", ExitCode.Usage, "this ONNX Runtime is the CPU package, which has no CUDA provider")]
    [InlineData("--device tpu", ExitCode.Usage, "Device 'tpu' is not known: expected auto, cpu, cuda or cuda:<number>.")]
    [InlineData("--out map.bmp", ExitCode.Usage, "--out 'map.bmp' is not usable: expected a file ending in .npy (raw attribution) or .png (picture).")]
    [InlineData("--image absent.png", ExitCode.Data, "absent.png' does not exist")]
    [InlineData("--image empty.png", ExitCode.Data, "empty.png' is empty (0 bytes)")]
    [InlineData("--image broken.png", ExitCode.Data, "broken.png'")]
    [InlineData("--image audit.yaml", ExitCode.Data, "audit.yaml' is")]
    [InlineData("--model absent.onnx", ExitCode.Usage, "absent.onnx'.")]
    [InlineData("--model audit.yaml", ExitCode.Usage, "audit.yaml' is not a readable ONNX model")]
    [InlineData("--model half.onnx", ExitCode.Usage, "half.onnx'")]
    public async Task AMistakeInExplainIsOneSentence(string mistake, int code, string sentence)
    {
        await File.WriteAllBytesAsync(_pipeline.Path("empty.png"), []);
        var model = await File.ReadAllBytesAsync(_pipeline.Path("model.onnx"));
        await File.WriteAllBytesAsync(_pipeline.Path("half.onnx"), model[..(model.Length / 2)]);
        var given = mistake.Split(' ').Select(word => Files.Contains(word) ? _pipeline.Path(word) : word).ToArray();
        (string Option, string Value)[] sound =
            [("--model", _pipeline.Path("model.onnx")), ("--image", _pipeline.Path("one.png")), ("--out", _pipeline.Path("map.npy")), ("--method", "integrated-gradients")];

        var run = await ToolRun.Of(["explain", .. sound.Where(s => !given.Contains(s.Option)).SelectMany(s => new[] { s.Option, s.Value }), .. given]);

        Refused(run, code, sentence);
        Assert.False(File.Exists(_pipeline.Path("map.npy")));
    }

    [Fact]
    public async Task ATensorOfTheWrongShapeIsRefusedWithBothShapes()
    {
        Npy.Write(_pipeline.Path("x.npy"), new Tensor(1, 16, 16, 3));

        Refused(
            await ToolRun.Of("explain", "--model", _pipeline.Path("model.onnx"), "--input", _pipeline.Path("x.npy"), "--method", "gradient", "--out", _pipeline.Path("map.npy")),
            ExitCode.Data,
            "x.npy' holds a tensor of shape [1,16,16,3], but the model takes [N,3,16,16] (images, channels, height, width).");
    }

    [Fact]
    public async Task APictureAndATensorTogetherAreRefused() => Refused(
        await ToolRun.Of("explain", "--model", "m.onnx", "--input", "x.npy", "--image", "x.png", "--method", "gradient", "--out", "map.npy"),
        ExitCode.Usage,
        "Give either --image, a picture, or --input, the exact network input as .npy.");

    [Fact]
    public async Task AMethodOfManyPassesIsNotExported() => Refused(
        await ToolRun.Of("export", _pipeline.Path("model.onnx"), "--method", "integrated-gradients", "--out", _pipeline.Path("e.onnx")),
        ExitCode.Usage,
        "'integrated-gradients' cannot be exported: only 'gradient' is one pass through one graph.");

    [Theory]
    [InlineData("", "mlexplain: no verb was given.")]
    [InlineData("", "Write a commented pipeline file")]
    [InlineData("explian", "unknown verb 'explian': did you mean 'explain'?")]
    [InlineData("review aply", "unknown verb 'aply': did you mean 'apply'?")]
    [InlineData("review aply", "See 'mlexplain review --help'.")]
    [InlineData("review apply", "See 'mlexplain review apply --help'.")]
    [InlineData("run --oot x", "unknown option '--oot': did you mean '--out'?")]
    [InlineData("explain", "See 'mlexplain explain --help'.")]
    public async Task AnIncompleteCommandPointsToItsHelp(string verb, string sentence) =>
        Refused(await ToolRun.Of(verb.Split(' ', StringSplitOptions.RemoveEmptyEntries)), ExitCode.Usage, sentence);

    public void Dispose() => _pipeline.Dispose();

    private static void Refused(ToolRun run, int code, string sentence)
    {
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(code, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.DoesNotContain("Parameter '", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
