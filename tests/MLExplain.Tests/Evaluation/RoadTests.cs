using MathNet.Numerics.LinearAlgebra;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class RoadTests
{
    /// <summary>The dense system of the paper, by elimination.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 30)]
    [InlineData(3, 60)]
    [InlineData(4, 71)]
    public void Imputation_SolvesThePapersSystem(int seed, int count)
    {
        const int height = 8;
        const int width = 9;
        var image = Given.Images(1, new ImageShape(1, height, width), (ulong)seed).Values;
        var removed = new FeatureSubsets(height * width, (ulong)seed).Next(count);
        var system = Matrix<double>.Build.Dense(count, count);
        var right = Vector<double>.Build.Dense(count);
        for (var i = 0; i < count; i++)
        {
            for (var offset = 0; offset < 9; offset++)
            {
                var (dy, dx) = ((offset / 3) - 1, (offset % 3) - 1);
                var (y, x) = ((removed[i] / width) + dy, (removed[i] % width) + dx);
                if (offset == 4 || y < 0 || y >= height || x < 0 || x >= width)
                {
                    continue;
                }

                var weight = dy == 0 || dx == 0 ? 1 / 6.0 : 1 / 12.0;
                system[i, i] += weight;
                var other = Array.IndexOf(removed, (y * width) + x);
                if (other >= 0)
                {
                    system[i, other] -= weight;
                }
                else
                {
                    right[i] += weight * image[(y * width) + x];
                }
            }
        }

        var expected = system.Solve(right);
        var filled = (float[])image.Clone();
        new LinearImputation(height, width, removed).Fill(filled);

        // The residual's bound, times the condition of a system of at most 71 unknowns.
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(expected[i], filled[removed[i]], 100 * LinearImputation.Accuracy));
        Assert.All(Enumerable.Range(0, image.Length).Except(removed), i => Assert.Equal(image[i], filled[i]));
    }

    [Fact]
    public void AConstantImage_IsImputedExactly()
    {
        var channel = new float[30];
        channel.AsSpan().Fill(7);
        channel[4] = channel[29] = channel[0] = -100;

        new LinearImputation(5, 6, [0, 4, 29]).Fill(channel);

        Assert.All(channel, value => Assert.Equal(7, value, 1e-2));
    }

    [Fact]
    public void AMapAndItsReverse_HaveOppositeValues()
    {
        var oracle = OracleCase.Make();
        var measure = new Road(new() { Preprocessing = oracle.Context.Preprocessing });

        var scores = measure.Measure(oracle.Model, [oracle.Exact(), oracle.Reversed()]);

        // Both orders, the same noise; 16 x 16 distinct values, so that the reverse is the reverse.
        Assert.Equal(-scores[0].Value!.Value, scores[1].Value!.Value, 1e-12);
        Assert.True(scores[0].Value > 0.05);
        Assert.Equal([0.2, 0.4, 0.6, 0.8], scores[0].Curve.Select(p => p.X));
        Assert.Equal(scores[0].Value!.Value, scores[0].Curve.Average(p => p.Y), 1e-12);
    }

    [Fact]
    public void ConstantMaps_AndBadOptions()
    {
        var oracle = OracleCase.Make();

        Assert.Equal(MeasureStatus.Undefined, Judged.Of(new Road(), oracle.Model, oracle.Exact() with { Map = new Tensor(16, 16) }).Status);
        Assert.StartsWith("'road': shares is [0.5, 1] but takes", Assert.Throws<ArgumentException>(() => new Road(new() { Shares = [0.5, 1] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Road(new() { Noise = -1 }));
    }

    [Fact]
    public void Scores_DoNotDependOnCompany()
    {
        var oracle = OracleCase.Make();
        var maps = OracleMaps.Of(oracle.Image, 3);

        var together = new Road().Measure(oracle.Model, maps);

        Assert.All(maps.Zip(together), pair => Assert.Equal(Judged.Of(new Road(), oracle.Model, pair.First).Curve, pair.Second.Curve));
    }
}
