using MLExplain.Gradients;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>Small networks with constant weights: the rules together, folded normalisation and all blocked formulations included.</summary>
/// <remarks>
/// Points, lengths and limits were chosen on the networks 0 to 47 and stand for 1000 onwards, which had no part in the choice.
/// Mistakes are planted in one rule at a time to see that the limits notice them: 5 % in Sigmoid, the least, shows as 6e-3, 57 times the limit;
/// in the networks with kinks as 2e-2, 44 times the limit.
/// </remarks>
public sealed class RandomNetworkTests
{
    /// <summary>
    /// What is left is the float32 rounding of two scores, a few units of 2⁻²⁴·(|F(x + hv)| + |F(x − hv)|), with the scores up to 240 integrals in
    /// size: at most 1.7e-5 on the networks 0 to 47. The quadrature error falls from 2.6e-3 at 16 points to below that at 32.
    /// </summary>
    private const double SmoothLimit = 1e-4;

    /// <summary>
    /// A piecewise linear score has a slope that jumps: each of the hundreds of kinks on a segment lies anywhere in its cell, 1/2048 of the length, and
    /// the errors, at most the jump times half a cell, have random signs. At most 1.2e-4 on the networks 0 to 23, half of it rounding.
    /// </summary>
    private const double KinkedLimit = 5e-4;

    private static readonly SegmentCheck Smooth = new(Quadrature.GaussLegendre, Points: 48, HalfLength: 2, Segments: 8);

    private static readonly SegmentCheck Kinked = new(Quadrature.Middle, Points: 2048, HalfLength: 0.05, Segments: 4);

    public static TheoryData<int> SmoothSeeds => new(Enumerable.Range(1000, 24));

    public static TheoryData<int> KinkedSeeds => new(Enumerable.Range(1000, 12));

    public static TheoryData<string, string, bool> Mistakes
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var @operator in new[] { "Conv", "Gemm", "BatchNormalization", "AveragePool", "GlobalAveragePool", "Flatten", "Add", "Concat", "Mul", "Sigmoid", "Tanh", "Softplus" })
            {
                data.Add(@operator, "scaled", true);
            }

            data.Add("Conv", "reversed", true);
            data.Add("Add", "one input", true);
            data.Add("Concat", "one input", true);
            data.Add("Mul", "one input", true);
            data.Add("Relu", "scaled", false);
            data.Add("Relu", "ungated", false);
            data.Add("Clip", "scaled", false);
            data.Add("Clip", "ungated", false);
            data.Add("MaxPool", "scaled", false);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SmoothSeeds))]
    public void DifferenceOfASmoothNetwork_IsTheIntegralOfItsGradient(int seed) => AssertIsTheGradient(seed, isSmooth: true);

    [Theory]
    [MemberData(nameof(KinkedSeeds))]
    public void DifferenceOfAKinkedNetwork_IsTheIntegralOfItsGradient(int seed) => AssertIsTheGradient(seed, isSmooth: false);

    /// <summary>Every network with the operator is over the limit in both formulations; but the blocked one folds normalisation away.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void MistakeInOneRule_IsNoticed(string @operator, string mistake, bool isSmooth)
    {
        var seeds = Enumerable.Range(1000, 48).Where(s => SegmentCheck.Network(s, isSmooth).Graph.Node.Any(n => n.OpType == @operator)).Take(isSmooth ? 6 : 3).ToList();
        var lowerings = @operator == "BatchNormalization" ? [Lowering.Portable] : Enum.GetValues<Lowering>();
        foreach (var (seed, lowering) in from s in seeds from l in lowerings select (s, l))
        {
            var wrong = new WrongRule(@operator, mistake);

            var error = Error(seed, isSmooth, lowering, wrong.Rules);

            Assert.True(wrong.IsMet, $"network {seed}, {lowering}: the rule was not asked");
            Assert.True(error > Limit(isSmooth), $"network {seed}, {lowering}: {error:E2}");
        }

        Assert.NotEmpty(seeds);
    }

    /// <summary>Both formulations see the same kinks, so that they agree far more closely than either with a quadrature.</summary>
    [Theory]
    [MemberData(nameof(SmoothSeeds))]
    public void FormulationsOfTheGradientOfAKinkedNetwork_Agree(int seed)
    {
        var network = new RuleCase("network", $"{seed}")
        {
            Graph = (g, x) => new RandomNetwork(g, seed, isSmooth: false).Write(x[0]), Shapes = [[2, 3, 14, 12]], Tolerance = 0,
        };

        var (portable, _) = RuleCheck.Run(network, Lowering.Portable, seed);
        var (blocked, _) = RuleCheck.Run(network, Lowering.CpuBlocked, seed);

        var difference = Math.Sqrt(portable[0].Values.Zip(blocked[0].Values, (a, b) => Math.Pow((double)a - b, 2)).Sum());
        // Two roundings of the same formulas; these seeds have no unit so near its kink that they fall on different sides.
        Assert.True(difference <= 1e-5 * Math.Sqrt(portable[0].Values.Sum(v => (double)v * v)), $"formulations differ by {difference:E2}");
    }

    private static void AssertIsTheGradient(int seed, bool isSmooth) => Assert.All(
        Enum.GetValues<Lowering>(), lowering => Assert.InRange(Error(seed, isSmooth, lowering, RuleSet.Standard), 0, Limit(isSmooth)));

    private static double Error(int seed, bool isSmooth, Lowering lowering, RuleSet rules) =>
        (isSmooth ? Smooth : Kinked).RelativeError(SegmentCheck.Network(seed, isSmooth), lowering, rules, seed);

    private static double Limit(bool isSmooth) => isSmooth ? SmoothLimit : KinkedLimit;
}
