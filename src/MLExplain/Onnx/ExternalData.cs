using System.Globalization;
using Google.Protobuf;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.TensorProto.Types;

namespace MLExplain.Onnx;

/// <summary>Weights that lie in files beside the model: read into it, so that every later step sees one form.</summary>
internal static class ExternalData
{
    /// <summary>The model with its external weights read in; the same object when it has none.</summary>
    /// <exception cref="OnnxFormatException">A file is missing, too short, outside the model's folder, or the whole exceeds what one ONNX file can hold.</exception>
    public static OnnxModel Inline(OnnxModel model)
    {
        if (!Tensors(model).Any())
        {
            return model;
        }

        var inlined = model.Clone();
        long total = 0;
        foreach (var tensor in Tensors(inlined))
        {
            total += Read(inlined, tensor, limit: Array.MaxLength - total);
        }

        return inlined;
    }

    /// <summary>Paths of the files beside the model, each once, in ordinal order; empty when it has none.</summary>
    /// <exception cref="OnnxFormatException">A file is missing or outside the model's folder.</exception>
    public static IReadOnlyList<string> Files(OnnxModel model) => [.. Tensors(model).Select(t => Locate(model, t)).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<TensorProto> Tensors(OnnxModel model) =>
        GraphWalk.Graphs(model.Graph).SelectMany(g => g.Initializer).Where(t => t.DataLocation == DataLocation.External);

    private static long Read(OnnxModel model, TensorProto tensor, long limit)
    {
        var path = Locate(model, tensor);
        var offset = Number(tensor, "offset") ?? 0;
        using var file = File.OpenRead(path);
        var length = Number(tensor, "length") ?? Math.Max(0, file.Length - offset);
        if (length > limit)
        {
            throw new OnnxFormatException($"The weights of '{model.Name}' exceed 2 GiB, more than one ONNX graph can hold in memory. Export a smaller model, or in float16.");
        }

        if (offset > file.Length || length > file.Length - offset)
        {
            throw new OnnxFormatException(
                $"Weight '{tensor.Name}' of '{model.Name}' is {length} bytes from byte {offset} of '{path}', which has only {file.Length}: the file is truncated or belongs to another model.");
        }

        file.Position = offset;
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
        tensor.ExternalData.Clear();
        tensor.ClearDataLocation();
        return length;
    }

    private static string Locate(OnnxModel model, TensorProto tensor)
    {
        var location = Entry(tensor, "location")
            ?? throw new OnnxFormatException($"Weight '{tensor.Name}' of '{model.Name}' is said to be in another file, but not in which.");
        if (model.Folder is null)
        {
            throw new OnnxFormatException($"Weight '{tensor.Name}' of '{model.Name}' is in the file '{location}', but the model came without a folder to look in. Load it from its path.");
        }

        var root = Path.GetFullPath(model.Folder);
        var path = Path.GetFullPath(Path.Combine(root, location));
        if (Path.IsPathRooted(location) || !path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new OnnxFormatException($"Weight '{tensor.Name}' of '{model.Name}' points to '{location}', outside the model's folder; only files in that folder are read.");
        }

        return File.Exists(path)
            ? path
            : throw new OnnxFormatException($"Weight '{tensor.Name}' of '{model.Name}' is in the file '{path}', which does not exist. Copy it beside the model.");
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key) => Entry(tensor, key) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new OnnxFormatException($"The external {key} of weight '{tensor.Name}' is '{text}'; expected a number of bytes.");
}
