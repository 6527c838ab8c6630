using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

/// <summary>What <c>mlexplain explain</c> says of the class that it explains, on a linear model whose metadata names three classes.</summary>
public sealed class ExplainedClassTests : IDisposable
{
    /// <summary>A probability is float32, of three terms: a few units in the last place.</summary>
    private const double RoundingOfSoftmax = 1e-6;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("malignant", 1)]
    [InlineData("Malignant", 1)]
    [InlineData("2", 2)]
    public async Task AClassIsFoundByNameOrNumber(string target, int expected)
    {
        var run = await Explain("benign,malignant,unsure", target);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var row = JsonDocument.Parse(run.Out).RootElement.GetProperty("explained")[0];
        Assert.Equal(expected, row.GetProperty("target").GetInt32());
        Assert.Equal(expected == 1 ? "malignant" : "unsure", row.GetProperty("className").GetString());
        Assert.Contains($"class {expected} (", run.Error, StringComparison.Ordinal);
        Assert.Contains(", 1 gradient call" + Environment.NewLine, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("benign,malignant,unsure", "malignent", "--target 'malignent' is neither a class number nor a name that the model knows: did you mean 'malignant'? The model scores classes 0 to 2.")]
    [InlineData("benign,crane,crane", "crane", "--target 'crane' is ambiguous: classes 1 and 2 have this name; give the number.")]
    public async Task ANameThatMeansNoSingleClassIsRefused(string names, string target, string sentence)
    {
        var run = await Explain(names, target);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheProbabilityIsTheSoftmaxOfTheScoresAndEveryKeyIsCamelCase()
    {
        var run = await Explain("benign,malignant,unsure", "1");

        using var model = OnnxClassifier.Load(_folder.Missing("model.onnx"));
        var logits = model.Score(Npy.Read(_folder.Missing("x.npy"))).Row(0).ToArray();
        var row = JsonDocument.Parse(run.Out).RootElement.GetProperty("explained")[0];
        Assert.InRange(row.GetProperty("probability").GetDouble() - (Math.Exp(logits[1]) / logits.Sum(z => Math.Exp(z))), -RoundingOfSoftmax, RoundingOfSoftmax);
        Assert.Equal(
            ["target", "className", "score", "probability", "baselineScore", "sum", "residual", "rule", "converged", "gradientCalls", "scoreCalls", "warnings", "figures"],
            row.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task TheTopShareIsAMaskOfItsSize()
    {
        Assert.Equal(ExitCode.Done, (await Explain("a,b,c", "1", "--top", "0.25")).ExitCode);

        // Three of twelve pixels.
        Assert.Equal(3, Npy.Read(_folder.Missing("g.npy")).Values.Sum());
        Assert.Equal([3, 4], Npy.Read(_folder.Missing("g.npy")).Shape.ToArray());
        var refused = await Explain("a,b,c", "1", "--top", "2");
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("A region of 2 of the image was asked for; expected is a share above 0, at most 1.", refused.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ToolRun> Explain(string names, string target, params string[] more)
    {
        var source = SmallModels.Linear(SmallModels.Noise(1, 3, 24), metadataKey: "classes", metadata: names);
        source.Save(_folder.Missing("model.onnx"));
        using (var model = OnnxClassifier.Load(source))
        {
            var shape = model.InputShape;
            Npy.Write(_folder.Missing("x.npy"), SmallModels.Noise(2, 1, shape.Channels, shape.Height, shape.Width));
        }

        return await ToolRun.Of([
            "explain", "--model", _folder.Missing("model.onnx"), "--input", _folder.Missing("x.npy"), "--target", target, "--method", "gradient", "--out", _folder.Missing("g.npy"), "--json", .. more]);
    }
}
