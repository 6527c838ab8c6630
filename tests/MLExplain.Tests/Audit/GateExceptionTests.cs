using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Audit.Spurious;

namespace MLExplain.Tests.Audit;

/// <summary>A suspicion that was dismissed is dismissed in the next run too, with the gate that counts it.</summary>
public sealed class GateExceptionTests
{
    private static readonly GateCondition Gate = new(AuditMeasurements.ConfirmedFindings, GateOperator.AtMost, 0);

    [Theory]
    [InlineData(FindingVerdict.Suspected, FindingVerdict.Suspected, ExceptionState.Applied)]
    [InlineData(FindingVerdict.Confirmed, FindingVerdict.Confirmed, ExceptionState.Applied)]
    [InlineData(FindingVerdict.Confirmed, FindingVerdict.Suspected, ExceptionState.Applied)]
    [InlineData(FindingVerdict.Suspected, FindingVerdict.Confirmed, ExceptionState.Worse)]
    [InlineData(FindingVerdict.Suspected, FindingVerdict.Cleared, ExceptionState.Unused)]
    public void ASuspicionHoldsUntilItIsConfirmed(FindingVerdict then, FindingVerdict now, ExceptionState state)
    {
        var decision = GateExceptions.Apply(Decide(Finding("ruler", now)), [Dismissed(Finding("ruler", then))], new(2026, 7, 1), [Finding("ruler", now)]);

        Assert.Equal(state, Assert.Single(decision.Exceptions).State);
    }

    [Fact]
    public void TheGateDoesNotCountWhenEveryConfirmedSuspicionIsDismissed()
    {
        SpuriousFinding[] both = [Finding("ruler", FindingVerdict.Confirmed), Finding("ink", FindingVerdict.Confirmed)];

        var one = GateExceptions.Apply(Decide(both), [Dismissed(both[0])], new(2026, 7, 1), both);
        var all = GateExceptions.Apply(Decide(both), [Dismissed(both[0]), Dismissed(both[1])], new(2026, 7, 1), both);

        Assert.Equal(GateStatus.Fail, one.Status);
        Assert.Equal(GateStatus.NotEvaluated, all.Status);
        Assert.Equal("why", all.Results.Single().Exception!.Comment);
    }

    /// <summary>A failure that was dismissed where one group fares worst was not dismissed for others; which group fares best may change by chance.</summary>
    [Theory]
    [InlineData("f", "m", ExceptionState.Applied)]
    [InlineData("f", "x", ExceptionState.Applied)]
    [InlineData("m", "f", ExceptionState.Worse)]
    public void AGateHoldsForItsGroupsOnly(string low, string high, ExceptionState state)
    {
        GateDecision Gap(string a, string b) => GateDecision.Of(
            [new("gap", GateOperator.AtMost, 0.1)], [new() { Section = "fairness", Metric = "gap", Attribute = "sex", Value = 0.3, Lower = 0.2, Upper = 0.4, GroupA = a, GroupB = b, WorstOff = [a] }]);
        GateException dismissed = new(ReviewFinding.Of(Gap("f", "m"), [])[0], "why", new(2026, 8, 1), "A", "b", new(2026, 6, 1));

        Assert.Equal(state, Assert.Single(GateExceptions.Apply(Gap(low, high), [dismissed], new(2026, 7, 1)).Exceptions).State);
    }

    /// <summary>One finding more than was dismissed is another failure, although the dismissed interval reaches further.</summary>
    [Theory]
    [InlineData("ruler", ExceptionState.Applied)]
    [InlineData("ruler,ink", ExceptionState.Worse)]
    [InlineData("ink", ExceptionState.Worse)]
    public void ACountHoldsForWhatItCountedOnly(string confirmed, ExceptionState state)
    {
        GateDecision Count(params string[] found) => GateDecision.Of(
            [Gate], [new() { Section = "spurious", Metric = Gate.Metric, Value = found.Length, Lower = found.Length, Upper = found.Length + 2, GroupA = string.Join(", ", found), WorstOff = found, IsCount = true }]);
        GateException dismissed = new(ReviewFinding.Of(Count("ruler"), [])[0], "why", new(2026, 8, 1), "A", "b", new(2026, 6, 1));

        Assert.Equal(state, Assert.Single(GateExceptions.Apply(Count(confirmed.Split(',')), [dismissed], new(2026, 7, 1)).Exceptions).State);
    }

    /// <summary>Nor was a suspicion that pushes to another class, or moves the predictions further than chance would.</summary>
    [Theory]
    [InlineData("benign", 0.35, ExceptionState.Applied)]
    [InlineData("benign", -0.35, ExceptionState.Applied)]
    [InlineData("benign", 0.45, ExceptionState.Worse)]
    [InlineData("malignant", 0.3, ExceptionState.Worse)]
    public void ASuspicionHoldsForWhatItPushesTo_AndHowFar(string pushed, double shift, ExceptionState state)
    {
        SpuriousFinding Pushing(string to, double by) => Finding("ruler", FindingVerdict.Confirmed) with
        {
            Class = to, Effects = [new() { Intervention = Intervention.Paste, Rows = [], LeftOut = 0, Reason = "", Shift = new(by, by - 0.1, by + 0.1, 20) }],
        };
        var now = Pushing(pushed, shift);

        Assert.Equal(state, Assert.Single(GateExceptions.Apply(Decide(now), [Dismissed(Pushing("benign", 0.3))], new(2026, 7, 1), [now]).Exceptions).State);
    }

    private static GateDecision Decide(params SpuriousFinding[] findings)
    {
        var confirmed = findings.Count(f => f.Verdict == FindingVerdict.Confirmed);
        return GateDecision.Of([Gate], [new() { Section = "spurious", Metric = AuditMeasurements.ConfirmedFindings, Value = confirmed, Lower = confirmed, Upper = confirmed }]);
    }

    private static SpuriousFinding Finding(string subject, FindingVerdict verdict) => new() { Subject = subject, Verdict = verdict, Class = "", Associations = [], Clusters = [], Effects = [], Sentence = "" };

    private static GateException Dismissed(SpuriousFinding finding) =>
        new(ReviewFinding.Of(new GateDecision([]), [finding])[0], "why", new(2026, 8, 1), "A", "b", new(2026, 6, 1));
}
