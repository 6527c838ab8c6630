using System.Text.Json;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Benchmarks.Peers;

/// <summary>ONNX Runtime's own account of a differentiated graph, kernel by kernel.</summary>
internal static class OperatorProfile
{
    private const string KernelSuffix = "_kernel_time";

    /// <summary>The differentiated graph as a classifier opens it on the CPU.</summary>
    public static OnnxModel Differentiate(byte[] model)
    {
        var request = new GradientRequest
        {
            Target = OnnxNetwork.Output, WithRespectTo = [OnnxNetwork.Input], Lowering = OurClassifier.Lowering ?? Lowering.CpuBlocked,
        };
        return GradientGraph.Differentiate(OnnxModel.Parse(model, "benchmark"), request).Model;
    }

    public static IReadOnlyList<Kernel> OfGradient(Network network, int threads, int runs)
    {
        var model = OnnxNetwork.Export(network);
        var forwardNodes = model.Graph.Node.Select(n => n.Name).ToHashSet();
        var prefix = Path.Combine(Path.GetTempPath(), "mlexplain-profile");
        using var graph = new OrtGraph(Differentiate(model.ToBytes()).ToBytes(), threads, prefix);
        using var image = OrtValue.CreateTensorValueFromMemory(BenchmarkImages.Batch(network, 1), [1, Network.Channels, Network.Size, Network.Size]);
        using var seed = OrtValue.CreateTensorValueFromMemory(BenchmarkImages.Seeds(1), [1, Network.ClassCount]);
        for (var i = 0; i < runs; i++)
        {
            graph.Run([image, seed]).Dispose();
        }

        var trace = graph.EndProfiling();
        try
        {
            return Read(trace, forwardNodes);
        }
        finally
        {
            File.Delete(trace);
        }
    }

    private static Kernel[] Read(string trace, HashSet<string> forwardNodes)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(trace));
        var events =
            from e in document.RootElement.EnumerateArray()
            where e.GetProperty("cat").GetString() == "Node"
            let name = e.GetProperty("name").GetString()!
            where name.EndsWith(KernelSuffix, StringComparison.Ordinal)
            select (Node: name[..^KernelSuffix.Length], e);
        return
        [
            .. from timed in events
               group timed.e by timed.Node into runs
               select new Kernel(
                   runs.Key, Describe(runs.First().GetProperty("args")), PassOf(runs.Key, forwardNodes),
                   runs.Min(e => e.GetProperty("dur").GetDouble()) / 1000),
        ];
    }

    /// <summary>The runtime's fused kernels keep the name of one of their nodes, with a suffix.</summary>
    private static string PassOf(string node, HashSet<string> forwardNodes) =>
        forwardNodes.Contains(node) || forwardNodes.Contains(node.Replace("_nchwc", "", StringComparison.Ordinal)) ? "forward"
        : node.StartsWith("Reorder", StringComparison.Ordinal) ? "layout" : "backward";

    private static string Describe(JsonElement args) => args.GetProperty("op_name").GetString()!;
}
