using MLExplain.Gradients;

namespace MLExplain.Tests.Gradients;

/// <summary>Every row of the table is checked against central differences, in both formulations.</summary>
public sealed class GradientRulesTests
{
    public static TheoryData<string> Cases => new(RuleCases.All.Select(c => c.ToString()).Order());

    [Fact]
    public void EveryRowHasAGradientCheck() =>
        Assert.Empty(GradientRules.Standard.Rows.Select(r => r.Operator).Except(RuleCases.All.Select(c => c.Operator)));

    [Fact]
    public void CaseNamesAreUnique() => Assert.Equal(RuleCases.All.Count(), RuleCases.All.Select(c => c.ToString()).Distinct().Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientAgreesWithCentralDifferences(string name)
    {
        var @case = RuleCases.All.Single(c => c.ToString() == name);

        foreach (var seed in new[] { 1, 2, 3 })
        {
            var (portable, error) = RuleCheck.Run(@case, Lowering.Portable, seed);
            var (blocked, _) = RuleCheck.Run(@case, Lowering.CpuBlocked, seed);

            Assert.True(error <= @case.Tolerance, $"{name}, seed {seed}: relative error {error:E2}");
            // Two formulations of one formula in float32: they differ by the rounding of reordered sums only.
            foreach (var (a, b) in portable.Zip(blocked))
            {
                Assert.True(RelativeL2(a.Values, b.Values) <= 2e-6, $"{name}, seed {seed}: formulations differ by {RelativeL2(a.Values, b.Values):E2}");
            }
        }
    }

    private static double RelativeL2(float[] a, float[] b)
    {
        var difference = a.Zip(b, (x, y) => Math.Pow((double)x - y, 2)).Sum();
        return Math.Sqrt(difference / Math.Max(a.Sum(x => (double)x * x), 1e-30));
    }
}
