using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

public sealed class InspectAndExportTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    [Fact]
    public async Task InspectNamesWhatItSeesAndCertifies()
    {
        var run = await ToolRun.Of("inspect", _pipeline.Path("model.onnx"), "--certify");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("'image', 3x16x16 (channels, height, width), stored NCHW", run.Out, StringComparison.Ordinal);
        Assert.Contains("5 classes; logits are tensor '", run.Out, StringComparison.Ordinal);
        Assert.Contains("tapped in front of the Softmax of 'probabilities'", run.Out, StringComparison.Ordinal);
        Assert.Contains("gradient, input-x-gradient, integrated-gradients", run.Out, StringComparison.Ordinal);
        Assert.Contains("Conv 2, ", run.Out, StringComparison.Ordinal);
        Assert.Contains("CAM weights the maps '", run.Out, StringComparison.Ordinal);
        Assert.Contains("certificate    passes: residual ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectNamesTheOperatorsWithoutARuleAndCertifyRefusesWithTheNodes()
    {
        var model = SmallModels.Linear(SmallModels.Noise(3, 7, 24), (g, z) => g.Node("Shrink", [z]));
        model.Save(_pipeline.Path("shrink.onnx"));

        var seen = await ToolRun.Of("inspect", _pipeline.Path("shrink.onnx"));
        var certified = await ToolRun.Of("inspect", _pipeline.Path("shrink.onnx"), "--certify");

        Assert.Contains("without rule   Shrink", seen.Out, StringComparison.Ordinal);
        Assert.Contains("not usable     gradient, input-x-gradient, integrated-gradients", seen.Out, StringComparison.Ordinal);
        Assert.Contains(": no gradient rule for Shrink", seen.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, certified.ExitCode);
        Assert.Contains("cannot be differentiated: Shrink at opset", certified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsJsonIsReadByMachines()
    {
        var run = await ToolRun.Of("inspect", _pipeline.Path("model.onnx"), "--certify", "--json");

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(5, json.RootElement.GetProperty("model").GetProperty("classCount").GetInt32());
        Assert.True(json.RootElement.GetProperty("certificate").GetProperty("passes").GetBoolean());
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task TheExportedFileGivesTheGradientOnPlainOnnxRuntime()
    {
        var run = await ToolRun.Of("export", _pipeline.Path("model.onnx"), "--method", "gradient", "--target", "2", "--out", _pipeline.Path("e.onnx"));

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.EndsWith("input 'image', outputs logits and gradient" + Environment.NewLine, run.Error, StringComparison.Ordinal);
        var images = SmallModels.Noise(9, 1, 3, 16, 16);
        using var classifier = OnnxClassifier.Load(_pipeline.Path("model.onnx"));
        var expected = classifier.Differentiate(images, SmallModels.OneHot(1, 5, 2)).Gradients;
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(_pipeline.Path("e.onnx"));
        using var input = Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorValueFromMemory(images.Values, [1, 3, 16, 16]);
        using var options = new Microsoft.ML.OnnxRuntime.RunOptions();
        using var outputs = session.Run(options, ["image"], [input], ["gradient"]);

        var scale = expected.Values.Max(Math.Abs);
        var gradient = outputs[0].GetTensorDataAsSpan<float>().ToArray();

        // The file holds the portable formulas, the classifier the blocked ones: they differ by float32 rounding of a few hundred terms.
        Assert.All(expected.Values.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * scale));
        Assert.Equal("2", OnnxModel.Load(_pipeline.Path("e.onnx")).Proto.MetadataProps.Single(p => p.Key == "mlexplain.target").Value);
    }

    public void Dispose() => _pipeline.Dispose();
}
