using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Tests.Imaging;

public sealed class MapPictureTests
{
    private static readonly RgbImage Grey = new(8, 8, [.. Enumerable.Repeat((byte)90, 3 * 64)]);

    [Fact]
    public void AMapOfZeros_IsWhiteAlone_AndLeavesThePictureAsItIs()
    {
        var zeros = new Tensor(8, 8);

        Assert.All(MapPicture.Alone(zeros).Pixels, level => Assert.InRange(level, 240, 255));
        Assert.Equal(Grey.Pixels, MapPicture.Over(Grey, zeros).Pixels);
    }

    [Fact]
    public void OnlyWhatSpeaksForTheClass_LiesOverThePicture()
    {
        var map = new Tensor(8, 8);
        for (var i = 0; i < 64; i++)
        {
            map.Values[i] = i % 8 < 4 ? 1 : -1;
        }

        var over = MapPicture.Over(Grey, map);

        Assert.NotEqual(Grey.Pixels[..3], over.Pixels[..3]);
        Assert.Equal(Grey.Pixels[^3..], over.Pixels[^3..]);
    }
}
