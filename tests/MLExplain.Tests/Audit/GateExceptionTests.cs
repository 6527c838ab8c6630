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

    private static GateDecision Decide(params SpuriousFinding[] findings)
    {
        var confirmed = findings.Count(f => f.Verdict == FindingVerdict.Confirmed);
        return GateDecision.Of([Gate], [new() { Section = "spurious", Metric = AuditMeasurements.ConfirmedFindings, Value = confirmed, Lower = confirmed, Upper = confirmed }]);
    }

    private static SpuriousFinding Finding(string subject, FindingVerdict verdict) => new() { Subject = subject, Verdict = verdict, Class = "", Associations = [], Clusters = [], Effects = [], Sentence = "" };

    private static GateException Dismissed(SpuriousFinding finding) =>
        new(ReviewFinding.Of(new GateDecision([]), [finding])[0], "why", new(2026, 8, 1), "A", "b", new(2026, 6, 1));
}
