using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

public sealed class GradientCheckTests
{
    /// <summary>This network's scores are near 14 and its gradient near 1, with kinks every 1e-3: float32 differences resolve about 2e-2.</summary>
    private static readonly GradientCheckOptions Options = new() { Tolerance = 5e-2 };

    [Fact]
    public void TrueGradientOfANetworkWithKinks_IsCertified()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        var certificate = GradientCheck.Run(classifier, Options);

        Assert.True(certificate.Passes, certificate.ToString());
        Assert.True(certificate.DifferenceError < 3e-2, certificate.ToString());
    }

    [Fact]
    public void TrueGradientOfALinearModel_IsCertifiedToRounding()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(11, 7, 24)));

        var certificate = GradientCheck.Run(classifier);

        // Without kinks large steps count most: 24 terms of float32 rounding over a step of a quarter.
        Assert.True(certificate.Residual < 1e-5, certificate.ToString());
    }

    [Theory]
    [InlineData(1.2f)]
    [InlineData(0.5f)]
    [InlineData(-1f)]
    [InlineData(0f)]
    public void WrongGradient_IsRefused(float factor)
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        var certificate = GradientCheck.Run(new Scaled(classifier, factor), Options);

        Assert.False(certificate.Passes, certificate.ToString());
        Assert.False(certificate.IsFlat);
    }

    [Fact]
    public void ConstantScores_AreCalledFlatNotCertified()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(new Tensor(4, 24)));

        var certificate = GradientCheck.Run(classifier);

        Assert.True(certificate.IsFlat);
        Assert.False(certificate.Passes);
        Assert.StartsWith("flat", certificate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SameSeed_GivesTheSameCertificate()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        Assert.Equal(GradientCheck.Run(classifier), GradientCheck.Run(classifier));
        Assert.NotEqual(GradientCheck.Run(classifier), GradientCheck.Run(classifier, new GradientCheckOptions { Seed = 1 }));
    }

    /// <summary>A classifier whose gradient is off by a factor.</summary>
    private sealed class Scaled(IDifferentiableClassifier inner, float factor) : IDifferentiableClassifier
    {
        public ImageShape InputShape => inner.InputShape;

        public int ClassCount => inner.ClassCount;

        public ScoreLink Link => inner.Link;

        public int PreferredRows => inner.PreferredRows;

        public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default) => inner.Score(inputs, cancellationToken);

        public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default)
        {
            var result = inner.Differentiate(inputs, seeds, cancellationToken);
            return result with { Gradients = new Tensor(result.Gradients.Shape, Array.ConvertAll(result.Gradients.Values, v => factor * v)) };
        }
    }
}
