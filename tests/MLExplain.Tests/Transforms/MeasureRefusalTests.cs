using Microsoft.ML;
using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;
using MLExplain.Tests.Transforms.Contract;

namespace MLExplain.Tests.Transforms;

/// <summary>A score column that cannot be is refused where it is asked for, in one sentence.</summary>
public sealed class MeasureRefusalTests
{
    private readonly MLContext _ml = new(seed: 1);

    private TransformsCatalog Transforms => _ml.Transforms;

    [Fact]
    public void OptionsOutOfRange() =>
        Assert.Contains("steps is 0 but must be at least 1", Refusal(() => Transforms.MeasureDeletion("Score", "Pixels", "Saliency", "absent.onnx", new() { Steps = 0 })), StringComparison.Ordinal);

    [Fact]
    public void AClassForAMeasureThatAsksNone() =>
        Assert.Contains("'iou' holds a map against a mask and asks no class", Refusal(() => Transforms.MeasureIou("Score", "Saliency", "Mask", column: new() { TargetColumnName = "Class" })), StringComparison.Ordinal);

    [Fact]
    public void ACurveOfAMeasureWithoutOne() =>
        Assert.Contains("'iou' has no curve", Refusal(() => Transforms.MeasureIou("Score", "Saliency", "Mask", column: new() { CurveColumnName = "Curve" })), StringComparison.Ordinal);

    [Theory]
    [InlineData("", null)]
    [InlineData("Score", null)]
    [InlineData("Same", "Same")]
    [InlineData(null, "Score")]
    [InlineData(null, "ScoreStatus")]
    [InlineData(null, "")]
    public void ColumnsOfOneName(string? status, string? curve) => Assert.Contains(
        "names are expected that are not empty and differ",
        Refusal(() => Transforms.MeasureDeletion("Score", "Pixels", "Saliency", "absent.onnx", column: new() { StatusColumnName = status, CurveColumnName = curve })),
        StringComparison.Ordinal);

    [Fact]
    public void AnEntropyThatNoFileCanHold() => Assert.Contains(
        "the entropy estimator 'counted colours' cannot be",
        Refusal(() => Transforms.MeasurePicSic("Score", "Pixels", "Saliency", "absent.onnx", new() { Entropy = new CountedColours() })),
        StringComparison.Ordinal);

    [Fact]
    public void ASecondNetworkOfAnotherShape()
    {
        using var folder = new TemporaryFolder();
        var larger = folder.File("larger.onnx", SmallModels.Convolutional(size: 16).ToBytes());
        var source = _ml.Data.LoadFromEnumerable([ContractData.Row(0)]);
        var estimator = Transforms.MeasureDataRandomisation("Score", Transforms.ExplainGradient("Unused", "Pixels", ContractData.ModelFile), larger);

        Assert.Contains("compares two trainings of one network, but the model takes 3x8x8", Refusal(() => estimator.Fit(source)), StringComparison.Ordinal);
    }

    [Fact]
    public void AMapThatIsNotAsLargeAsTheImage()
    {
        var source = _ml.Data.LoadFromEnumerable([ContractData.Row(0)]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Transforms.MeasureDeletion("Score", "Pixels", "Map", ContractData.ModelFile).Fit(source));

        Assert.StartsWith("Schema mismatch for input column 'Map': expected known-size vector of Single, [C,8,8] or [8,8], got Vector<Single, 2, 3, 3>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMaskOfAnotherSize()
    {
        var source = _ml.Data.LoadFromEnumerable([ContractData.Row(0)]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Transforms.MeasureIou("Score", "Map", "Mask").Fit(source));

        Assert.StartsWith("Schema mismatch for input column 'Mask': expected vector of Single of size 9, one value for each pixel of the map (3x3), got Vector<Single, 8, 8>", error.Message, StringComparison.Ordinal);
    }

    private static string Refusal(Func<object> request) => Assert.Throws<ArgumentException>(request).Message;

    private sealed class CountedColours : IEntropyEstimator
    {
        public string Name => "counted colours";

        public double Estimate(RgbImage picture) => picture.Pixels.Distinct().Count();
    }
}
