using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class GradientTests
{
    [Fact]
    public void OnLinearModel_EqualsTheWeights_Signed()
    {
        var result = new Gradient().Explain(Given.Linear(3, -1.5, 0), Given.Vector(7, 8, 9));

        Assert.Equal([3f, -1.5f, 0f], result.Values.Values);
        Assert.Equal([1, 1, 3], result.Values.Shape.ToArray());
        Assert.Equal(1.5, result.Sum);
        Assert.Equal(2 + 21 - 12, result.Score);
        Assert.Equal(1, result.GradientCalls);
        Assert.Null(result.BaselineScore);
        Assert.Null(result.Residual);
    }

    [Fact]
    public void InputXGradient_OnLinearModelWithoutBias_SumsToTheScore()
    {
        var result = new InputXGradient().Explain(Given.Linear(3, -1.5), Given.Vector(7, 8));

        Assert.Equal([21f, -12f], result.Values.Values);
        Assert.Equal(result.Score - 2, result.Sum);
        Assert.Null(result.Residual);
    }

    [Fact]
    public void OnRandomNetworks_MatchesCentralDifferences()
    {
        const double step = 1.0 / 1024;
        var shape = new ImageShape(1, 3, 3);
        var model = ReluNetwork.Create(shape, 12);
        var image = Given.Images(1, shape, 13);
        var result = new Gradient().Explain(model, image);

        for (var i = 0; i < image.Length; i++)
        {
            double At(double offset)
            {
                var moved = image.Clone();
                moved.Values[i] += (float)offset;
                return model.Score(moved).Values[0];
            }

            // Scores are float32 near 1: two of them differ by rounding of 1e-7, divided by twice the step.
            Assert.Equal((At(step) - At(-step)) / (2 * step), result.Values.Values[i], 5e-4);
        }
    }

    [Fact]
    public void Targets_AreTakenPerImage()
    {
        var model = Given.Linear(3, -1.5);
        var images = new Tensor([2, 1, 1, 2], [1, 1, 1, 1]);

        var results = new Gradient().Attribute(model, images, [1, 0]);

        Assert.Equal([-3f, 1.5f], results[0].Values.Values);
        Assert.Equal([3f, -1.5f], results[1].Values.Values);
        Assert.Equal([1, 0], results.Select(result => result.Target));
    }

    [Fact]
    public void NoImages_GiveNoAttributions() =>
        Assert.Empty(new Gradient().Attribute(Given.Linear(1), new Tensor(0, 1, 1, 1), []));

    [Fact]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => new Gradient().Attribute(Given.Linear(1), Given.Vector(1), [0], source.Token));
    }
}
