using MLExplain.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Benchmarks.Peers;

/// <summary>An ONNX graph on a bare ONNX Runtime session: the plain forward pass, and the inside of a differentiated one.</summary>
internal sealed class OrtGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    public OrtGraph(byte[] model, int threads, string? profilePrefix = null)
    {
        using var options = Options(threads);
        if (profilePrefix is not null)
        {
            options.EnableProfiling = true;
            options.ProfileOutputPathPrefix = profilePrefix;
        }

        _session = new InferenceSession(model, options);
        _inputNames = [.. _session.InputMetadata.Keys];
        _outputNames = [.. _session.OutputMetadata.Keys];
    }

    public IReadOnlyList<string> InputNames => _inputNames;

    public IReadOnlyList<string> OutputNames => _outputNames;

    /// <summary>Session options of every measurement: all optimisations, one image, no threads that spin into the next candidate.</summary>
    public static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
        options.AddFreeDimensionOverrideByName(Dim.Batch.ToString(), 1);
        return options;
    }

    /// <summary>Runs once; the caller disposes the outputs.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyCollection<OrtValue> inputs) =>
        _session.Run(_options, _inputNames, inputs, _outputNames);

    /// <summary>Stops profiling and says where the trace is.</summary>
    public string EndProfiling() => _session.EndProfiling();

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }
}
