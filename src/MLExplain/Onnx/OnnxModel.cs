using Google.Protobuf;
using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>An ONNX model in memory: read, inspected, edited and written by MLExplain.</summary>
/// <remarks>Fields of the format that MLExplain does not know are written back unchanged.</remarks>
public sealed class OnnxModel
{
    internal OnnxModel(ModelProto proto, string name, string? folder = null)
    {
        (Proto, Name, Folder) = (proto, name, folder);
    }

    /// <summary>What messages call the model: its path, or the name given when it was parsed.</summary>
    public string Name { get; }

    /// <summary>Version of the default operator set.</summary>
    public int Opset => (int)(Proto.OpsetImport.FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? 1);

    /// <summary>Names of the graph's inputs, weights excluded.</summary>
    public IReadOnlyList<string> InputNames
    {
        get
        {
            var weights = Graph.Initializer.Select(t => t.Name).ToHashSet();
            return [.. Graph.Input.Select(i => i.Name).Where(n => !weights.Contains(n))];
        }
    }

    /// <summary>Names of the graph's outputs.</summary>
    public IReadOnlyList<string> OutputNames => [.. Graph.Output.Select(o => o.Name)];

    /// <summary>Paths of the files beside the model that hold its weights, in ordinal order; empty when it holds them itself.</summary>
    /// <exception cref="OnnxFormatException">A file is missing or outside the model's folder.</exception>
    public IReadOnlyList<string> WeightFiles => ExternalData.Files(this);

    internal ModelProto Proto { get; }

    internal GraphProto Graph => Proto.Graph;

    /// <summary>Folder that external tensor data is relative to; null when the model came from memory.</summary>
    internal string? Folder { get; }

    /// <summary>Reads a model file.</summary>
    /// <param name="path">Path of an <c>.onnx</c> file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OnnxFormatException">The file is not an ONNX model, or is truncated.</exception>
    public static OnnxModel Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"No model file at '{path}'.", path);
        }

        return Parse(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="bytes">The content of an <c>.onnx</c> file.</param>
    /// <param name="name">What messages call the model.</param>
    /// <param name="folder">Folder that external tensor data is relative to, if there is one.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an ONNX model, or are truncated.</exception>
    public static OnnxModel Parse(ReadOnlyMemory<byte> bytes, string name, string? folder = null)
    {
        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new OnnxFormatException(
                $"'{name}' is not a readable ONNX model: {bytes.Length} bytes were found that do not parse as one (truncated, or another format). "
                + "Expected an .onnx file as exporters write it.", e);
        }

        if (proto.Graph is null || proto.Graph.Node.Count == 0 || proto.OpsetImport.Count == 0)
        {
            throw new OnnxFormatException(
                $"'{name}' is not an ONNX classifier: its {bytes.Length} bytes hold no graph with operators. Expected an .onnx file as exporters write it.");
        }

        return new OnnxModel(proto, name, folder);
    }

    /// <summary>The model as the bytes of an <c>.onnx</c> file.</summary>
    public byte[] ToBytes() => Proto.ToByteArray();

    /// <summary>Writes the model as an <c>.onnx</c> file.</summary>
    /// <param name="path">Where to write; an existing file is replaced.</param>
    public void Save(string path)
    {
        using var stream = File.Create(path);
        Proto.WriteTo(stream);
    }

    internal OnnxModel Clone() => new(Proto.Clone(), Name, Folder);
}
