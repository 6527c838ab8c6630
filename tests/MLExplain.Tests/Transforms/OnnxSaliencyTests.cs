using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>The columns of a network in an ONNX file; the oracle asks the same method and classifier outside ML.NET, one image at a time.</summary>
public abstract class OnnxSaliencyTests : VectorColumnContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OnnxClassifier _classifier = OnnxClassifier.Load(SmallModels.Convolutional());

    protected OnnxSaliencyTests() => ModelFile = _folder.File("network.onnx", SmallModels.Convolutional().ToBytes());

    protected string ModelFile { get; }

    protected abstract ISaliencyMethod Method { get; }

    protected override string Output => "Saliency";

    protected override string Input => "Pixels";

    protected override int[] Dimensions => [3, 16, 16];

    public void Dispose()
    {
        _classifier.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override IDataView Source(int rows) => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(Row));

    protected override Func<float[]> Expected(DataViewRow row)
    {
        var pixels = Vector(row, "Pixels");
        return () =>
        {
            var image = new Tensor([1, 3, 16, 16], pixels());
            var logits = _classifier.Score(image).Values;
            return Method.Attribute(_classifier, image, [Array.IndexOf(logits, logits.Max())])[0].Values.Values;
        };
    }

    protected override float[] Predict(ITransformer transformer, int id)
    {
        using var engine = Ml.Model.CreatePredictionEngine<Example, Explained>(transformer, new PredictionEngineOptions { OwnsTransformer = false });
        return engine.Predict(Row(id)).Saliency;
    }

    private static Example Row(int id) => new() { Id = id, Pixels = SmallModels.Noise(100 + (id % 50), 768).Values };

    public sealed class Example
    {
        public int Id { get; set; }

        [VectorType(3, 16, 16)]
        public float[] Pixels { get; set; } = [];
    }

    public sealed class Explained
    {
        [VectorType(3, 16, 16)]
        public float[] Saliency { get; set; } = [];
    }
}

public sealed class OnnxGradientColumnTests : OnnxSaliencyTests
{
    protected override ISaliencyMethod Method => new Gradient();

    protected override IEstimator<RowTransformer> Estimator(int batchSize) =>
        Ml.Transforms.ExplainGradient(Output, Input, ModelFile, new SaliencyColumnOptions { BatchSize = batchSize });
}

public sealed class OnnxIntegratedGradientsColumnTests : OnnxSaliencyTests
{
    private static readonly IntegratedGradientsOptions Options = new() { Steps = 3, Baseline = Baseline.Zero };

    protected override ISaliencyMethod Method => new IntegratedGradients(Options);

    protected override IEstimator<RowTransformer> Estimator(int batchSize) =>
        Ml.Transforms.ExplainIntegratedGradients(Output, Input, ModelFile, Options, new SaliencyColumnOptions { BatchSize = batchSize });
}
