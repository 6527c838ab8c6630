using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>Runs a model once per call on plain ONNX Runtime.</summary>
internal sealed class OrtRun : IDisposable
{
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
    private readonly InferenceSession _session;

    public OrtRun(OnnxModel model, GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_ALL)
    {
        _options.GraphOptimizationLevel = level;
        _session = new InferenceSession(model.ToBytes(), _options);
    }

    public Tensor[] Run(IReadOnlyDictionary<string, Tensor> inputs, params string[] outputs)
    {
        var values = inputs.ToDictionary(
            p => p.Key,
            p => OrtValue.CreateTensorValueFromMemory(p.Value.Values, [.. p.Value.Shape.ToArray().Select(d => (long)d)]));
        using var options = new RunOptions();
        using var results = _session.Run(options, values, outputs);
        var tensors = results.Select(r => new Tensor(
            [.. r.GetTensorTypeAndShape().Shape.Select(d => (int)d)], r.GetTensorDataAsSpan<float>().ToArray())).ToArray();
        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        return tensors;
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
