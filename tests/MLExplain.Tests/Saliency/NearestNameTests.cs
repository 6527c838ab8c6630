using MLExplain.Saliency;

namespace MLExplain.Tests.Saliency;

/// <summary>What is mistyped is answered with what was meant; what means something else is not.</summary>
public sealed class NearestNameTests
{
    [Theory]
    [InlineData("modle", "model")]
    [InlineData("BGR", "bgr")]
    [InlineData("brg", "bgr")]
    [InlineData("sx", "sex")]
    [InlineData("melanoma", null)]
    [InlineData("f", null)]
    [InlineData("", null)]
    public void ANearNameIsSuggested_AFarOneIsNot(string word, string? expected) =>
        Assert.Equal(expected, NearestName.Of(word, ["model", "bgr", "sex", "benign", "malignant"]));

    [Fact]
    public void WithoutNamesThereIsNone() => Assert.Null(NearestName.Of("a", []));
}
