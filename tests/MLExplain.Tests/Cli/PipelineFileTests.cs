using MLExplain.Cli.Pipelines;
using MLExplain.Imaging;

namespace MLExplain.Tests.Cli;

public sealed class PipelineFileTests
{
    private static readonly DateOnly Day = new(2026, 7, 31);

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
        var pipeline = PipelineFile.Parse(Valid, "p.yaml", Day);

        Assert.Equal("model.onnx", pipeline.Model.Path);
        Assert.Equal(ChannelOrder.Bgr, pipeline.Model.Preprocessing.Channels);
        Assert.Equal([104f, 117f, 123f], pipeline.Model.Preprocessing.Mean);
        Assert.Equal("lesion_mask", pipeline.Data.Columns.Masks["lesion"]);
        Assert.Equal("50", pipeline.Explain[0].Options["steps"]);
        Assert.Equal("auto", pipeline.Model.Device);
        Assert.Equal("id", pipeline.Data.Columns.Id);
    }

    [Theory]
    [InlineData("manifest:", "manifset:", "p.yaml(9,3): unknown key 'manifset': did you mean 'manifest'? Known here: columns, emptyMask, labels, manifest, maskRoot, root.")]
    [InlineData("channels: bgr", "channels: brg", "p.yaml(5,15): unknown value 'brg': did you mean 'bgr'? Known here: bgr, gray, rgb.")]
    [InlineData("scale: 1", "scale: big", "p.yaml(7,12): scale takes one number with a point as its decimal sign, such as 0.5, but 'big' was found.")]
    [InlineData("scale: 1", "scale: 1,5", "p.yaml(7,12): scale takes one number with a point as its decimal sign, such as 0.5, but '1,5' was found.")]
    [InlineData("scale: 1", "scale: [1]", "p.yaml(7,12): scale takes one number with a point as its decimal sign, such as 0.5, but a list or a section was found.")]
    [InlineData("scale: 1", "shortSide: 2x", "p.yaml(7,16): shortSide takes a whole number, such as 256, but '2x' was found.")]
    [InlineData("[104, 117, 123]", "0.5x", "p.yaml(6,11): mean takes numbers with a point as their decimal sign, such as [0.4, 0.5, 0.6], but '0.5x' was found.")]
    [InlineData("[104, 117, 123]", "[104, b, 123]", "p.yaml(6,17): mean takes numbers with a point as their decimal sign, such as [0.4, 0.5, 0.6], but 'b' was found.")]
    [InlineData("name: demo", "name: demo\nseed: many", "p.yaml(2,7): seed takes a whole number, such as 256, but 'many' was found.")]
    [InlineData("name: demo", "name: demo\nname: again", "p.yaml(2,1): ")]
    [InlineData("  path: model.onnx", "\tpath: model.onnx", "p.yaml(3,1): a tab indents this line: indent with spaces.")]
    [InlineData("  path: model.onnx\n", "", "'path'")]
    public void AMistakeIsAnsweredWithItsPlaceAndTheNearestKey(string good, string bad, string expected)
    {
        var e = Assert.Throws<ConfigurationException>(() => PipelineFile.Parse(Valid.ReplaceLineEndings("\n").Replace(good, bad, StringComparison.Ordinal), "p.yaml", Day));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[104, 117, 123]", "0.5", new[] { 0.5f })]
    [InlineData("[104, 117, 123]", "[0.5]", new[] { 0.5f })]
    [InlineData("[104, 117, 123]", "[-1.5, 2e-3, 3]", new[] { -1.5f, 2e-3f, 3f })]
    [InlineData("[104, 117, 123]", "\n    - 1\n    - 2\n    - 3", new[] { 1f, 2f, 3f })]
    public void AMeanIsOneNumberOrAList(string given, string written, float[] expected) =>
        Assert.Equal(expected, PipelineFile.Parse(Valid.ReplaceLineEndings("\n").Replace(given, written, StringComparison.Ordinal), "p.yaml", Day).Model.Preprocessing.Mean);

    [Theory]
    [InlineData("shortSide: 256", 256)]
    [InlineData("shortSide:", null)]
    [InlineData("shortSide: ~", null)]
    public void AnOptionalNumberMayBeLeftEmpty(string written, int? expected) =>
        Assert.Equal(expected, PipelineFile.Parse(Valid.Replace("scale: 1", written, StringComparison.Ordinal), "p.yaml", Day).Model.Preprocessing.ShortSide);

    [Fact]
    public void AGateIsATextOrASectionAndMeansTheSame()
    {
        const string gates = """

            audit:
              gates:
                - equal_opportunity_difference[skin; malignant] <= 0.1 warning
                - metric: equal_opportunity_difference
                  attribute: skin
                  class: malignant
                  operator: atMost
                  threshold: 0.1
                  severity: warning
                - { metric: confirmed_spurious_findings, threshold: 0 }
            """;

        var read = PipelineFile.Parse(Valid + gates, "p.yaml", Day).Audit!.Gates!.Select(g => g.ToCondition()).ToList();

        Assert.Equal(read[0], read[1]);
        Assert.Equal(["equal_opportunity_difference[skin; malignant] <= 0.1 warning", "confirmed_spurious_findings[*] <= 0"], read.Skip(1).Select(g => $"{g}"));
    }
}
