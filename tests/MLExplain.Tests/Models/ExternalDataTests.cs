using MLExplain.Models;
using MLExplain.Onnx;

namespace MLExplain.Tests.Models;

/// <summary>Weights in a file beside the model.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlexplain").FullName;

    private string Model => Path.Combine(_folder, "model.onnx");

    private string Weights => Path.Combine(_folder, "weights.bin");

    [Fact]
    public void WeightsInASideFile_GiveTheSameScores()
    {
        Write("weights.bin");
        var x = SmallModels.Noise(1, 2, 3, 16, 16);
        using var inside = OnnxClassifier.Load(SmallModels.Convolutional());
        using var outside = OnnxClassifier.Load(Model);

        Assert.Equal(inside.Score(x).Values, outside.Score(x).Values);
    }

    [Fact]
    public void TheHashIsOfTheWeightsToo()
    {
        Write("weights.bin");
        string Hash()
        {
            using var model = OnnxClassifier.Load(Model);
            return model.Summary.Sha256;
        }

        string Of(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
        var before = Hash();
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Of(Model) + "\n" + Of(Weights)))), before);

        var bytes = File.ReadAllBytes(Weights);
        bytes[0] ^= 1;
        File.WriteAllBytes(Weights, bytes);

        Assert.NotEqual(before, Hash());
        Assert.Equal([Weights], OnnxModel.Load(Model).WeightFiles);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        Write("weights.bin");
        File.Delete(Weights);

        AssertSays($"Weight 'w1' of '{Model}' is in the file '{Weights}', which does not exist.");
    }

    [Fact]
    public void TruncatedFile_IsNamed()
    {
        Write("weights.bin");
        File.WriteAllBytes(Weights, new byte[10]);

        AssertSays($"Weight 'w1' of '{Model}' is 864 bytes from byte 0 of '{Weights}', which has only 10");
    }

    [Fact]
    public void PlaceWhoseEndOverflows_IsNamed()
    {
        Write("weights.bin", offset: long.MaxValue);

        AssertSays($"Weight 'w1' of '{Model}' is 864 bytes from byte {long.MaxValue} of '{Weights}', which has only");
    }

    [Fact]
    public void WeightOfMoreThanTwoGibibytes_IsRefusedBeforeItIsRead()
    {
        Write("weights.bin", length: 3L << 30);

        AssertSays($"The weights of '{Model}' exceed 2 GiB");
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("/etc/hostname")]
    public void PathOutsideTheFolder_IsRefused(string location)
    {
        Write(location);

        AssertSays($"points to '{location}', outside the model's folder");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void AssertSays(string part) =>
        Assert.Contains(part, Assert.Throws<OnnxFormatException>(() => OnnxClassifier.Load(Model)).Message, StringComparison.Ordinal);

    private void Write(string location, long? offset = null, long? length = null) => OutsideWeights.Save(SmallModels.Convolutional(), Model, Weights, location, offset, length);
}
