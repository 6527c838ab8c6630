using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Imaging;
using MLExplain.Onnx.Proto;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;
using MLExplain.Transforms;
using MLExplain.Transforms.Persistence;

namespace MLExplain.Tests.Transforms;

/// <summary>Pipelines survive ML.NET's own <c>Model.Save</c> and <c>Model.Load</c>, model and options included.</summary>
public sealed class ModelFileTests : IDisposable
{
    private static readonly Preprocessing Preprocessing = new() { Width = 16, Height = 16, Mean = [0.5f, 0.4f, 0.3f], Std = [0.25f] };

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly byte[] _model = SmallModels.Convolutional().ToBytes();
    private readonly string _modelFile;
    private readonly string _images;

    public ModelFileTests()
    {
        _modelFile = _folder.File("network.onnx", _model);
        var paths = Enumerable.Range(0, 5).Select(i => _folder.File($"{i}.png", ImageEncoder.ToPng(Pictures.Noise(20 + i, 17))));
        _images = _folder.File("images.txt", [.. string.Join('\n', [.. paths, _folder.Missing("none.png")]).Select(c => (byte)c)]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFreshProcess_LoadsThePipelineAndGivesTheSameBytes()
    {
        var source = ModelReader.Paths(_ml, _images);
        using var pipeline = Pipeline().Fit(source);
        var file = _folder.Missing("pipeline.zip");
        _ml.Model.Save(pipeline, source.Schema, file);
        var expected = ModelReader.Values(pipeline.Transform(source));
        File.Delete(_modelFile);

        var output = _folder.Missing("values.bin");
        FreshProcess.Run("read-model", file, _images, output);

        Assert.Equal(expected, File.ReadAllBytes(output));
    }

    [Fact]
    public void AnotherContext_LoadsThePipelineAndSavesItAgain()
    {
        var source = ModelReader.Paths(_ml, _images);
        using var pipeline = Pipeline().Fit(source);
        var (first, second) = (_folder.Missing("first.zip"), _folder.Missing("second.zip"));

        _ml.Model.Save(pipeline, source.Schema, first);
        var loaded = new MLContext().Model.Load(first, out var schema);
        new MLContext().Model.Save(loaded, schema, second);

        Assert.Equal(ModelReader.Values(pipeline.Transform(source)), ModelReader.Values(loaded.Transform(source)));
        Assert.Equal(OwnEntries(first), OwnEntries(second));
        ((IDisposable)loaded).Dispose();
    }

    [Theory]
    [InlineData(ImageErrorPolicy.Mark)]
    [InlineData(ImageErrorPolicy.Throw)]
    public void ErrorPolicy_ComesBack_AndAFileWithoutTheFieldThrows(ImageErrorPolicy policy)
    {
        var rows = Enumerable.Range(0, 3).Select(i => new Input { Pixels = SmallModels.Noise(i, 3 * 16 * 16).Values }).ToArray();
        rows[1].Pixels[7] = float.PositiveInfinity;
        var source = _ml.Data.LoadFromEnumerable(rows);
        var options = new SaliencyColumnOptions { OnError = policy, ErrorColumnName = "Why" };
        using var transformer = _ml.Transforms.ExplainGradient("Gradient", "Pixels", _modelFile, options).Fit(source);
        var file = _folder.Missing("policy.zip");

        _ml.Model.Save(transformer, source.Schema, file);
        var loaded = new MLContext().Model.Load(file, out _).Transform(source);

        var state = OwnEntries(file).Single(entry => entry.Name.EndsWith("State.json", StringComparison.Ordinal));
        var written = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(state.Content)).Contains("errorColumn", StringComparison.Ordinal);
        Assert.Equal(policy == ImageErrorPolicy.Mark, written); // what throws is written as before there was the field
        Assert.Equal(written, loaded.Schema.GetColumnOrNull("Why") is not null);
        if (written)
        {
            Assert.Equal(ModelReader.Values(transformer.Transform(source)), ModelReader.Values(loaded));
            Assert.Equal([true, false, true], loaded.GetColumn<string>("Why").Select(error => error.Length == 0));
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => loaded.GetColumn<float[]>("Gradient").Count());
        }
    }

    [Fact]
    public void TheModelTravelsInside_ByteForByte()
    {
        var source = ModelReader.Paths(_ml, _images);
        using var pipeline = Pipeline().Fit(source);
        var file = _folder.Missing("pipeline.zip");

        _ml.Model.Save(pipeline, source.Schema, file);

        var models = OwnEntries(file).Where(entry => entry.Name.EndsWith("Model.onnx", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, models.Length);
        Assert.All(models, model => Assert.Equal(Convert.ToHexString(_model), model.Content));
    }

    [Fact]
    public void ADamagedModelFile_SaysWhatIsMissing()
    {
        var source = ModelReader.Paths(_ml, _images);
        using var pipeline = Pipeline().Fit(source);
        var file = _folder.Missing("pipeline.zip");
        _ml.Model.Save(pipeline, source.Schema, file);
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            zip.Entries.First(entry => entry.FullName.EndsWith("Model.onnx", StringComparison.Ordinal)).Delete();
        }

        var error = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(file, out _));

        Assert.Contains("holds no 'Model.onnx' for this MLExplain transformer", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsInAnotherFile_AreExplainedButNotSaved()
    {
        var model = SmallModels.Convolutional();
        var weight = model.Graph.Initializer[0];
        _folder.File("weights.bin", weight.RawData.ToByteArray());
        weight.ClearRawData();
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
        var file = _folder.File("outside.onnx", model.ToBytes());
        var source = ModelReader.Paths(_ml, _images);
        var loader = _ml.Transforms.LoadClassifierImages("Pixels", "Path", Preprocessing);
        using var inside = loader.Append(_ml.Transforms.ExplainGradient("Gradient", "Pixels", _modelFile)).Fit(source);
        using var outside = loader.Append(_ml.Transforms.ExplainGradient("Gradient", "Pixels", file)).Fit(source);

        Assert.Equal(ModelReader.Values(inside.Transform(source)), ModelReader.Values(outside.Transform(source)));

        var error = Assert.ThrowsAny<Exception>(() => _ml.Model.Save(outside, source.Schema, _folder.Missing("outside.zip")));
        Assert.Contains($"keeps weights such as '{weight.Name}' in files beside it", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelFileThatIsMissing_IsNamed() =>
        Assert.Contains("No model file at 'absent.onnx'", Assert.Throws<FileNotFoundException>(() => OnnxExplainedModel.Open("absent.onnx", null)).Message, StringComparison.Ordinal);

    [Fact]
    public void ColumnsOfOneModel_ShareItsClassifier_UntilTheLastIsDisposed()
    {
        var first = OnnxExplainedModel.Open(_modelFile, null);
        var second = OnnxExplainedModel.Open(_modelFile, null);
        Assert.Same(first.Classifier, second.Classifier);

        first.Dispose();
        first.Dispose();
        second.Classifier.Score(new Tensor(1, 3, 16, 16));

        second.Dispose();
        using var third = OnnxExplainedModel.Open(_modelFile, null);
        Assert.NotSame(second.Classifier, third.Classifier);
    }

    [Fact]
    public void EveryBaseline_IsReadBackAsWritten()
    {
        Baseline[] baselines =
        [
            Baseline.Black, Baseline.White, Baseline.Grey, Baseline.Mean, Baseline.Noise, Baseline.Zero, Baseline.GaussianNoise(3.5), Baseline.Blur(2),
            Baseline.Of(SmallModels.Noise(7, 3, 2, 2)), Baseline.Of(Pictures.Noise(3, 2)),
        ];

        foreach (var baseline in baselines)
        {
            var options = new IntegratedGradientsOptions { Baseline = baseline, Steps = StepCount.Auto, Preprocessing = Preprocessing };
            var json = JsonSerializer.Serialize(options, StateJson.Options);
            var read = JsonSerializer.Deserialize<IntegratedGradientsOptions>(json, StateJson.Options)!;

            Assert.Equal((baseline.Kind, baseline.Sigma), (read.Baseline!.Kind, read.Baseline.Sigma));
            Assert.Equal(baseline.Image?.Values, read.Baseline.Image?.Values);
            Assert.Equal(baseline.Picture?.Pixels, read.Baseline.Picture?.Pixels);
            Assert.Equal(json, JsonSerializer.Serialize(read, StateJson.Options));
        }

        Assert.Equal(Enum.GetValues<BaselineKind>().Order(), baselines.Select(baseline => baseline.Kind).Distinct().Order());
    }

    private static (string Name, string Content)[] OwnEntries(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        return [.. zip.Entries.Where(entry => entry.FullName.EndsWith("State.json", StringComparison.Ordinal) || entry.FullName.EndsWith("Model.onnx", StringComparison.Ordinal)).Select(Content)];

        static (string, string) Content(ZipArchiveEntry entry)
        {
            using var bytes = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(bytes);
            return (entry.FullName, Convert.ToHexString(bytes.ToArray()));
        }
    }

    public sealed class Input
    {
        [VectorType(3, 16, 16)]
        public float[] Pixels { get; set; } = [];
    }

    private EstimatorChain<OverlayTransformer> Pipeline() =>
        _ml.Transforms.LoadClassifierImages("Pixels", "Path", Preprocessing)
            .Append(_ml.Transforms.NormalizeMinMax("Normalized", "Pixels"))
            .Append(_ml.Transforms.ExplainGradient("Gradient", "Pixels", _modelFile, new SaliencyColumnOptions { Reduction = ChannelReduction.MaxAbsolute }))
            .Append(_ml.Transforms.ExplainIntegratedGradients(
                "Integrated",
                "Pixels",
                _modelFile,
                new IntegratedGradientsOptions { Steps = 8, Baseline = Baseline.White, Preprocessing = Preprocessing },
                new SaliencyColumnOptions { BatchSize = 3 }))
            .Append(_ml.Transforms.ExplainOverlay("Overlay", "Integrated", "Path", Preprocessing));
}
