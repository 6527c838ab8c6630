using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>Score columns survive <c>Model.Save</c> and <c>Model.Load</c>, with both networks and all options.</summary>
public sealed class MeasureFileTests : IDisposable
{
    private static readonly Preprocessing Network = new() { Width = 8, Height = 8, Mean = [0.5f], Std = [0.25f] };

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Measures => new(MeasureSubjects.All.Select(subject => subject.Name));

    [Fact]
    public void AFreshProcess_LoadsScoresStatusesAndCurves()
    {
        var paths = Enumerable.Range(0, 4).Select(i => _folder.File($"{i}.png", ImageEncoder.ToPng(Pictures.Noise(20 + i, 9))));
        var images = _folder.File("images.txt", [.. string.Join('\n', [.. paths, _folder.Missing("none.png")]).Select(c => (byte)c)]);
        var (model, shuffled) = (_folder.File("network.onnx", SmallModels.Convolutional(size: 8).ToBytes()), _folder.File("shuffled.onnx", File.ReadAllBytes(ContractData.ShuffledFile)));
        var source = ModelReader.Paths(_ml, images);
        var gradient = _ml.Transforms.ExplainGradient("Gradient", "Pixels", model);
        var chain = _ml.Transforms.LoadClassifierImages("Pixels", "Path", Network)
            .Append(_ml.Transforms.LoadClassifierImages("Mask", "Path", Network with { Channels = ChannelOrder.Gray, Mean = [0f], Std = [1f] }))
            .Append(gradient)
            .Append(_ml.Transforms.MeasureInsertion("Insertion", "Pixels", "Gradient", model, new() { Steps = 3, Preprocessing = Network }, new() { CurveColumnName = "Curve" }))
            .Append(_ml.Transforms.MeasureIou("Overlap", "Gradient", "Mask", new() { Threshold = 0.4 }))
            .Append(_ml.Transforms.MeasureDataRandomisation("Shuffled", gradient, shuffled, new() { Absolute = false }, new() { BatchSize = 2 }));
        using var pipeline = chain.Fit(source);
        var file = _folder.Missing("pipeline.zip");
        _ml.Model.Save(pipeline, source.Schema, file);
        var view = pipeline.Transform(source);
        var expected = ModelReader.Values(view);
        Assert.All(["Insertion", "Overlap", "Shuffled"], column => Assert.Equal(4, view.GetColumn<string>(column + "Status").Count(status => status == "ok")));
        File.Delete(model);
        File.Delete(shuffled);

        var output = _folder.Missing("values.bin");
        FreshProcess.Run("read-model", file, images, output);

        Assert.Equal(expected, File.ReadAllBytes(output));
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void EveryMeasure_ComesBackWithItsOptions(string name)
    {
        var (subject, source) = (ColumnContract.Subject(name), _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 4).Select(ContractData.Row)));
        using var transformer = (MeasureTransformer)subject.Estimator(new ColumnRequest(_ml.Transforms, "Output", 3)).Fit(source);
        var file = _folder.Missing("measure.zip");

        _ml.Model.Save(transformer, source.Schema, file);
        using var loaded = (MeasureTransformer)new MLContext().Model.Load(file, out _);

        var view = loaded.Transform(source);
        Assert.Equal(Enumerable.Range(0, 4).Select(id => Assert.Single(subject.Expected(id))), view.GetColumn<float>("Output"));
        Assert.Equal(3, loaded.BatchSize);
        Assert.Equal(Texts(transformer.GetOutputSchema(source.Schema)), Texts(view.Schema));
    }

    private static List<string> Texts(DataViewSchema schema)
    {
        var annotations = schema["Output"].Annotations;
        return [.. annotations.Schema.Select(annotation =>
        {
            ReadOnlyMemory<char> text = default;
            annotations.GetValue(annotation.Name, ref text);
            return $"{annotation.Name}: {text}";
        })];
    }
}
