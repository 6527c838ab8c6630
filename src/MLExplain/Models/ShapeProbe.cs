using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Finds the shape of every tensor of a graph for batches of two sizes, by ONNX Runtime's own inference.</summary>
/// <remarks>
/// The runtime infers on a skeleton without weights, which costs milliseconds; a tensor whose shape it cannot tell without running
/// (it depends on computed values) is exposed as an output of a real run.
/// </remarks>
internal static class ShapeProbe
{
    /// <summary>Initializers up to this many elements stay: shapes, axes and scales that inference must read.</summary>
    private const long SmallInitializer = 1024;

    private const int SmallBatch = 2;
    private const int LargeBatch = 3;

    public static ShapeTable Run(OnnxModel model)
    {
        var shapes = new ShapeTable(model.Graph);
        var inputs = model.InputNames.ToHashSet();
        var isOpen = model.Graph.Input.Any(i => inputs.Contains(i.Name) && i.Type.TensorType.Shape.Dim.Any(d => !d.HasDimValue));
        var skeleton = Skeleton(model, inputs);
        var small = Infer(model, skeleton, SmallBatch);
        var large = isOpen ? Infer(model, skeleton, LargeBatch) : small;
        foreach (var tensor in inputs.Concat(model.Graph.Node.SelectMany(n => n.Output).Where(o => o.Length > 0)))
        {
            var (type, dims) = small[tensor];
            var shape = dims.Select((d, axis) => ToDim(d, large[tensor].Dims[axis])).ToList();
            if (shape.All(d => d is not null))
            {
                shapes[tensor] = new TensorInfo(type, [.. shape.OfType<Dim>()]);
            }
        }

        return shapes;
    }

    private static Dictionary<string, (TensorProto.Types.DataType Type, long[] Dims)> Infer(OnnxModel model, OnnxModel skeleton, int batch)
    {
        var found = Inferred(AtBatch(skeleton, batch));
        var isDoubtful = model.Graph.Node.Any(MayLoseItsLastWindow);
        var open = model.Graph.Node.SelectMany(n => n.Output).Where(o => o.Length > 0 && (isDoubtful || !found.ContainsKey(o))).ToList();
        if (open.Count > 0)
        {
            foreach (var (tensor, info) in RunExposing(AtBatch(model, batch), open))
            {
                found[tensor] = info;
            }
        }

        return found;
    }

    /// <summary>A pooling with ceil_mode drops a window that would start beyond the image; the runtime's kernel does, its inference does not.</summary>
    private static bool MayLoseItsLastWindow(NodeProto node)
    {
        if (node.Int("ceil_mode", 0) == 0)
        {
            return false;
        }

        var kernel = node.Ints("kernel_shape") ?? [];
        var (strides, dilations) = (node.Ints("strides"), node.Ints("dilations"));
        return (node.Ints("pads") ?? []).Any(p => p != 0) || node.Text("auto_pad", "NOTSET") != "NOTSET"
            || kernel.Where((k, a) => (strides?[a] ?? 1) > ((k - 1) * (dilations?[a] ?? 1)) + 1).Any();
    }

    /// <summary>The model with its large weights turned into graph inputs.</summary>
    private static OnnxModel Skeleton(OnnxModel model, HashSet<string> inputs)
    {
        var graph = new GraphProto { Name = model.Graph.Name };
        graph.Node.Add(model.Graph.Node);
        graph.Input.Add(model.Graph.Input.Where(i => inputs.Contains(i.Name)).Select(i => i.Clone()));
        graph.Output.Add(model.Graph.Output.Select(o => new ValueInfoProto { Name = o.Name }));
        foreach (var weight in model.Graph.Initializer)
        {
            if (TensorData.Count(weight) <= SmallInitializer)
            {
                graph.Initializer.Add(weight);
            }
            else
            {
                graph.Input.Add(OnnxGraphBuilder.ValueInfo(weight.Name, new TensorInfo((TensorProto.Types.DataType)weight.DataType, [.. weight.Dims.Select(d => new Dim(d))])));
            }
        }

        var proto = new ModelProto { IrVersion = model.Proto.IrVersion, Graph = graph };
        proto.OpsetImport.Add(model.Proto.OpsetImport);
        proto.Functions.Add(model.Proto.Functions);
        return new OnnxModel(proto, model.Name);
    }

    private static OnnxModel AtBatch(OnnxModel model, int batch)
    {
        var inputs = model.Graph.Input.Select(i => i.Clone()).ToList();
        foreach (var dim in inputs.SelectMany(i => i.Type.TensorType.Shape.Dim).Where(d => !d.HasDimValue))
        {
            dim.DimValue = batch;
        }

        var graph = new GraphProto { Name = model.Graph.Name };
        graph.Node.Add(model.Graph.Node);
        graph.Initializer.Add(model.Graph.Initializer);
        graph.Input.Add(inputs);
        graph.Output.Add(model.Graph.Output.Select(o => new ValueInfoProto { Name = o.Name }));
        var proto = new ModelProto { IrVersion = model.Proto.IrVersion, Graph = graph };
        proto.OpsetImport.Add(model.Proto.OpsetImport);
        proto.Functions.Add(model.Proto.Functions);
        return new OnnxModel(proto, model.Name);
    }

    /// <summary>What a session says of its outputs when every tensor is one; nothing is run.</summary>
    private static Dictionary<string, (TensorProto.Types.DataType Type, long[] Dims)> Inferred(OnnxModel model)
    {
        model.Graph.Output.Clear();
        model.Graph.Output.Add(model.Graph.Node.SelectMany(n => n.Output).Where(o => o.Length > 0).Select(o => new ValueInfoProto { Name = o }));
        using var options = Options();
        using var session = Open(model, options);
        return session.InputMetadata.Concat(session.OutputMetadata)
            .Where(m => m.Value.IsTensor && m.Value.Dimensions.All(d => d >= 0) && !MayLackARank(m.Value))
            .ToDictionary(
                m => m.Key,
                m => ((TensorProto.Types.DataType)(int)m.Value.ElementDataType, Array.ConvertAll(m.Value.Dimensions, d => (long)d)));
    }

    /// <summary>The runtime describes a tensor of unknown rank (an If whose branches differ) as it does a scalar; integer scalars abound in shape arithmetic.</summary>
    private static bool MayLackARank(NodeMetadata metadata) => metadata is { Dimensions.Length: 0, ElementDataType: TensorElementType.Float or TensorElementType.Double };

    private static Dictionary<string, (TensorProto.Types.DataType Type, long[] Dims)> RunExposing(OnnxModel model, List<string> tensors)
    {
        model.Graph.Output.Clear();
        model.Graph.Output.Add(tensors.Select(t => new ValueInfoProto { Name = t }));
        var found = new Dictionary<string, (TensorProto.Types.DataType, long[])>();
        var inputs = new Dictionary<string, OrtValue>();
        using var options = Options();
        using var session = Open(model, options);
        using var run = new RunOptions();
        foreach (var (name, metadata) in session.InputMetadata)
        {
            inputs[name] = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, metadata.ElementDataType, [.. metadata.Dimensions.Select(d => (long)d)]);
            inputs[name].GetTensorMutableRawData().Clear();
        }

        using var outputs = session.Run(run, inputs, session.OutputNames);
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

    private static SessionOptions Options() => new()
    {
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    private static InferenceSession Open(OnnxModel model, SessionOptions options)
    {
        try
        {
            return new InferenceSession(model.ToBytes(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxFormatException($"ONNX Runtime cannot open '{model.Name}': {e.Message.Trim()}", e);
        }
    }

    /// <summary>size(N) = a·N is per row; size(N) = c is fixed; anything else is not known, and asking for it says so.</summary>
    private static Dim? ToDim(long small, long large) =>
        small == large ? new Dim(small)
        : small * LargeBatch == large * SmallBatch ? new Dim(small / SmallBatch, PerRow: true)
        : null;
}
