using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class TopRegionTests
{
    // Channel sums 3, 1, 3, −5, 3.
    private static readonly Attribution Pixels = new()
    {
        Values = new Tensor([2, 1, 5], [1, 1, 4, -5, 0, 2, 0, -1, 0, 3]), Target = 0, Score = 0, Sum = 5, GradientCalls = 1,
    };

    [Theory]
    [InlineData(0.1, new[] { true, false, false, false, false })]
    [InlineData(0.4, new[] { true, false, true, false, false })]
    [InlineData(0.8, new[] { true, true, true, false, true })]
    [InlineData(1, new[] { true, true, true, true, true })]
    public void PixelsAreTakenByTheirChannelSum_TiedOnesInOrder(double share, bool[] expected) => Assert.Equal(expected, TopRegion.Of(Pixels, share));

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void AShareThatIsNone_IsRefused(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => TopRegion.Of(Pixels, share));

    [Fact]
    public void APictureOfAnotherSize_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TopRegion.Picture(new RgbImage(1, 1, [0, 0, 0]), [true, false]));
}
