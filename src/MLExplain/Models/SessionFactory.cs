using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;

namespace MLExplain.Models;

/// <summary>Opens ONNX Runtime sessions.</summary>
internal static class SessionFactory
{
    public static InferenceSession Open(OnnxModel model, RunSettings settings)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        if (settings.Device.IsCpu)
        {
            // One image per run: with all shapes fixed the runtime folds shape arithmetic and plans memory once.
            options.AddFreeDimensionOverrideByName(Dim.Batch.ToString(), 1);
        }

        settings.Device.Configure(options);
        try
        {
            return new InferenceSession(model.ToBytes(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxFormatException($"ONNX Runtime cannot open '{model.Name}': {e.Message.Trim()}", e);
        }
    }
}
