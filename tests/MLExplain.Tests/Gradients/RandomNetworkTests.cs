using MLExplain.Gradients;

namespace MLExplain.Tests.Gradients;

/// <summary>Small networks with constant weights: the rules together, folded normalisation and all blocked formulations included.</summary>
public sealed class RandomNetworkTests
{
    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 24));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientIsTheDirectionalDerivative_InBothFormulations(int seed)
    {
        var network = new RuleCase("network", $"{seed}")
        {
            // A step of 1e-3 crosses a few of some thousand kinks, each of which moves the slope by its unit's share; a wrong rule is off by its whole share, near 1.
            Graph = (g, x) => new RandomNetwork(g, seed).Write(x[0]), Shapes = [[2, 3, 14, 12]], Step = 1e-3, Tolerance = 0.1,
        };

        var (portable, error) = RuleCheck.Run(network, Lowering.Portable, seed);
        var (blocked, blockedError) = RuleCheck.Run(network, Lowering.CpuBlocked, seed);

        Assert.True(error <= network.Tolerance, $"portable: {error:E2}");
        Assert.True(blockedError <= network.Tolerance, $"blocked: {blockedError:E2}");
        var difference = Math.Sqrt(portable[0].Values.Zip(blocked[0].Values, (a, b) => Math.Pow((double)a - b, 2)).Sum());
        // Two roundings of the same formulas; these seeds have no unit so near its kink that they fall on different sides.
        Assert.True(difference <= 1e-5 * Math.Sqrt(portable[0].Values.Sum(v => (double)v * v)), $"formulations differ by {difference:E2}");
    }
}
