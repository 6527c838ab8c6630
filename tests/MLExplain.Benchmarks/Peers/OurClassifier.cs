using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;

namespace MLExplain.Benchmarks.Peers;

/// <summary>Opens our side.</summary>
internal static class OurClassifier
{
    /// <summary>Null measures what users get; the command line can force one formulation.</summary>
    public static Lowering? Lowering { get; set; }

    public static OnnxClassifier Open(byte[] model, int threads) => OnnxClassifier.Load(OnnxModel.Parse(model, "benchmark"), Options(threads));

    public static OnnxClassifier Load(string path, int threads) => OnnxClassifier.Load(path, Options(threads));

    private static OnnxClassifierOptions Options(int threads) => new() { Device = "cpu", Threads = threads, Lowering = Lowering };
}
