using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation.KnownDefects;

/// <summary>What other implementations of infidelity, max-sensitivity and completeness do instead, in short replicas, and that ours does not.</summary>
public sealed class PerturbationDefectTests
{
    // Float32 scores below 10.
    private const double Float32 = 1e-5;

    /// <summary>Quantus removes its blocks one after another from the same image: of two pixels, (3² + 4²) / 2, where each alone drops the score by 3.</summary>
    [Fact]
    public void Quantus_Infidelity_RemovesBlocksCumulatively()
    {
        static double score(float[] x) => x.Sum() * x.Sum();
        float[] picture = [1, 1];
        var drops = picture.Select((_, block) => score(picture) - score([.. picture.Select((v, i) => i <= block ? 0 : v)]));
        Assert.Equal(12.5, drops.Average(drop => drop * drop), Float32);

        var image = Judged.Image(1, 2, picture);
        Assert.Equal(9, Judged.Of(new Infidelity(new() { Side = 1 }), new ScoresOnlyClassifier(new ImageShape(1, 1, 2), score), Judged.Map(image, 0, 0)).Value!.Value, Float32);
    }

    /// <summary>Quantus gives the unpadded image the padded one's shape: 7 x 10 values in 8 x 12 places. Ours has no grid: squares lie anywhere, and reach every pixel.</summary>
    [Fact]
    public void Quantus_Infidelity_BreaksOnSidesThatAreNoMultipleOfThePatch()
    {
        Assert.Throws<ArgumentException>(() => new Tensor([8, 12], new float[7 * 10]));

        var shape = new ImageShape(1, 7, 10);
        var removed = new bool[70];
        var model = new ScoresOnlyClassifier(shape, x =>
        {
            Array.ForEach([.. Enumerable.Range(0, 70).Where(i => x[i] == 0)], i => removed[i] = true);
            return x.Sum(v => (double)v);
        });
        var ones = Judged.Image(7, 10, [.. Enumerable.Repeat(1f, 70)]);

        Assert.Equal(0, Judged.Of(new Infidelity(new() { Side = 4, Samples = 500 }), model, Judged.Map(ones, ones.Input.Values)).Value!.Value, Float32);
        Assert.DoesNotContain(false, removed);
    }

    /// <summary>An attribution of 0 that becomes 1 next to the image: Captum divides by 1 and reports 1, Quantus by 0 and reports infinity; it is undefined.</summary>
    [Fact]
    public void CaptumAndQuantus_MaxSensitivity_HaveNoGuardForAZeroNorm()
    {
        static double[] gradient(double[] x) => [x[0] > 1 ? 1 : 0];
        var model = ClosedFormClassifier.OnVector(1, x => Math.Max(0, x[0] - 1), gradient);
        var (norm, moved) = (Math.Abs(gradient([1])[0]), Math.Abs(gradient([1.01])[0] - gradient([1])[0]));
        Assert.Equal((1, double.PositiveInfinity), (moved / (norm == 0 ? 1 : norm), moved / norm));

        var score = Assert.Single(new MaxSensitivity(new() { Radius = 0.02 }).Measure(model, new Gradient(), [new("kink", new Tensor([1, 1, 1], [1]), 0)]));

        Assert.Equal((MeasureStatus.Undefined, null), (score.Status, score.Value));
    }

    /// <summary>Quantus takes the largest of the ratios that are numbers: samples without one vanish. Here they cost the image its value.</summary>
    [Fact]
    public void Quantus_MaxSensitivity_DropsNaNs()
    {
        var model = ClosedFormClassifier.OnVector(1, x => x[0] > 1 ? double.NaN : x[0], x => [x[0] > 1 ? double.NaN : 1]);
        double[] ratios = [0, double.NaN, 0];
        Assert.Equal(0, ratios.Where(r => !double.IsNaN(r)).Max());

        var score = Assert.Single(new MaxSensitivity(new() { Radius = 0.02 }).Measure(model, new Gradient(), [new("edge", new Tensor([1, 1, 1], [1]), 0)]));

        Assert.Equal(MeasureStatus.Undefined, score.Status);
        Assert.EndsWith(".", score.Reason, StringComparison.Ordinal);
    }

    /// <summary>Quantus scales the map by its largest value and asks whether its sum equals F(x) - F(0) as a float: false for the exact map of a linear model. The residual is 0.</summary>
    [Fact]
    public void Quantus_Completeness_ComparesFloatsOfNormalisedMaps()
    {
        var model = Given.Linear(0.1, 0.2, 0.7);
        var image = Given.Vector(1, 2, 3);
        var attribution = Given.Rule(Quadrature.GaussLegendre, 4, Baseline.Zero).Explain(model, image);
        var largest = attribution.Values.Values.Max(Math.Abs);
        Assert.False(attribution.Values.Values.Sum(v => v / largest) == (float)(attribution.Score - attribution.BaselineScore!.Value));

        var map = EvaluatedMap.Of("ig", new EvaluatedImage("image", image.Reshape(1, 1, 3), 0), attribution);

        // Three products in float32, as a share of 2.6.
        Assert.Equal(0, Judged.Of(new Completeness(), model, map).Value!.Value, 1e-6);
    }
}
