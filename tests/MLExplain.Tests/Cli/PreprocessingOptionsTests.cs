using System.CommandLine;
using MLExplain.Cli.Commands;
using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Tests.Cli;

public sealed class PreprocessingOptionsTests
{
    [Theory]
    [InlineData("--mean 104 117 123")]
    [InlineData("--mean 104,117,123")]
    [InlineData("--mean 104,117 123")]
    [InlineData("--mean 104 --mean 117 --mean 123")]
    [InlineData("--mean 1.04e2,+117,123.0")]
    public void EveryWayToWriteThreeMeansGivesTheSameThree(string arguments) => Assert.Equal([104f, 117f, 123f], Read(arguments).Mean);

    [Theory]
    [InlineData("--mean -0.5", -0.5f)]
    [InlineData("--mean -1,-1,-1", -1f)]
    public void AMeanMayBeNegative(string arguments, float first) => Assert.Equal(first, Read(arguments).Mean[0]);

    [Fact]
    public void WithoutOptionsTheDocumentedDefaultsHold()
    {
        var preprocessing = Read(string.Empty);

        Assert.Equal([0f], preprocessing.Mean);
        Assert.Equal([1f], preprocessing.Std);
        Assert.Equal(1f / 255f, preprocessing.Scale);
        Assert.Null(preprocessing.ShortSide);
        Assert.Equal(LongSideRounding.Nearest, preprocessing.LongSide);
    }

    [Fact]
    public void ScaleAndShortSideAreReadAsWritten()
    {
        var preprocessing = Read("--scale 0.0078125 --short-side 256 --long-side down --channels bgr");

        Assert.Equal(0.0078125f, preprocessing.Scale);
        Assert.Equal(256, preprocessing.ShortSide);
        Assert.Equal(LongSideRounding.Down, preprocessing.LongSide);
        Assert.Equal(ChannelOrder.Bgr, preprocessing.Channels);
    }

    private static Preprocessing Read(string arguments)
    {
        var options = new PreprocessingOptions();
        var command = new RootCommand();
        options.AddTo(command);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return options.Create(parsed, new ImageShape(3, 224, 224));
    }
}
