using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

public sealed class GradientCheckTests
{
    [Fact]
    public void TrueGradientOfANetworkWithKinks_IsCertified()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        var certificate = GradientCheck.Run(classifier);

        Assert.True(certificate.Passes, certificate.ToString());

        // What counts as resolved: a third of the tolerance of 1e-2.
        Assert.True(certificate.DifferenceError < 1e-2 / 3, certificate.ToString());
    }

    [Fact]
    public void TrueGradientOfALinearModel_IsCertifiedToRounding()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(11, 7, 24)));

        var certificate = GradientCheck.Run(classifier, new GradientCheckOptions { Tolerance = 1e-5 });

        // A tight tolerance takes a long step: 24 terms of float32 rounding over a quarter.
        Assert.True(certificate.Residual < 1e-5, certificate.ToString());
    }

    [Theory]
    [InlineData(1.05f)]
    [InlineData(0.95f)]
    [InlineData(0.5f)]
    [InlineData(-1f)]
    [InlineData(0f)]
    public void WrongGradient_IsRefused(float factor)
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        var certificate = GradientCheck.Run(new Wrong(classifier, g => Scaled(g, 0, g.Length, factor)));

        Assert.False(certificate.Passes, certificate.ToString());
        Assert.False(certificate.IsFlat);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void GradientWithOneChannelMissing_IsRefused(int channel)
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        var certificate = GradientCheck.Run(new Wrong(classifier, g => Scaled(g, channel * 256, 256, 0)));

        Assert.False(certificate.Passes, certificate.ToString());
    }

    [Fact]
    public void GradientOfTheWrongPixels_IsRefused()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        var certificate = GradientCheck.Run(new Wrong(classifier, g => [g[^1], .. g[..^1]]));

        Assert.False(certificate.Passes, certificate.ToString());
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

    private static float[] Scaled(float[] gradient, int start, int length, float factor) =>
        [.. gradient.Select((g, i) => i >= start && i < start + length ? factor * g : g)];

    /// <summary>A classifier whose gradients (of each row) are not those of its scores.</summary>
    private sealed class Wrong(IDifferentiableClassifier inner, Func<float[], float[]> change) : IDifferentiableClassifier
    {
        public ImageShape InputShape => inner.InputShape;

        public int ClassCount => inner.ClassCount;

        public ScoreLink Link => inner.Link;

        public int PreferredRows => inner.PreferredRows;

        public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default) => inner.Score(inputs, cancellationToken);

        public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default)
        {
            var result = inner.Differentiate(inputs, seeds, cancellationToken);
            return result with
            {
                Gradients = new Tensor(result.Gradients.Shape, [.. Enumerable.Range(0, inputs.Shape[0]).SelectMany(row => change(result.Gradients.Row(row).ToArray()))]),
            };
        }
    }
}
