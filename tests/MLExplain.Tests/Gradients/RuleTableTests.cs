using MLExplain.Gradients;
using MLExplain.Onnx;

namespace MLExplain.Tests.Gradients;

/// <summary>What the tables themselves must satisfy.</summary>
public sealed class RuleTableTests
{
    private static readonly RuleTable[] Tables = [GradientRules.Standard, GradientRules.Guided, GradientRules.Deconvnet];

    public static TheoryData<string> Operators => new(GradientRules.Standard.Rows.Select(r => r.Operator));

    /// <summary>The nodes that a rule writes must exist, and mean the same, in the newest revisions too.</summary>
    [Theory]
    [MemberData(nameof(Operators))]
    public void RuleHoldsAtTheNewestOpset(string @operator)
    {
        var @case = RuleCases.All.First(c => c.Operator == @operator) with
        {
            // The runtime has no kernel of Swish; it expands the operator, but only in models of the opset that introduced it.
            Opset = @operator == "Swish" ? 24 : OpsetUpgrade.MaxOpset,
        };

        var (_, error) = RuleCheck.Run(@case, Lowering.Portable, seed: 4);

        Assert.True(error <= @case.Tolerance, $"{@case}: relative error {error:E2}");
    }

    [Fact]
    public void RevisionsAreAscendingAndRunnable()
    {
        var rows = Tables.SelectMany(t => t.Rows).ToList();

        Assert.All(rows, r => Assert.Equal(r.Revisions.Order().Distinct(), r.Revisions));
        Assert.All(rows, r => Assert.InRange(r.Revisions[^1], 1, OpsetUpgrade.MaxOpset));
    }

    [Fact]
    public void OnlyOneRevisionIsInForceAtTheCanonicalOpset() =>
        Assert.All(Tables.SelectMany(t => t.Rows), r => Assert.True(r.Revisions.Count(v => v <= OnnxGraphBuilder.CanonicalOpset) <= 1, r.Operator));

    [Fact]
    public void ModifiedRows_ReplaceStandardRowsOfTheSameRevisions() => Assert.All(
        GradientRules.Guided.Rows.Concat(GradientRules.Deconvnet.Rows), r => Assert.Equal(GradientRules.Standard.Find(r.Operator)?.Revisions, r.Revisions));

    [Fact]
    public void GuidedAndDeconvnet_ModifyTheSameOperators() =>
        Assert.Equal(GradientRules.Guided.Rows.Select(r => r.Operator), GradientRules.Deconvnet.Rows.Select(r => r.Operator));

    [Fact]
    public void KnownZeros_AreNotModified() =>
        Assert.DoesNotContain(GradientRules.Guided.Rows, r => r.IsKnownZero || GradientRules.Standard.Find(r.Operator) is { IsKnownZero: true });

    [Fact]
    public void KnownZeros_AreWhatIsKnownToBeFlat() => Assert.Equal(
        [
            "And", "ArgMax", "ArgMin", "Ceil", "ConstantOfShape", "Equal", "EyeLike", "Floor", "Greater", "GreaterOrEqual", "Hardmax", "IsInf", "IsNaN",
            "Less", "LessOrEqual", "NonZero", "Not", "OneHot", "Or", "Range", "Round", "Shape", "Sign", "Size", "Xor",
        ],
        GradientRules.Standard.Rows.Where(r => r.IsKnownZero).Select(r => r.Operator).Order(StringComparer.Ordinal));
}
