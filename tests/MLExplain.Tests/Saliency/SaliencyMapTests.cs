using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class SaliencyMapTests
{
    // Two pixels, three channels: (3, −4, 0) and (−1, −2, −2).
    private static readonly Attribution Attribution = new()
    {
        Values = new Tensor([3, 1, 2], [3, -1, -4, -2, 0, -2]),
        Target = 7,
        Score = 0,
        Sum = -6,
        GradientCalls = 1,
    };

    [Theory]
    [InlineData(ChannelReduction.Sum, -1, -5)]
    [InlineData(ChannelReduction.AbsoluteSum, 7, 5)]
    [InlineData(ChannelReduction.Max, 3, -1)]
    [InlineData(ChannelReduction.MaxAbsolute, 4, 2)]
    [InlineData(ChannelReduction.Mean, -1 / 3f, -5 / 3f)]
    [InlineData(ChannelReduction.L2, 5, 3)]
    public void EachReduction_IsItsFormula(ChannelReduction reduction, float first, float second)
    {
        var map = SaliencyMap.From(Attribution, reduction);

        Assert.Equal([1, 2], map.Values.Shape.ToArray());
        Assert.Equal([first, second], map.Values.Values);
        Assert.Equal(reduction, map.Reduction);
        Assert.Equal(7, map.Target);
    }

    [Fact]
    public void AMapOfPixels_CountsAsOneChannel()
    {
        var pixels = Attribution with { Values = new Tensor([3, 2], Attribution.Values.Values) };

        Assert.Equal([3, 2], SaliencyMap.From(pixels, ChannelReduction.Sum).Values.Shape.ToArray());
        Assert.Equal(pixels.Values.Values, SaliencyMap.From(pixels, ChannelReduction.Sum).Values.Values);
    }

    [Fact]
    public void EveryReduction_IsTested()
    {
        var tested = typeof(SaliencyMapTests).GetMethod(nameof(EachReduction_IsItsFormula))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (ChannelReduction)(int)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!);

        Assert.Equal(Enum.GetValues<ChannelReduction>().Order(), tested.Order());
    }
}
