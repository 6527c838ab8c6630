using MLExplain.Cli;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

/// <summary><c>mlexplain compare</c> on small networks.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly SmallPipeline _files = new();

    [Fact]
    public async Task EveryMethodIsARow_AndThoseThatGaveAMapAreInThePicture()
    {
        var run = await Compare("model.onnx");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(["agreement.csv", "alpha.svg", "compare.png", "methods.csv"], Directory.GetFiles(_files.Path("out")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        var rows = (await File.ReadAllLinesAsync(_files.Path("out/methods.csv"))).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(SaliencyMethods.All.Select(m => m.Name).Order(StringComparer.Ordinal), rows.Select(r => r[0]).Order(StringComparer.Ordinal));
        var shown = rows.Count(r => r[1] == "ok");
        var pairs = (await File.ReadAllLinesAsync(_files.Path("out/agreement.csv"))).Length - 1;
        Assert.Equal(shown * (shown - 1) / 2, pairs);
        Assert.NotEqual(0, ImageDecoder.Decode(_files.Path("out/compare.png")).Width);
        Assert.StartsWith("<?xml", await File.ReadAllTextAsync(_files.Path("out/alpha.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameCommandGivesTheSameBytes()
    {
        await Compare("model.onnx");
        var first = Bytes();
        await Compare("model.onnx");

        Assert.Equal(first, Bytes());
    }

    [Fact]
    public async Task MethodsAndTheirOptionsAreChosen()
    {
        var run = await Compare("model.onnx", "--method", "integrated-gradients", "--method", "gradient", "--set", "integrated-gradients.steps=7", "--set", "integrated-gradients.quadrature=middle");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var rows = await File.ReadAllLinesAsync(_files.Path("out/methods.csv"));
        Assert.Contains(",,7,0,middle 7,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("gradient,ok,", rows[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "--set", "steps=7" }, "--set 'steps=7' is not usable: expected method.key=value, such as --set integrated-gradients.steps=50.")]
    [InlineData(new[] { "--set", "gradiant.steps=7" }, "There is no saliency method 'gradiant'; did you mean 'gradient'?")]
    [InlineData(new[] { "--method", "gradient", "--set", "integrated-gradients.steps=7" }, "--set gives options to 'integrated-gradients', which is not among the methods shown: gradient.")]
    [InlineData(new[] { "--set", "integrated-gradients.steps=7", "--set", "integrated-gradients.steps=8" }, "--set gives 'integrated-gradients.steps' twice: expected each key once.")]
    public async Task AMistakeIsOneSentence(string[] options, string sentence)
    {
        var run = await Compare("model.onnx", options);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheModelDoesNotSupportIsLeftOutAndNamed()
    {
        SmallModels.Linear(SmallModels.Noise(3, 7, 24), (g, z) => g.Node("Shrink", [z])).Save(_files.Path("shrink.onnx"));

        var named = await Compare("shrink.onnx", "--method", "gradient");

        Assert.Equal(ExitCode.Usage, named.ExitCode);
        Assert.Contains("The model does not support 'gradient': no gradient rule for Shrink.", named.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTopOfACoarserMapIsNotCutFromThePicture()
    {
        var run = await ToolRun.Of(
            "explain", "--model", _files.Path("model.onnx"), "--image", _files.Path("two.png"), "--method", "grad-cam", "--set", "upsample=none", "--top", "0.1", "--out", _files.Path("top.png"));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(": set the method's option upsample to nearest or bilinear.", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private Task<ToolRun> Compare(string model, params string[] options) =>
        ToolRun.Of(["compare", "--model", _files.Path(model), "--image", _files.Path("two.png"), "--out", _files.Path("out"), .. options]);

    private Dictionary<string, string> Bytes() =>
        Directory.GetFiles(_files.Path("out")).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
}
