using System.Runtime.InteropServices;
using Google.Protobuf;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.TensorProto.Types;

namespace MLExplain.Onnx;

/// <summary>One form for every constant of the main graph: a dense initializer that is not a graph input.</summary>
/// <remarks>
/// Files have Constant nodes with nine kinds of attributes, sparse initializers, weights listed as graph inputs (required before
/// ONNX IR version 4), and Identity nodes that give shared weights a second name. Rules and taps should meet none of them.
/// </remarks>
internal static class ConstantInlining
{
    /// <summary>The first IR version in which an initializer need not be a graph input.</summary>
    private const long InitializersWithoutInputs = 4;

    public static void Apply(OnnxModel model)
    {
        var graph = model.Graph;
        foreach (var node in graph.Node.Where(n => n is { OpType: "Constant", Domain: "" }).ToList())
        {
            graph.Initializer.Add(Value(node, model.Name));
            graph.Node.Remove(node);
        }

        graph.Initializer.Add(graph.SparseInitializer.Select(s => Densify(s, s.Values.Name, model.Name)));
        graph.SparseInitializer.Clear();
        var weights = graph.Initializer.Select(t => t.Name).ToHashSet();
        foreach (var input in graph.Input.Where(i => weights.Contains(i.Name)).ToList())
        {
            graph.Input.Remove(input);
        }

        model.Proto.IrVersion = Math.Max(model.Proto.IrVersion, InitializersWithoutInputs);
        RemoveAliases(graph, weights);
    }

    /// <summary>Identity nodes on initializers go; their readers read the initializer.</summary>
    private static void RemoveAliases(GraphProto graph, HashSet<string> weights)
    {
        var outputs = graph.Output.Select(o => o.Name).ToHashSet();
        var aliases = new Dictionary<string, string>();
        foreach (var node in graph.Node.Where(n => n is { OpType: "Identity", Domain: "" }).ToList())
        {
            var source = aliases.GetValueOrDefault(node.Input[0], node.Input[0]);
            if (weights.Contains(source) && !outputs.Contains(node.Output[0]))
            {
                aliases[node.Output[0]] = source;
                graph.Node.Remove(node);
            }
        }

        foreach (var node in GraphWalk.Nodes(graph))
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = aliases.GetValueOrDefault(node.Input[i], node.Input[i]);
            }
        }
    }

    private static TensorProto Value(NodeProto node, string model)
    {
        var name = node.Output[0];
        var attribute = node.Attribute.Count == 1
            ? node.Attribute[0]
            : throw new OnnxFormatException($"Constant '{name}' in '{model}' has {node.Attribute.Count} attributes; expected exactly one, its value.");
        var value = attribute.Name switch
        {
            "value" => attribute.T.Clone(),
            "sparse_value" => Densify(attribute.SparseTensor, name, model),
            "value_float" => TensorData.OfFloats(name, [], [attribute.F]),
            "value_floats" => TensorData.OfFloats(name, [attribute.Floats.Count], [.. attribute.Floats]),
            "value_int" => TensorData.OfInts(name, [], [attribute.I]),
            "value_ints" => TensorData.OfInts(name, [attribute.Ints.Count], [.. attribute.Ints]),
            "value_string" => Strings([], [attribute.S]),
            "value_strings" => Strings([attribute.Strings.Count], attribute.Strings),
            var other => throw new OnnxFormatException($"Constant '{name}' in '{model}' has the attribute '{other}', which ONNX does not define."),
        };
        value.Name = name;
        return value;
    }

    private static TensorProto Strings(long[] dims, IEnumerable<ByteString> values)
    {
        var tensor = new TensorProto { DataType = (int)DataType.String };
        tensor.Dims.AddRange(dims);
        tensor.StringData.AddRange(values);
        return tensor;
    }

    /// <summary>Indices are linear, or one row of coordinates per value.</summary>
    private static TensorProto Densify(SparseTensorProto sparse, string name, string model)
    {
        if ((DataType)sparse.Values.DataType != DataType.Float)
        {
            throw new OnnxFormatException(
                $"Sparse initializer '{name}' in '{model}' holds {(DataType)sparse.Values.DataType}; only float32 is read. Export the model with dense weights.");
        }

        var dims = sparse.Dims.ToArray();
        var (values, indices) = (TensorData.Floats(sparse.Values), TensorData.Ints(sparse.Indices));
        var dense = new float[dims.Aggregate(1L, (product, size) => checked(product * size))];
        var perValue = sparse.Indices.Dims.Count == 2 ? dims.Length : 1;
        for (var i = 0; i < values.Length; i++)
        {
            var coordinates = indices.AsSpan(i * perValue, perValue);
            long position = 0;
            for (var axis = 0; axis < perValue; axis++)
            {
                position = (position * (perValue == 1 ? 1 : dims[axis])) + coordinates[axis];
            }

            dense[position] = values[i];
        }

        return TensorData.Create(name, DataType.Float, dims, MemoryMarshal.AsBytes(dense.AsSpan()));
    }
}
