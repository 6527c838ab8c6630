using MathNet.Numerics.LinearAlgebra;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class RoadTests
{
    // The residual's bound for values from −2 to 2, 0.00002, and what a system of at most 71 unknowns makes of it.
    private const double OfSmallSystems = 0.001;

    // Of the range of the known values: a twentieth of the standard deviation of the noise that is added, which is 0.01 of it.
    private const double OfTheRange = 0.0005;

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
        Imputation(height, width, removed).Fill(filled);

        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(expected[i], filled[removed[i]], OfSmallSystems));
        Assert.All(Enumerable.Range(0, image.Length).Except(removed), i => Assert.Equal(image[i], filled[i]));
    }

    /// <summary>Shapes and sizes on which coarse grids have odd edges, thin parts and lone pixels; the slow replica is Gauss and Seidel's iteration in float64.</summary>
    [Theory]
    [InlineData(61, 47, "disk")]
    [InlineData(61, 47, "all but a disk")]
    [InlineData(64, 64, "scattered")]
    [InlineData(33, 50, "all but a corner")]
    [InlineData(46, 31, "stripes")]
    [InlineData(17, 3, "all but a corner")]
    [InlineData(1, 40, "disk")]
    [InlineData(2, 2, "all but a corner")]
    public void Imputation_AgreesWithTheSlowReplica(int height, int width, string shape)
    {
        var image = Given.Images(1, new ImageShape(1, height, width), seed: 5).Values;
        var random = new SplitMix64(3);
        var removed = Enumerable.Range(0, image.Length).Where(IsRemoved).ToArray();
        var filled = (float[])image.Clone();
        Imputation(height, width, removed).Fill(filled);

        var expected = Slow(image, removed, height, width);

        Assert.All(removed, pixel => Assert.Equal(expected[pixel], filled[pixel], 4 * OfTheRange));

        bool IsRemoved(int pixel)
        {
            var (y, x) = (pixel / width, pixel % width);
            var inDisk = Math.Pow(y - (height / 2), 2) + Math.Pow(x - (width / 2), 2) < Math.Pow(Math.Min(height, width) / 2.5, 2) || height == 1 && x > 9 && x < 30;
            return shape switch { "disk" => inDisk, "all but a disk" => !inDisk, "scattered" => random.NextUniform() < 0.9, "stripes" => y % 11 > 1, _ => pixel > 0 };
        }
    }

    /// <summary>A linear function and x² − y² are their own weighted mean of eight neighbours, so that a hole in one is filled by the function itself.</summary>
    [Theory]
    [InlineData(12, 1, 0)]
    [InlineData(12, 0, 1)]
    [InlineData(12, -0.7, 2)]
    [InlineData(56, 1, 1)]
    [InlineData(1, 0.3, -1)]
    public void Imputation_ContinuesAHarmonicPicture_AtTheSizeOfNetworks(int frame, double linear, double quadratic)
    {
        const int side = 224;
        var image = new float[side * side];
        for (var i = 0; i < image.Length; i++)
        {
            var (x, y) = ((i % side / (side / 2.0)) - 1, (i / side / (side / 2.0)) - 1);
            image[i] = (float)((linear * (x + (2 * y))) + (quadratic * ((x * x) - (y * y))));
        }

        var removed = Enumerable.Range(0, image.Length).Where(i => Inside(i % side) && Inside(i / side)).ToArray();
        var filled = (float[])image.Clone();
        Imputation(side, side, removed).Fill(filled);

        var range = image.Max() - image.Min();
        Assert.All(removed, pixel => Assert.Equal(image[pixel], filled[pixel], OfTheRange * range));

        bool Inside(int at) => at >= frame && at < side - frame;
    }

    /// <summary>One object fills one picture after another.</summary>
    [Fact]
    public void WhatWasFilledBefore_LeavesNoTrace()
    {
        var images = Given.Images(2, new ImageShape(1, 20, 30), seed: 6);
        var (used, fresh) = (Imputation(20, 30, [.. Enumerable.Range(0, 500)]), Imputation(20, 30, [.. Enumerable.Range(300, 200)]));
        used.Fill(images.Row(0).ToArray());
        used.Remove([.. Enumerable.Range(300, 200)]);
        var (one, other) = (images.Row(1).ToArray(), images.Row(1).ToArray());

        used.Fill(one);
        fresh.Fill(other);

        Assert.Equal(other, one);
    }

    [Fact]
    public void AConstantImage_IsImputedExactly()
    {
        var channel = new float[30];
        channel.AsSpan().Fill(7);
        channel[4] = channel[29] = channel[0] = -100;

        Imputation(5, 6, [0, 4, 29]).Fill(channel);

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

    private static LinearImputation Imputation(int height, int width, int[] removed)
    {
        var imputation = new LinearImputation(height, width);
        imputation.Remove(removed);
        return imputation;
    }

    private static double[] Slow(float[] image, int[] removed, int height, int width)
    {
        var values = Array.ConvertAll(image, value => (double)value);
        for (var (sweep, moved) = (0, 1.0); moved > 1e-9 && sweep < 200_000; sweep++)
        {
            moved = 0;
            foreach (var pixel in removed)
            {
                var (sum, weights) = (0.0, 0.0);
                for (var offset = 0; offset < 9; offset++)
                {
                    var (y, x) = ((pixel / width) + (offset / 3) - 1, (pixel % width) + (offset % 3) - 1);
                    if (offset != 4 && y >= 0 && y < height && x >= 0 && x < width)
                    {
                        var weight = offset % 2 == 1 ? 1 / 6.0 : 1 / 12.0;
                        (sum, weights) = (sum + (weight * values[(y * width) + x]), weights + weight);
                    }
                }

                moved = Math.Max(moved, Math.Abs((sum / weights) - values[pixel]));
                values[pixel] = sum / weights;
            }
        }

        return values;
    }
}
