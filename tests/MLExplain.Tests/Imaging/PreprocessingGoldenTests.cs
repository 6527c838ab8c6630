using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

/// <summary>Network inputs made by Pillow 9.4 and NumPy, against ours from the same picture files.</summary>
public sealed class PreprocessingGoldenTests
{
    private static readonly Preprocessing SqueezeNet = new()
    {
        Width = 224,
        Height = 224,
        Resize = ResizeMode.ShortSideThenCrop,
        ShortSide = 256,
        Channels = ChannelOrder.Bgr,
        Scale = 1,
        Mean = [104, 117, 123],
    };

    private static readonly Preprocessing Mnist = new() { Width = 28, Height = 28, Resize = ResizeMode.None, Channels = ChannelOrder.Gray, Scale = 1 };

    [SkippableTheory]
    [InlineData("coffee.png")]
    [InlineData("chelsea.png")]
    [InlineData("broccoli.jpg")]
    public void OnPhoto_EqualsPillowToTheBit(string file)
    {
        var expected = Golden("squeezenet10", Path.GetFileNameWithoutExtension(file));

        var actual = SqueezeNet.Apply(ImageDecoder.Decode(Repository.SharedFile("goldens", "images", file)));

        Assert.Equal(expected.Values, actual.Values);
    }

    [SkippableTheory]
    [InlineData("0_37")]
    [InlineData("1_1500")]
    [InlineData("2_2750")]
    [InlineData("4_4200")]
    [InlineData("6_6400")]
    [InlineData("8_8300")]
    public void OnGrayPng_EqualsPillowToTheBit(string digit)
    {
        var expected = Golden("mnist_cntk", $"digit_{digit}");

        var actual = Mnist.Apply(ImageDecoder.Decode(Repository.SharedFile("goldens", "images", $"mnist_digit_{digit}.png")));

        Assert.Equal(expected.Values, actual.Values);
    }

    private static Tensor Golden(string model, string image) => Npy.Read(Repository.SharedFile("goldens", model, image, "input.npy"));
}
