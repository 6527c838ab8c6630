using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;

namespace MLExplain.Models;

/// <summary>Opens ONNX Runtime sessions.</summary>
internal static class SessionFactory
{
    private const long LargeModel = 32L << 20;

    public static InferenceSession Open(OnnxModel model, RunSettings settings, bool isBatched = false)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        // Weights in the arena would be rounded up to powers of two.
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
        if (settings.Device.IsCpu && !isBatched)
        {
            // One image per run: with all shapes fixed the runtime folds shape arithmetic and plans memory once.
            options.AddFreeDimensionOverrideByName(Dim.Batch.ToString(), 1);
        }

        settings.Device.Configure(options);
        try
        {
            return IsLarge(model) ? OpenLarge(model, options) : new InferenceSession(model.ToBytes(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxFormatException($"ONNX Runtime cannot open '{model.Name}': {e.Message.Trim()}", e);
        }
    }

    /// <summary>
    /// Gives back what opening a session on a rewritten copy of a large model left behind. Arrays of this size are collected rarely, and the
    /// runtime's own memory does not count: without this the differentiated weights of ResNet-50 (200 MB) stayed beside the runtime's.
    /// </summary>
    public static void ReleaseMemory(OnnxModel model)
    {
        if (IsLarge(model))
        {
            CollectGarbage();
        }
    }

    private static bool IsLarge(OnnxModel model) => model.Graph.Initializer.Sum(t => (long)t.RawData.Length) >= LargeModel;

    /// <summary>
    /// A large model goes to the runtime through a temporary file: as an array it would lie in memory a second time beside the copies
    /// that the runtime makes of it (ResNet-50's gradient: 170 MB less at the peak). Where no file can be written the array must do.
    /// </summary>
    private static InferenceSession OpenLarge(OnnxModel model, SessionOptions options)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            model.Save(path);
            CollectGarbage();
            return new InferenceSession(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CollectGarbage();
            return new InferenceSession(model.ToBytes(), options);
        }
        finally
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>
    /// The file's bytes and rewritten weights are garbage by now, and the runtime is about to allocate as much again where the collector
    /// does not see it. Without this ResNet-50 (100 MB) peaks 60 MB higher; a collection here takes milliseconds, as the objects are few.
    /// </summary>
    private static void CollectGarbage() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
