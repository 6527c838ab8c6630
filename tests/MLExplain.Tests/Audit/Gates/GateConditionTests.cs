using MLExplain.Audit.Gates;

namespace MLExplain.Tests.Audit.Gates;

public class GateConditionTests
{
    [Theory]
    [InlineData("tpr >= 0.7", "tpr[*] >= 0.7")]
    [InlineData(" equal_opportunity_difference[sex]<=0.1 ", "equal_opportunity_difference[sex] <= 0.1")]
    [InlineData("tpr[sex & age; malignant] > 5e-1 warning", "tpr[sex & age; malignant] > 0.5 warning")]
    [InlineData("tpr[*&*] < -1 error", "tpr[*&*] < -1")]
    [InlineData("tpr[; malignant] < 1", "tpr[*; malignant] < 1")]
    public void TextIsReadAndWritten(string text, string expected)
    {
        Assert.Equal(expected, GateCondition.Parse(text).ToString());
        Assert.Equal(GateCondition.Parse(text), GateCondition.Parse(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tpr")]
    [InlineData("tpr = 0.1")]
    [InlineData("tpr <= high")]
    [InlineData("tpr <= NaN")]
    [InlineData("tpr <= 0,1")]
    [InlineData("tpr <= 0.1 fatal")]
    [InlineData("tpr[sex <= 0.1")]
    public void WhatIsNoConditionIsRefusedWithAnExample(string text)
    {
        var refusal = Assert.Throws<ArgumentException>(() => GateCondition.Parse(text));

        Assert.StartsWith($"'{text}' is no gate: expected", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tpr >= 0", 2)]
    [InlineData("tpr[sex] >= 0", 1)]
    [InlineData("tpr[sex & age] >= 0", 1)]
    [InlineData("tpr[*&*] >= 0", 1)]
    [InlineData("tpr[*; b] >= 0", 1)]
    public void AttributeAndClassSelect(string text, int expected)
    {
        Measurement[] numbers = [Of("sex", "a"), Of("age", "b"), Of("sex & age", "a") with { IsIntersection = true }];

        Assert.Equal(expected, GateDecision.Of([GateCondition.Parse(text)], numbers).Count(GateStatus.Pass));
    }

    [Theory]
    [InlineData("tqr >= 0", "did you mean 'tpr'?")]
    [InlineData("tpr[site] >= 0", "'tpr' is not measured for such an attribute and class: there is no such group")]
    public void AConditionThatSpeaksOfNoNumber_IsNotEvaluated(string text, string reason)
    {
        var result = GateDecision.Of([GateCondition.Parse(text)], [Of("sex", "a")]).Results.Single();

        Assert.Equal(GateStatus.NotEvaluated, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    private static Measurement Of(string attribute, string @class) => new() { Section = "made", Metric = "tpr", Attribute = attribute, Class = @class, Value = 0.5, Lower = 0.5, Upper = 0.5 };
}
