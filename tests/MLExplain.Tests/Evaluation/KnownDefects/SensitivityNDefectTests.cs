using MathNet.Numerics.Statistics;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation.KnownDefects;

/// <summary>What other implementations of sensitivity-n do instead, in short replicas, and that ours does not.</summary>
public sealed class SensitivityNDefectTests
{
    // Float32 scores below 1000 whose drops vary by as much.
    private const double Float32 = 1e-6;

    /// <summary>Quantus removes pixels cumulatively by rank and pairs the drop since the start with the last pixel's value alone: perfect maps of a sum get below 0, by definition they have 1.</summary>
    [Fact]
    public void Quantus_PairsTheCumulativeDrop_WithTheLastStepsAttribution()
    {
        float[][] images = [[9, 1, 0.5f, 0.25f], [5, 4, 0.5f, 0.25f], [7, 2, 0.5f, 0.25f]];

        Assert.True(QuantusCorrelation(images, maps: images, step: 1) < 0);

        Assert.All(images, image => Assert.All(Ours(image, image).Curve, point => Assert.Equal(1, point.Y, Float32)));
    }

    /// <summary>Quantus correlates one pair per image across the images of a batch: maps that are wrong in every image get 1 when images differ in scale; one image gets NaN.</summary>
    [Fact]
    public void Quantus_CorrelatesAcrossTheBatch()
    {
        float[][] images = [[1, 2, 4], [10, 20, 40], [100, 200, 400]];
        var reversed = Array.ConvertAll(images, image => new[] { image[2], image[1], image[0] });

        Assert.Equal(1, QuantusCorrelation(images, reversed, step: 0), Float32);
        Assert.True(double.IsNaN(QuantusCorrelation([images[0]], [reversed[0]], step: 0)));

        // Each pixel once: deviations of (4, 2, 1) and (1, 2, 4) times three are (5, -1, -4) and (-4, -1, 5).
        Assert.All(images.Zip(reversed), pair => Assert.Equal(-39 / 42.0, Ours(pair.First, pair.Second, EachPixelOnce(3)).Value!.Value, Float32));
    }

    /// <summary>Quantus keeps the scores of the first batch of 64: half of 128 maps are negated, which it never sees.</summary>
    [Fact]
    public void Quantus_CountsTheFirstBatchOnly()
    {
        var maps = Enumerable.Range(0, 128).Select(i => (Image: Judged.Image(1, 3, 1, 2, 4 + i), Sign: i < 64 ? 1f : -1))
            .Select(p => Judged.Map(p.Image, Array.ConvertAll(p.Image.Input.Values, v => p.Sign * v))).ToList();

        var scores = new SensitivityN(new() { Sizes = [1], Subsets = 10 }).Measure(Judged.Sum(1, 3), maps).Select(s => s.Value!.Value).ToList();

        Assert.Equal(1, scores.Chunk(64).First().Average(), Float32);
        Assert.Equal(0, scores.Average(), Float32);
    }

    /// <summary>Quantus counts n in values of all channels (its curve ends at 90) but its largest n in pixels, and Xplique draws each cell by itself, so that sizes vary: here n is a number of whole pixels.</summary>
    [Fact]
    public void QuantusAndXplique_RemoveAnotherNumberOfFeaturesThanN()
    {
        var shape = new ImageShape(3, 5, 6);
        var image = new EvaluatedImage("image", Given.Images(1, shape, 1).Reshape(3, 5, 6), Target: 0);
        var asked = new List<float[]>();
        var model = new ScoresOnlyClassifier(shape, x =>
        {
            asked.Add(x);
            return x[0];
        });

        var random = new SplitMix64(1);
        Assert.True(Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, 30).Count(_ => random.NextUniform() < 0.2)).Distinct().Count() > 1);

        _ = Judged.Of(new SensitivityN(new() { Subsets = 20 }), model, new EvaluatedMap("map", image, new Tensor(5, 6)));

        var removed = asked.Skip(1).Select(x => Enumerable.Range(0, 30).GroupBy(i => Enumerable.Range(0, 3).Count(c => x[(c * 30) + i] == 0)).ToDictionary(g => g.Key, g => g.Count())).ToList();
        Assert.All(removed, counts => Assert.DoesNotContain(counts.Keys, channels => channels is 1 or 2));
        Assert.Equal([1, 2, 4, 6, 10, 15, 24], removed.Select(counts => counts[3]).Distinct());
        Assert.All(removed.CountBy(counts => counts[3]), size => Assert.Equal(20, size.Value));
    }

    /// <summary>Xplique turns the undefined correlation of a constant map into 0, a number that enters the mean; here it is a status.</summary>
    [Fact]
    public void Xplique_CountsAnUndefinedCorrelationAsZero()
    {
        Assert.True(double.IsNaN(Correlation.Spearman([5.0, 5, 5], [1.0, 2, 4])));

        var score = Ours([1, 2, 4], [5, 5, 5]);

        Assert.Equal((MeasureStatus.Undefined, null), (score.Status, score.Value));
    }

    /// <summary>Xplique correlates ranks: a map in the right order but of the wrong proportions gets 1, by definition Pearson's correlation.</summary>
    [Fact]
    public void Xplique_CorrelatesRanks()
    {
        double[] drops = [1, 2, 3, 4];
        double[] map = [1, 10, 100, 1000];
        Assert.Equal(1, Correlation.Spearman(map, drops), Float32);

        // The drops' deviations are -1.5, -0.5, 0.5 and 1.5, whose squares sum to 5; those of the map's sum to 701,520.75.
        var expected = ((-1.5 * 1) + (-0.5 * 10) + (0.5 * 100) + (1.5 * 1000)) / Math.Sqrt(5 * 701520.75);
        Assert.Equal(expected, Ours(Given.Narrow(drops), Given.Narrow(map), EachPixelOnce(4)).Value!.Value, Float32);
    }

    private static MeasureScore Ours(float[] image, float[] map, Func<int[]>? subsets = null)
    {
        var options = new SensitivityNOptions { Subsets = subsets is null ? 20 : image.Length, Sizes = subsets is null ? null : [1] };
        return Judged.Of(new SensitivityN(options, subsets is null ? null : (_, _) => subsets), Judged.Sum(1, image.Length), Judged.Map(Judged.Image(1, image.Length, image), map));
    }

    private static Func<int[]> EachPixelOnce(int pixels)
    {
        var next = 0;
        return () => [next++ % pixels];
    }

    /// <summary>Of a model that sums pixels: the drop after so many removals, most attributed first, and the attribution of the last of them, correlated over images.</summary>
    private static double QuantusCorrelation(float[][] images, float[][] maps, int step)
    {
        var order = Array.ConvertAll(maps, map => Enumerable.Range(0, map.Length).OrderByDescending(i => map[i]).ToArray());
        var drops = images.Select((image, i) => order[i].Take(step + 1).Sum(pixel => (double)image[pixel]));
        return Correlation.Pearson(maps.Select((map, i) => (double)map[order[i][step]]), drops);
    }
}
