using MLExplain.Evaluation;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

public sealed class LocalisationTests
{
    // Sums of a few float32 values in float64, and one division.
    private const double Rounding = 1e-7;

    private static readonly string[] Names = ["pointing-game", "relevance-mass", "relevance-rank", "mass-over-area", "iou"];

    public static TheoryData<string> All => new(Names);

    [Theory]
    [MemberData(nameof(All))]
    public void WithoutAUsableMaskOrMap_ThereIsAReason_NeverAHit(string name)
    {
        Assert.Equal(MeasureStatus.Undefined, Score(name, Judged.Masked(1, 3), 1, 2, 3).Status);
        Assert.Equal(MeasureStatus.NotApplicable, Score(name, Judged.Image(1, 3, 0, 0, 0), 1, 2, 3).Status);
        Assert.Equal(MeasureStatus.NotApplicable, Score(name, Judged.Masked(1, 3, 0) with { Mask = [true] }, 1, 2, 3).Status);
        Assert.Equal(MeasureStatus.Undefined, Score(name, Judged.Masked(1, 3, 0), 0, 0, 0).Status);
        Assert.Equal(MeasureStatus.Undefined, Score(name, Judged.Masked(1, 3, 0), 2, 2, 2).Status);
        Assert.Equal(MeasureStatus.Undefined, Score(name, Judged.Masked(1, 3, 0), 1, float.NaN, 2).Status);
        Assert.EndsWith(".", Score(name, Judged.Masked(1, 3), 1, 2, 3).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pointing-game", 1)]
    [InlineData("relevance-mass", 1)]
    [InlineData("relevance-rank", 1)]
    [InlineData("mass-over-area", 4 / 2.0)]
    [InlineData("iou", 1)]
    public void AMapThatIsTheMask_ScoresBest(string name, double best) =>
        Assert.Equal(best, Score(name, Judged.Masked(2, 2, 1, 2), 0, 1, 1, 0).Value!.Value, Rounding);

    [Theory]
    [InlineData("pointing-game", 0)]
    [InlineData("relevance-mass", 0)]
    [InlineData("relevance-rank", 0)]
    [InlineData("mass-over-area", 0)]
    [InlineData("iou", 0)]
    public void AMapOfEverythingElse_ScoresWorst(string name, double worst) =>
        Assert.Equal(worst, Score(name, Judged.Masked(2, 2, 1, 2), 1, 0, 0, 1).Value!.Value, Rounding);

    /// <summary>The signed sum of this map is 0, by which others divide; its positive relevance is 4, 3 of it inside.</summary>
    [Fact]
    public void SignedMaps_AreNotSummedToNothing()
    {
        var image = Judged.Masked(2, 2, 0, 1);

        Assert.Equal(0.75, Score("relevance-mass", image, 3, -4, 1, 0).Value!.Value, Rounding);
        Assert.Equal(7 / 8.0, Score("relevance-mass", image, [3, -4, 1, 0], ("sign", "absolute")).Value!.Value, Rounding);
        Assert.Equal(1.5, Score("mass-over-area", image, 3, -4, 1, 0).Value!.Value, Rounding);
    }

    [Fact]
    public void NegativeMaps_HaveNoPositiveMass()
    {
        var image = Judged.Masked(2, 2, 0, 1);

        Assert.Equal(MeasureStatus.Undefined, Score("relevance-mass", image, -3, -4, -1, 0).Status);
        Assert.Equal(MeasureStatus.Undefined, Score("mass-over-area", image, -3, -4, -1, 0).Status);
        Assert.Equal(MeasureStatus.Undefined, Score("iou", image, -3, -4, -1, 0).Status);
        Assert.Equal(0, Score("pointing-game", image, -3, -4, -1, 0).Value);
    }

    /// <summary>Three pixels share the largest value and one is inside; the top of two has one place left for three tied pixels.</summary>
    [Fact]
    public void TiedPixels_ShareTheirCredit()
    {
        Assert.Equal(1 / 3.0, Score("pointing-game", Judged.Masked(2, 2, 0, 3), 2, 2, 2, 1).Value!.Value, Rounding);
        Assert.Equal((1 + (1 / 3.0)) / 2, Score("relevance-rank", Judged.Masked(2, 2, 0, 1), 5, 2, 2, 2).Value!.Value, Rounding);
    }

    /// <summary>The point is in row 0, column 0 and the mask in row 3, column 4: 5 pixels away.</summary>
    [Theory]
    [InlineData("4", 0)]
    [InlineData("5", 1)]
    public void Tolerance_IsADistance(string tolerance, double expected) =>
        Assert.Equal(expected, Score("pointing-game", Judged.Masked(4, 5, 19), [9, .. new float[19]], ("tolerance", tolerance)).Value);

    /// <summary>Values of at least half of 8 are shown: pixels 0, 1 and 2; two of the three pixels of the mask are among them.</summary>
    [Fact]
    public void Iou_CountsShownPixels()
    {
        var image = Judged.Masked(1, 5, 1, 2, 3);

        Assert.Equal(2 / 4.0, Score("iou", image, [8, 4, 5, 3, -9], ("threshold", "0.5")).Value!.Value, Rounding);
        Assert.Equal(3 / 4.0, Score("iou", image, 8, 4, 5, 3, -9).Value!.Value, Rounding);
    }

    [Theory]
    [InlineData("pointing-game", "tolerance", "-1", "'pointing-game': tolerance is -1 but must be at least 0.")]
    [InlineData("iou", "threshold", "0", "'iou': threshold is 0 but must be above 0 and at most 1.")]
    [InlineData("relevance-mass", "sign", "signed", "'relevance-mass' option 'sign' is 'signed', but it takes positive, absolute.")]
    public void BadOptions_SayWhatIsExpected(string name, string key, string value, string sentence)
    {
        var error = Assert.Throws<ArgumentException>(() => Measures.Create(name, new Dictionary<string, string> { [key] = value }));

        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMapOfAnotherSize_HasAReason()
    {
        var map = new EvaluatedMap("grad-cam", Judged.Masked(4, 4, 1), new Tensor(2, 2));

        Assert.Equal(MeasureStatus.NotApplicable, Judged.Of(new PointingGame(), Judged.Unasked, map).Status);
    }

    private static MeasureScore Score(string name, EvaluatedImage image, params float[] map) => Score(name, image, map, []);

    private static MeasureScore Score(string name, EvaluatedImage image, float[] map, params (string Key, string Value)[] options) =>
        Judged.Of((IMapMeasure)Measures.Create(name, options.ToDictionary(o => o.Key, o => o.Value), new MethodContext()), Judged.Unasked, Judged.Map(image, map));
}
