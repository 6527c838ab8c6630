using MLExplain.Audit;

namespace MLExplain.Tests.Audit;

public sealed class ReductionTests
{
    private static readonly AuditReport Report = new()
    {
        Title = "t",
        Facts = [],
        Images = [.. new[]
        {
            Image("a", "x", "x", "II", 3), Image("b", "x", "y", "II", 5), Image("c", "x", "y", "", 1), Image("d", "y", "y", "V", null),
            Image("e", "x", "y", "II", 9), Image("f", "x", "", "II", null) with { Status = ImageStatus.Unreadable },
        }.Select(r => new AuditedImage(r, null, []))],
    };

    [Fact]
    public void GroupsCountEveryEvaluatedImageOncePerAttribute()
    {
        Assert.Equal(
            [
                new("", "", "", 5, 2), new("", "", "x", 4, 1), new("", "", "y", 1, 1),
                new("tone", "", "", 1, 0), new("tone", "", "x", 1, 0), new("tone", "", "y", 0, 0),
                new("tone", "II", "", 3, 1), new("tone", "II", "x", 3, 1), new("tone", "II", "y", 0, 0),
                new("tone", "V", "", 1, 1), new("tone", "V", "x", 0, 0), new("tone", "V", "y", 1, 1),
            ],
            Report.Groups);
        Assert.Null(Report.Groups.Single(g => g is { Value: "V", Label: "x" }).Share);
    }

    [Fact]
    public void RegionsAreMediansOfTheMeasuredImagesOfAnOutcome() => Assert.Equal(
        [
            new("gradient", "x", "x", "lesion", 1, 3), new("gradient", "x", "y", "lesion", 3, 5), new("gradient", "y", "y", "lesion", 0, null),
        ],
        Report.Regions);

    private static ImageRecord Image(string id, string label, string prediction, string tone, double? ratio) => new()
    {
        Id = id, File = id, ContentHash = "", Label = label, Prediction = prediction, Status = ImageStatus.Ok, Groups = [KeyValuePair.Create("tone", tone)],
        Explanations = prediction.Length == 0 ? [] :
        [
            new ExplanationRecord
            {
                Method = "gradient", Target = 0, Score = 0, BaselineScore = null, Sum = 0, Residual = null, GradientCalls = 1,
                Regions = [new RegionShare("lesion", ratio is null ? null : 0.0625, ratio * 0.0625, ratio is null ? "no_mask" : "ok")],
            },
        ],
    };
}
