using MLExplain.Audit.Gates;

namespace MLExplain.Tests.Audit.Gates;

/// <summary>A gate that fails as before may fail for others than before, and one that is not asked any more may have decided.</summary>
public sealed class BaselineComparisonTests
{
    [Theory]
    [InlineData("f", "m", GateChange.Unchanged, false)]
    [InlineData("f", "x", GateChange.Unchanged, false)]
    [InlineData("x", "y", GateChange.OtherGroups, true)]
    public void AFailureOfOtherGroupsIsWorse(string low, string high, GateChange change, bool isWorse)
    {
        var comparison = Compare(Decision("f", "m"), Decision(low, high));

        Assert.Equal(change, Assert.Single(comparison.Gates).Change);
        Assert.Equal(isWorse, comparison.IsWorse);
        Assert.Equal(isWorse, comparison.Sentence.Contains("1 fails for other groups", StringComparison.Ordinal));
    }

    [Fact]
    public void AGateThatIsGoneKeepsItsSeverity()
    {
        var before = GateDecision.Of([new("gap", GateOperator.AtMost, 0.1) { Severity = GateSeverity.Warning }], [Gap("f", "m")]);

        var gone = Assert.Single(Compare(before, new GateDecision([])).Gates);

        Assert.Equal((GateChange.Gone, GateSeverity.Warning), (gone.Change, gone.Severity));
    }

    private static BaselineComparison Compare(GateDecision before, GateDecision now) => BaselineComparison.Of(
        now, r => r.Id,
        [
            .. before.Results.Select(r => new BaselineGate(r.Id, r.Measurement!.Value, r.Measurement.Lower, r.Measurement.Upper, r.Status)
            {
                Severity = r.Condition.Severity, WorstOff = r.Measurement.WorstOff,
            }),
        ],
        []);

    private static GateDecision Decision(string low, string high) => GateDecision.Of([new("gap", GateOperator.AtMost, 0.1)], [Gap(low, high)]);

    private static Measurement Gap(string low, string high) => new() { Section = "fairness", Metric = "gap", Attribute = "sex", Value = 0.3, Lower = 0.2, Upper = 0.4, GroupA = low, GroupB = high };
}
