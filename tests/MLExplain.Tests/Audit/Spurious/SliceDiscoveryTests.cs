using System.Diagnostics;
using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Spurious;

public class SliceDiscoveryTests
{
    /// <summary>Sums of logarithms of factorials up to a few dozen.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Maps in a corner come with three errors in five, the others with one in twenty: both halves find the corner, and its device.</summary>
    [Fact]
    public void APlantedSliceIsFoundAndItsCauseNamed()
    {
        var report = SliceDiscovery.Find(Made(400, seed: 1, errorInCorner: 0.6));

        Assert.Equal((400, 0, ""), (report.Images, report.LeftOut, report.Reason));
        var significant = report.Slices.Where(s => s.QValue <= 0.05).ToList();
        Assert.Equal([0, 1], significant.Select(s => s.Half).Distinct().Order());
        Assert.All(significant, s => Assert.StartsWith("corner", s.Description.Members[0], StringComparison.Ordinal));
        var first = report.Slices[0];
        Assert.True(first.Errors > 1.5 * first.ExpectedErrors, $"{first.Errors} errors, {first.ExpectedErrors} expected");
        Assert.Equal(("device", "scanner"), (first.Description.Associations[0].Attribute, first.Description.Associations[0].Value));
        Assert.True(first.Description.AccuracyInside < first.Description.AccuracyOutside);
    }

    /// <summary>
    /// Errors fall anywhere. A slice fitted to them looks bad in its own half; tested in the other, three of 60 runs are expected to find one at a rate of 5 %, and
    /// ten are 4 deviations.
    /// </summary>
    [Fact]
    public void WhereErrorsFallAnywhere_ASliceIsSeldomFound() => Assert.InRange(
        Enumerable.Range(0, 60).Count(seed => SliceDiscovery.Find(Made(200, seed, errorInCorner: 0.2, errorElsewhere: 0.2), new SliceOptions { Permutations = 19, Seed = seed }).Slices.Any(s => s.QValue <= 0.05)), 0, 10);

    /// <summary>One label is hard and is found in the corner: the label explains the errors, not the map.</summary>
    [Fact]
    public void WhatTheLabelExplainsIsNoSlice()
    {
        var images = Made(400, seed: 4, errorInCorner: 0, errorElsewhere: 0)
            .Select((image, i) => image with { Label = image.Id[0] == 'c' || i % 5 == 0 ? "hard" : "easy" }).Select((image, i) => image with { Prediction = image.Label == "hard" && i % 2 == 0 ? "easy" : image.Label });

        Assert.DoesNotContain(SliceDiscovery.Find([.. images]).Slices, s => s.QValue <= 0.05);
    }

    [Fact]
    public void OrderChangesNothing()
    {
        var images = Made(120, seed: 2, errorInCorner: 0.6);

        Assert.Equal(Text(SliceDiscovery.Find(images)), Text(SliceDiscovery.Find([.. images.Reverse()])));

        static string Text(SliceReport report) => string.Join('\n', report.Slices.Select(s => $"{s.Half} {s.Index} {s.Errors} {s.QValue:R} {string.Join(' ', s.Description.Members)}"));
    }

    [Fact]
    public void TooFewImages_IsAReasonAndACount()
    {
        var report = SliceDiscovery.Find([.. Made(30, seed: 3, errorInCorner: 0.5), Made(1, seed: 5, errorInCorner: 0)[0] with { Map = null }]);

        Assert.Empty(report.Slices);
        Assert.Equal((30, 1), (report.Images, report.LeftOut));
        Assert.StartsWith("30 images have a label, a prediction and a map", report.Reason, StringComparison.Ordinal);
    }

    /// <summary>All three errors of ten images fall among four: 7 of 210 ways.</summary>
    [Fact]
    public void TheTestIsExact_ByHand() => Assert.Equal(1 / 30.0, StratifiedErrors.UpperTail([new(10, 3, 4, 3)]), Rounding);

    /// <summary>Two labels: every way of dealing the errors, counted one by one.</summary>
    [Fact]
    public void TheTestIsExact_AgainstCountingAllWays()
    {
        StratifiedErrors.Stratum[] strata = [new(6, 2, 3, 1), new(7, 3, 2, 2)];
        var first = Ways(6, 2).Select(w => Inside(w, 3)).ToList();
        var second = Ways(7, 3).Select(w => Inside(w, 2)).ToList();

        Assert.Equal(first.SelectMany(_ => second, (a, b) => a + b).Average(errors => errors >= 3 ? 1.0 : 0), StratifiedErrors.UpperTail(strata), Rounding);

        static IEnumerable<int> Ways(int images, int errors) => Enumerable.Range(0, 1 << images).Where(bits => int.PopCount(bits) == errors);
        static int Inside(int bits, int inside) => int.PopCount(bits & ((1 << inside) - 1));
    }

    /// <summary>The limit for clustering as many maps is 20 s; measured: 1 s on a busy machine.</summary>
    [Fact]
    public void FiveThousandMapsTakeSeconds()
    {
        var clock = Stopwatch.StartNew();

        Assert.NotEmpty(SliceDiscovery.Find(Made(5000, seed: 6, errorInCorner: 0.3), new SliceOptions { Permutations = 99 }).Slices);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    /// <summary>A third of the maps is in a corner, and mostly from the scanner; labels fall anywhere.</summary>
    private static SlicedImage[] Made(int count, int seed, double errorInCorner, double errorElsewhere = 0.05)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var corner = i % 3 == 0;
            var map = new float[64];
            for (var p = 0; p < map.Length; p++)
            {
                var (y, x) = corner ? (1, 1) : (4, 5);
                map[p] = (float)(Math.Exp(-(Math.Pow((p / 8) - y, 2) + Math.Pow((p % 8) - x, 2)) / 3) + (0.2 * random.NextDouble()));
            }

            var label = random.Next(2) == 0 ? "benign" : "malignant";
            var wrong = random.NextDouble() < (corner ? errorInCorner : errorElsewhere);
            return new SlicedImage(
                $"{(corner ? "corner" : "middle")}{i:0000}", $"{seed}-{i:x8}", label, wrong ? label == "benign" ? "malignant" : "benign" : label, MapDescriptor.Of(new Tensor([8, 8], map)),
                [new("device", corner == random.NextDouble() < 0.9 ? "scanner" : "camera")], []);
        })];
    }
}
