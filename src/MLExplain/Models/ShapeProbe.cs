using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Finds the shape of every tensor of a graph by running it on batches of two sizes.</summary>
internal static class ShapeProbe
{
    public static ShapeTable Run(OnnxModel model)
    {
        var shapes = new ShapeTable(model.Graph);
        var dynamic = model.Graph.Input.Any(i => model.InputNames.Contains(i.Name) && i.Type.TensorType.Shape.Dim.Any(d => !d.HasDimValue));
        var exposed = ExposeEverything(model);
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(exposed.ToBytes(), options);
        var small = RunWith(session, batch: dynamic ? 2 : 1);
        var large = dynamic ? RunWith(session, batch: 3) : small;
        foreach (var (tensor, (type, dims)) in small)
        {
            shapes[tensor] = new TensorInfo(type, [.. dims.Select((d, axis) => ToDim(d, large[tensor].Dims[axis], 2))]);
        }

        return shapes;
    }

    private static OnnxModel ExposeEverything(OnnxModel model)
    {
        var exposed = model.Clone();
        exposed.Graph.Output.Clear();
        foreach (var tensor in exposed.Graph.Node.SelectMany(n => n.Output).Where(o => o.Length > 0))
        {
            exposed.Graph.Output.Add(new ValueInfoProto { Name = tensor });
        }

        return exposed;
    }

    private static Dictionary<string, (TensorProto.Types.DataType Type, long[] Dims)> RunWith(InferenceSession session, int batch)
    {
        var found = new Dictionary<string, (TensorProto.Types.DataType, long[])>();
        var inputs = new Dictionary<string, OrtValue>();
        using var options = new RunOptions();
        foreach (var (name, metadata) in session.InputMetadata)
        {
            long[] dims = [.. metadata.Dimensions.Select(d => d < 0 ? (long)batch : d)];
            inputs[name] = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, metadata.ElementDataType, dims);
            inputs[name].GetTensorMutableRawData().Clear();
            found[name] = ((TensorProto.Types.DataType)(int)metadata.ElementDataType, dims);
        }

        using var outputs = session.Run(options, inputs, session.OutputNames);
        foreach (var (name, value) in session.OutputNames.Zip(outputs))
        {
            var info = value.GetTensorTypeAndShape();
            found[name] = ((TensorProto.Types.DataType)(int)info.ElementDataType, info.Shape);
        }

        foreach (var value in inputs.Values)
        {
            value.Dispose();
        }

        return found;
    }

    /// <summary>size(N) = a·N is per row; size(N) = c is fixed.</summary>
    private static Dim ToDim(long small, long large, int smallBatch) =>
        small == large ? new Dim(small) : new Dim(small / smallBatch, PerRow: true);
}
