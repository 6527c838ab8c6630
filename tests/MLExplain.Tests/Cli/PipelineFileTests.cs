using MLExplain.Cli.Pipelines;
using MLExplain.Imaging;

namespace MLExplain.Tests.Cli;

public sealed class PipelineFileTests
{
    private const string Valid = """
        name: demo
        model:
          path: model.onnx
          preprocessing:
            channels: bgr
            mean: [104, 117, 123]
            scale: 1
        data:
          manifest: manifest.csv
          columns:
            groups: [skin_tone]
            masks:
              lesion: lesion_mask
        explain:
          - method: integrated-gradients
            options:
              steps: 50
        """;

    [Fact]
    public void AValidFileIsReadWithItsDefaults()
    {
        var pipeline = PipelineFile.Parse(Valid, "p.yaml");

        Assert.Equal("model.onnx", pipeline.Model.Path);
        Assert.Equal(ChannelOrder.Bgr, pipeline.Model.Preprocessing.Channels);
        Assert.Equal([104f, 117f, 123f], pipeline.Model.Preprocessing.Mean);
        Assert.Equal("lesion_mask", pipeline.Data.Columns.Masks["lesion"]);
        Assert.Equal("50", pipeline.Explain[0].Options["steps"]);
        Assert.Equal("auto", pipeline.Model.Device);
        Assert.Equal("id", pipeline.Data.Columns.Id);
    }

    [Theory]
    [InlineData("manifest:", "manifset:", "p.yaml(9,3): unknown key 'manifset': did you mean 'manifest'? Known here: columns, manifest, root.")]
    [InlineData("channels: bgr", "channels: brg", "p.yaml(5,15): unknown value 'brg': did you mean 'bgr'? Known here: bgr, gray, rgb.")]
    [InlineData("scale: 1", "scale: big", "p.yaml(7,12): ")]
    [InlineData("name: demo", "name: demo\nname: again", "p.yaml(2,1): ")]
    [InlineData("  path: model.onnx\n", "", "'path'")]
    public void AMistakeIsAnsweredWithItsPlaceAndTheNearestKey(string good, string bad, string expected)
    {
        var e = Assert.Throws<ConfigurationException>(() => PipelineFile.Parse(Valid.ReplaceLineEndings("\n").Replace(good, bad, StringComparison.Ordinal), "p.yaml"));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
