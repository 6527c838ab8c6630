using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class InfidelityTests
{
    // Squares of float32 differences of scores below 10.
    private const double Float32 = 1e-5;

    /// <summary>Sides that are no multiple of the square, where others' code breaks.</summary>
    private static readonly ImageShape Odd = new(2, 7, 10);

    [Fact]
    public void TheExactMapOfALinearModel_HasNone()
    {
        var (model, map) = Exact();

        foreach (var side in new[] { 1, 3, 7, 99 })
        {
            Assert.Equal(0, Judged.Of(new Infidelity(new() { Side = side }), model, map).Value!.Value, Float32);
        }
    }

    /// <summary>One pixel, one square: it is always the whole image, so (R − F(x) + F(0))² is exact; scaled, nothing is left of it.</summary>
    [Fact]
    public void TheResidualIsSquared_OrScaledAway()
    {
        var map = Judged.Map(Judged.Image(1, 1, 3), 5);
        var model = Judged.Sum(1, 1);

        Assert.Equal(4, Judged.Of(new Infidelity(), model, map).Value!.Value, Float32);
        Assert.Equal(0, Judged.Of(new Infidelity(new() { Scaled = true }), model, map).Value!.Value, Float32);
        Assert.Equal(9, Judged.Of(new Infidelity(new() { Scaled = true }), model, Judged.Map(Judged.Image(1, 1, 3), 0)).Value!.Value, Float32);
    }

    [Fact]
    public void ScalingMattersForUnitsOnly()
    {
        var (model, map) = Exact();
        var tripled = map with { Map = new Tensor(map.Map.Shape, Array.ConvertAll(map.Map.Values, v => 3 * v)) };
        var random = OracleMaps.Of(map.Image, 1)[0];

        Assert.True(Judged.Of(new Infidelity(), model, tripled).Value > 100 * Float32);
        Assert.Equal(0, Judged.Of(new Infidelity(new() { Scaled = true }), model, tripled).Value!.Value, Float32);
        Assert.True(Judged.Of(new Infidelity(new() { Scaled = true }), model, random).Value > 100 * Float32);
    }

    [Fact]
    public void Scores_DoNotDependOnBatchOrCompany()
    {
        var (model, map) = Exact();
        var random = OracleMaps.Of(map.Image, 1)[0];

        var together = new Infidelity(new() { Samples = 9 }).Measure(model, [map, random]);

        Assert.Equal(Judged.Of(new Infidelity(new() { Samples = 9 }), new LinearOracle(Odd, seed: 2), random).Value, together[1].Value);
        Assert.Throws<ArgumentException>(() => new Infidelity(new() { Samples = 0, Side = 0 }));
    }

    private static (LinearOracle Model, EvaluatedMap Map) Exact()
    {
        var model = new LinearOracle(Odd, seed: 2);
        var image = new EvaluatedImage("odd", Given.Images(1, Odd, 3).Reshape(2, 7, 10), Target: 0);
        return (model, new EvaluatedMap("exact", image, model.ExactMap(image.Input, new Tensor(2, 7, 10))));
    }
}
