using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>What holds for every method that asks for gradients at more points than the image alone.</summary>
public sealed class PathMethodTests
{
    private static readonly ImageShape Shape = new(3, 6, 5);

    private static readonly Dictionary<string, ISaliencyMethod> Methods = new()
    {
        ["guided-ig"] = new GuidedIg(new GuidedIgOptions { Steps = 30, MaxDist = 0.1 }),
        ["guided-ig auto"] = new GuidedIg(new GuidedIgOptions { Steps = StepCount.Auto }),
        ["blur-ig"] = new BlurIg(new BlurIgOptions { Steps = 11, MaxSigma = 4 }),
        ["blur-ig auto"] = new BlurIg(new BlurIgOptions { Steps = StepCount.Auto, MaxSigma = 4 }),
        ["smoothgrad"] = new SmoothGrad(new SmoothGradOptions { Samples = 7 }),
        ["expected-gradients"] = new ExpectedGradients(new ExpectedGradientsOptions { Samples = 9, Baselines = [Baseline.Zero, Baseline.Mean] }),
        ["vargrad"] = new VarGrad(new VarGradOptions { Samples = 7 }),
    };

    public static TheoryData<string> All => new(Methods.Keys);

    public static TheoryData<string> WithoutDraws => new(Methods.Keys.Where(name => name.Contains("-ig", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(All))]
    public void ResultsDoNotDependOnBatching(string name)
    {
        var images = Given.Images(5, Shape, seed: 11);
        int[] targets = [0, 1, 0, 1, 0];
        var expected = targets.Select((target, i) => Methods[name].Explain(ReluNetwork.Create(Shape, 2), new Tensor([1, 3, 6, 5], images.Row(i).ToArray()), target)).ToArray();

        foreach (var preferredRows in new[] { 1, 3, 1000 })
        {
            var model = ReluNetwork.Create(Shape, 2, preferredRows);
            var actual = Methods[name].Attribute(model, images, targets);

            Assert.InRange(model.LargestCall, 1, preferredRows);
            Assert.Equal(expected.Sum(result => result.GradientCalls), model.Differentiated.Rows);
            foreach (var (one, together) in expected.Zip(actual))
            {
                Assert.Equal(one.Values.Values, together.Values.Values);
                Assert.Equal((one.Score, one.BaselineScore, one.GradientCalls, one.ScoreCalls), (together.Score, together.BaselineScore, together.GradientCalls, together.ScoreCalls));
            }
        }
    }

    [Theory]
    [MemberData(nameof(WithoutDraws))]
    public void PermutedChannels_ArePermutedInTheMap(string name)
    {
        var model = ReluNetwork.Create(Shape, 6);
        var image = Given.Images(1, Shape, 8);
        var permuted = new ClosedFormClassifier(
            Shape, x => model.ScoreAt(Given.Rotated(x, 2, Shape)), x => Given.Rotated(model.GradientAt(Given.Rotated(x, 2, Shape)), 1, Shape));

        var expected = Methods[name].Explain(model, image).Values.Values;
        var actual = Methods[name].Explain(permuted, new Tensor([1, 3, 6, 5], Given.Rotated(image.Values, 1, Shape))).Values.Values;

        // Distances are summed in another order: float64 rounding, stored as float32.
        Assert.InRange(Given.Distance(Given.Rotated(expected, 1, Shape), actual), 0, 1e-6);
    }

    [Theory]
    [MemberData(nameof(WithoutDraws))]
    public void TheOtherClass_GetsTheAttributionOfItsOwnLogit(string name)
    {
        var model = ReluNetwork.Create(Shape, 5);
        var image = Given.Images(1, Shape, 9);

        var first = Methods[name].Explain(model, image, target: 0);
        var second = Methods[name].Explain(model, image, target: 1);

        Assert.Equal(first.Values.Values, second.Values.Values.Select(value => -value));
        Assert.Equal(first.Score, -second.Score);
    }
}
