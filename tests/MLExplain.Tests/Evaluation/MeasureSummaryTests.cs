using MLExplain.Evaluation;

namespace MLExplain.Tests.Evaluation;

public sealed class MeasureSummaryTests
{
    private static readonly MeasureFacts Facts = Measures.Find("iou").Facts;

    [Fact]
    public void EveryImageIsCountedOnce_AndTheCommonestReasonIsSaidOfTheFirstImageThatHasIt()
    {
        var summary = MeasureSummary.Of(
            Facts,
            [
                Of("a", MeasureScore.Of(1)), Of("b", MeasureScore.NotApplicable("The image 'b' has no mask.")), Of("c", MeasureScore.Undefined("The mask of 'c' is empty.")),
                Of("d", MeasureScore.NotApplicable("The image 'd' has no mask.")), Of("e", MeasureScore.Of(2, note: "Measured with x.")), Of("f", MeasureScore.Of(6)),
            ],
            seed: 1);

        Assert.Equal((6, 3, 1, 2), (summary.Images, summary.Value.Count, summary.Undefined, summary.NotApplicable));
        Assert.Equal(("The image 'b' has no mask.", 2), (summary.Reason, summary.ReasonCount));
        Assert.Equal((3.0, 2.0), (summary.Value.Mean, summary.Median));
        Assert.InRange(summary.Value.Lower!.Value, 1, 3);
        Assert.InRange(summary.Value.Upper!.Value, 3, 6);
        Assert.Equal("Measured with x.", summary.Note);
        Assert.Empty(summary.Curve);
    }

    [Fact]
    public void OfNoImage_ThereIsNothing()
    {
        var summary = MeasureSummary.Of(Facts, [], seed: 1);

        Assert.Equal((0, (double?)null, (double?)null, "", 0), (summary.Images, summary.Value.Mean, summary.Median, summary.Reason, summary.ReasonCount));
    }

    /// <summary>One image lacks the place 3: there the mean is of the other.</summary>
    [Fact]
    public void CurvesMeetWhereTheyWereMeasured()
    {
        var bands = CurveBand.Of([[new(1, 2), new(3, 4)], [], [new(1, 6)]], seed: 1);

        Assert.Equal([(1.0, 4.0, 2), (3.0, 4.0, 1)], bands.Select(b => (b.X, b.Y.Mean!.Value, b.Y.Count)));
    }

    /// <summary>y = x measured at other places than y = 1 − x: their mean is 1/2 everywhere.</summary>
    [Fact]
    public void CurvesOverTheUnitInterval_AreReadAtTheSamePlaces()
    {
        var bands = CurveBand.Of([[new(0, 0), new(0.35, 0.35), new(1, 1)], [new(0, 1), new(0.7, 0.3), new(1, 0)]], seed: 1);

        Assert.Equal(26, bands.Count);
        Assert.Equal((0.0, 1.0), (bands[0].X, bands[^1].X));

        // Linear interpolation in float64.
        Assert.All(bands, b => Assert.Equal(0.5, b.Y.Mean!.Value, 1e-12));
        Assert.All(bands, b => Assert.Equal(2, b.Y.Count));
    }

    private static KeyValuePair<string, MeasureScore> Of(string image, MeasureScore score) => KeyValuePair.Create(image, score);
}
