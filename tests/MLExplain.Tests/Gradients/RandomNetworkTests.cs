using MLExplain.Gradients;

namespace MLExplain.Tests.Gradients;

/// <summary>Small networks with constant weights: the rules together, folded normalisation and all blocked formulations included.</summary>
public sealed class RandomNetworkTests
{
    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 24));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientOfSmoothNetwork_IsTheDirectionalDerivative_InBothFormulations(int seed)
    {
        foreach (var lowering in Enum.GetValues<Lowering>())
        {
            var network = Network(seed, isSmooth: true);

            var (_, error) = RuleCheck.Run(network, lowering, seed);

            Assert.True(error <= network.Tolerance, $"{lowering}: {error:E2}");
        }
    }

    /// <summary>Kinks spoil differences of a network of rectifiers; but both formulations see the same kinks.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void FormulationsOfTheGradientOfAKinkedNetwork_Agree(int seed)
    {
        var (portable, _) = RuleCheck.Run(Network(seed, isSmooth: false), Lowering.Portable, seed);
        var (blocked, _) = RuleCheck.Run(Network(seed, isSmooth: false), Lowering.CpuBlocked, seed);

        var difference = Math.Sqrt(portable[0].Values.Zip(blocked[0].Values, (a, b) => Math.Pow((double)a - b, 2)).Sum());
        // Two roundings of the same formulas; these seeds have no unit so near its kink that they fall on different sides.
        Assert.True(difference <= 1e-5 * Math.Sqrt(portable[0].Values.Sum(v => (double)v * v)), $"formulations differ by {difference:E2}");
    }

    private static RuleCase Network(int seed, bool isSmooth) => new("network", $"{seed}")
    {
        Graph = (g, x) => new RandomNetwork(g, seed, isSmooth).Write(x[0]), Shapes = [[2, 3, 14, 12]],
        // A smaller step leaves more of the logits' float32 rounding, a larger one more truncation. The worst seed is at 7e-4, of rounding that
        // differs between processors; a wrong rule is off by its share, near 1.
        Step = 6e-2, Tolerance = 2e-3,
    };
}
