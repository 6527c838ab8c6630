using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Gradients;

namespace MLExplain.Tests.Models;

/// <summary>The exported explainer is a plain ONNX file.</summary>
public sealed class GradientExportTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void OnPlainRuntime_EqualsTheClassifiersGradient(int? target)
    {
        var x = SmallModels.Noise(1, 3, 3, 16, 16);
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Lowering = MLExplain.Gradients.Lowering.Portable });
        using var exported = new OrtRun(classifier.ExportGradient(target));

        var outputs = exported.Run(new Dictionary<string, Tensor> { ["image"] = x }, "logits", "gradient");

        var logits = classifier.Score(x);
        for (var row = 0; row < 3; row++)
        {
            var one = new Tensor([1, 3, 16, 16], x.Row(row).ToArray());
            var best = target ?? logits.Row(row).ToArray().Select((z, k) => (z, k)).Max().k;
            var expected = classifier.Differentiate(one, SmallModels.OneHot(1, 5, best));

            // A batch of three may be summed in another order than a single row.
            Assert.All(outputs[0].Row(row).ToArray().Zip(expected.Logits.Values), p => Assert.Equal(p.Second, p.First, 1e-4));
            Assert.All(outputs[1].Row(row).ToArray().Zip(expected.Gradients.Values), p => Assert.Equal(p.Second, p.First, 1e-5));
        }
    }

    [Fact]
    public void MlNet_RunsTheExportedFile()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("mlexplain").FullName, "explainer.onnx");
        var x = SmallModels.Noise(1, 1, 3, 16, 16);
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Lowering = MLExplain.Gradients.Lowering.Portable });
        classifier.ExportGradient(target: 2).Save(path);
        var ml = new MLContext(seed: 0);

        var rows = ml.Data.LoadFromEnumerable([new Row { Image = x.Values }]);
        var scored = ml.Transforms.ApplyOnnxModel(new OnnxOptions { ModelFile = path, InputColumns = ["image"], OutputColumns = ["logits", "gradient"] }).Fit(rows).Transform(rows);
        var gradient = scored.GetColumn<float[]>("gradient").Single();

        Assert.Equal(classifier.Differentiate(x, SmallModels.OneHot(1, 5, 2)).Gradients.Values, gradient);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void TargetOutOfRange_SaysTheRange()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        Assert.Contains("has 5 classes: expected a target from 0 to 4", Assert.Throws<ArgumentOutOfRangeException>(() => classifier.ExportGradient(5)).Message, StringComparison.Ordinal);
    }

    private sealed class Row
    {
        [ColumnName("image")]
        [VectorType(3 * 16 * 16)]
        public float[] Image { get; init; } = [];
    }
}
