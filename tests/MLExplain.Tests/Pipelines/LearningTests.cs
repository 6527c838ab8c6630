using Dermatology.Cohorts;
using Dermatology.Drawing;
using Dermatology.Learning;
using MLExplain.Tensors;

namespace MLExplain.Tests.Pipelines;

public sealed class LearningTests
{
    private static readonly LabelledImages Images = LabelledImages.Draw(new Dermatoscope(2), Cohort.Balanced(2, "learning", 64));

    /// <summary>The network's weight gradients, all ten tensors at once, against a central difference of its own loss.</summary>
    [Fact]
    public void WeightGradients_EqualTheCentralDifferenceOfTheLoss()
    {
        const double Step = 1e-3;
        // Float32: a loss of about 8 · 0.7 is known to 1e-6, over 2 · Step; the directional derivative itself is of order 1. Relu kinks add as much.
        const double RelativeTolerance = 1e-2;
        var random = RandomStream.For(1, "direction");
        var weights = Network.Initial(random);
        var direction = weights.ToDictionary(w => w.Key, w => w.Value.Values.Select(_ => random.Normal() / Math.Sqrt(w.Value.Length)).ToArray());
        var (images, labels) = (new Tensor([8, 3, 64, 64], Images.Inputs.Values[..(8 * 3 * 64 * 64)]), Images.Labels.Take(8).ToArray());

        using var gradients = new WeightGradients(weights);
        var atWeights = gradients.Of(images, labels).Gradients;
        Move(weights, direction, Step);
        var after = gradients.Of(images, labels).Loss;
        Move(weights, direction, -2 * Step);
        var before = gradients.Of(images, labels).Loss;

        var expected = (after - before) / (2 * Step);
        var actual = direction.Sum(d => d.Value.Zip(atWeights[d.Key], (a, b) => a * b).Sum());
        Assert.Equal(expected, actual, RelativeTolerance * Math.Abs(expected));
    }

    /// <summary>Kingma and Ba: at the first step both moments are unbiased to g and g², so every weight moves by the rate, against the sign.</summary>
    [Fact]
    public void Adam_FirstStep_IsTheRateAgainstTheSignOfTheGradient()
    {
        const double Rate = 0.01;
        var weight = new Tensor([3], [0f, 0f, 0f]);

        new Adam(new Dictionary<string, Tensor> { ["w"] = weight }).Step(new Dictionary<string, double[]> { ["w"] = [5, -0.25, 0] }, Rate);

        // Epsilon 1e-8 beside |g| = 0.25, and float32 storage, change the step by less than a ten-millionth of it.
        Assert.Equal(-Rate, weight.Values[0], Rate * 1e-7);
        Assert.Equal(Rate, weight.Values[1], Rate * 1e-7);
        Assert.Equal(0, weight.Values[2]);
    }

    [Fact]
    public void Training_FromTheSameSeed_GivesTheSameBytes()
    {
        var first = new Trainer(epochs: 1, _ => { }).Train(Images, RandomStream.For(1, "train"));
        var second = new Trainer(epochs: 1, _ => { }).Train(Images, RandomStream.For(1, "train"));

        Assert.All(first, w => Assert.Equal(w.Value.Values, second[w.Key].Values));
        Assert.NotEqual(Network.Initial(RandomStream.For(1, "train"))["conv1.weight"].Values, first["conv1.weight"].Values);
    }

    private static void Move(Dictionary<string, Tensor> weights, Dictionary<string, double[]> direction, double step)
    {
        foreach (var (name, tensor) in weights)
        {
            for (var i = 0; i < tensor.Length; i++)
            {
                tensor.Values[i] += (float)(step * direction[name][i]);
            }
        }
    }
}
