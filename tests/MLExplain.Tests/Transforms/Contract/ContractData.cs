using System.Runtime.InteropServices;
using Google.Protobuf;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>The rows, files and network that all subjects share, made once for the whole run.</summary>
internal static class ContractData
{
    /// <summary>Rows this far apart are equal: a prime above the block of 16, so that no two rows of a block are.</summary>
    public const int Distinct = 17;

    private static readonly TemporaryFolder Folder = new();
    private static readonly OnnxExplainedModel Model;
    private static readonly OnnxExplainedModel ShuffledModel;
    private static readonly string[] Paths = [.. Enumerable.Range(0, Distinct).Select(i => Folder.File($"{i}.png", ImageEncoder.ToPng(Picture(i))))];
    private static readonly float[][] Saliency = [.. Enumerable.Range(0, Distinct).Select(i => SmallModels.Noise(200 + i, 3 * 8 * 8).Values)];
    private static readonly float[][] Pixels = [.. Enumerable.Range(0, Distinct).Select(i => SmallModels.Noise(100 + i, 3 * 8 * 8).Values)];

    static ContractData()
    {
        var network = SmallModels.Convolutional(size: 8);
        ModelFile = Folder.File("network.onnx", network.ToBytes());
        network.Graph.Initializer.Single(weight => weight.Name == "w2").RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(SmallModels.Noise(13, 16 * 8 * 3 * 3).Values));
        ShuffledFile = Folder.File("shuffled.onnx", network.ToBytes());
        (Model, ShuffledModel) = (OnnxExplainedModel.Open(ModelFile, null), OnnxExplainedModel.Open(ShuffledFile, null)); // held, so that the columns of all tests share their sessions
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
    }

    public static string ModelFile { get; }

    /// <summary>The same network with other weights.</summary>
    public static string ShuffledFile { get; }

    public static IClassifier Classifier => Model.Classifier;

    public static IClassifier Shuffled => ShuffledModel.Classifier;

    public static ContractRow Row(int id) => Make(id, Paths[id % Distinct], Pixels[id % Distinct]);

    /// <summary>A row that no subject can compute: an infinite pixel, a map with another, and a picture that is not there.</summary>
    public static ContractRow BrokenRow(int id)
    {
        var row = Make(id, Folder.Missing("none.png"), [.. Pixels[id % Distinct].Skip(1), float.PositiveInfinity]);
        row.Saliency = [.. Saliency[id % Distinct].Skip(1), float.NegativeInfinity];
        return row;
    }

    private static ContractRow Make(int id, string path, float[] pixels) => new()
    {
        Id = id,
        Path = path,
        Pixels = pixels,
        Saliency = Saliency[id % Distinct],
        Mask = [.. Enumerable.Range(0, 64).Select(i => (i + (id % Distinct)) % 8 < 3 ? 1f : 0f)],
        Map = [.. Enumerable.Range(0, 18).Select(i => (((id % Distinct * 7) + (i * i * 3)) % 17 / 8f) - 1)],
    };

    private static RgbImage Picture(int i)
    {
        var pixels = new byte[3 * 9 * 8];
        for (var j = 0; j < pixels.Length; j++)
        {
            pixels[j] = (byte)(((j * j) + (i * 37) + (j * 11)) % 256);
        }

        return new RgbImage(9, 8, pixels);
    }
}
