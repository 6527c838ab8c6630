using Google.Protobuf;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Tests.Models;

/// <summary>Saves a model with its weights in a file beside it.</summary>
internal static class OutsideWeights
{
    public static void Save(OnnxModel model, string path, string weightsPath, string location, long? offset = null, long? length = null)
    {
        using var weights = File.Create(weightsPath);
        foreach (var tensor in model.Graph.Initializer.Where(t => t.Name.StartsWith('w')))
        {
            var (position, size) = (offset ?? weights.Position, length ?? tensor.RawData.Length);
            weights.Write(tensor.RawData.Span);
            tensor.RawData = ByteString.Empty;
            tensor.ClearRawData();
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = FormattableString.Invariant($"{position}") });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = FormattableString.Invariant($"{size}") });
        }

        model.Save(path);
    }
}
