using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>Region growing on maps and segments that are given.</summary>
public sealed class XraiRankingTests
{
    /// <summary>Means of a few hundred float64 values, as float32 in the map: half a unit in the last place, with room.</summary>
    private const double RoundedToFloat32 = 1e-6;

    public static TheoryData<XraiAlgorithm> Algorithms => new(Enum.GetValues<XraiAlgorithm>());

    [Fact]
    public void FullTakesWhatIsBestNow_FastWhatWasBestAtFirst()
    {
        // Rows 0–9 are 2, 10–14 are 1, 15–19 are 1.8; the middle segment's mean falls once the first is taken.
        var map = Rows(20, row => row < 10 ? 2 : row < 15 ? 1 : 1.8f);
        bool[][] segments = [Band(0, 10), Band(5, 15), Band(10, 20)];

        var full = Xrai.Rank(map, segments, XraiAlgorithm.Full);
        var fast = Xrai.Rank(map, segments, XraiAlgorithm.Fast);

        Assert.Equal([2f, 1.4f], full.Segments.Select(s => (float)s.Value));
        Assert.Equal([200, 200], full.Segments.Select(s => s.Pixels));
        Assert.Equal([2f, 1.8f, 1f], fast.Segments.Select(s => (float)s.Value));
        Assert.Equal((1.4f, 1f, 1.8f), (full.ToMap().Values[11 * 20], fast.ToMap().Values[11 * 20], fast.ToMap().Values[19 * 20]));

        // 400 values that float32 rounds by 1e-7 at most.
        Assert.Equal(680, Statistics.Sum(full.ToMap().Values), 1e-4);
        Assert.Equal(680, Statistics.Sum(fast.ToMap().Values), 1e-4);
    }

    [Theory]
    [InlineData(XraiAlgorithm.Full, 1.0, 1)]
    [InlineData(XraiAlgorithm.Full, 1.0, 12)]
    [InlineData(XraiAlgorithm.Full, 0.3, 5)]
    [InlineData(XraiAlgorithm.Fast, 1.0, 5)]
    public void TheMapAndTheRanksEqualTheSlowReplica_TiesIncluded(XraiAlgorithm algorithm, double areaThreshold, int minPixels)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            // Quarters from −1 to 1: means tie, and the first segment wins.
            var map = new Tensor(15, 16);
            var random = new SplitMix64(seed);
            Array.ConvertAll(map.Values, _ => (float)(Math.Floor(random.NextUniform() * 9) - 4) / 4).CopyTo(map.Values.AsSpan());
            bool[][] segments = [.. Enumerable.Range(0, 40).Select(_ => Rectangle(ref random))];

            var ranking = Xrai.Rank(map, segments, algorithm, areaThreshold, minPixels);

            var (values, ranks) = XraiReplica.Grow(map, segments, algorithm, areaThreshold, minPixels);
            Assert.Equal(ranks, ranking.Ranks.ToArray());
            Assert.All(values.Zip(ranking.ToMap().Values), pair => Assert.Equal(pair.First, pair.Second, RoundedToFloat32));
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void TheSumIsKept_OverallAndPerSegment_AndValuesFall(XraiAlgorithm algorithm)
    {
        var map = Given.Images(1, new(1, 40, 30), seed: 8).Reshape(40, 30);
        var segments = SegmentDilation.ByDisk(new GridSegmentation { Rows = 5, Columns = 4 }.Segment(new Tensor(1, 40, 30)), radius: 3).Select(mask => Flags(mask, 1200));

        var ranking = Xrai.Rank(map, segments, algorithm, minPixels: 40);

        Assert.Equal(Enumerable.Range(1, ranking.Segments.Count), ranking.Segments.Select(s => s.Rank));
        Assert.Equal(1200, ranking.Segments.Sum(s => s.Pixels));
        Assert.Equal(ranking.Segments.SkipLast(1).Select(s => s.Value).OrderDescending(), ranking.Segments.SkipLast(1).Select(s => s.Value));
        foreach (var segment in ranking.Segments)
        {
            var pixels = Enumerable.Range(0, 1200).Where(pixel => ranking.Ranks[pixel] == segment.Rank).ToArray();
            Assert.Equal(segment.Pixels, pixels.Length);

            // The same float64 numbers, added in the same order.
            Assert.Equal(pixels.Sum(pixel => (double)map.Values[pixel]), segment.Value * segment.Pixels, 1e-12);
            Assert.All(pixels, pixel => Assert.Equal((float)segment.Value, ranking.ToMap().Values[pixel]));
        }
    }

    [Fact]
    public void PixelsOutsideEverySegment_AreTheLastOne()
    {
        var ranking = Xrai.Rank(Rows(20, row => row), [Band(0, 5), Band(5, 10)]);

        Assert.Equal([7, 2, 14.5], ranking.Segments.Select(s => s.Value));
        Assert.Equal((2, 1, 3), (ranking.Ranks[0], ranking.Ranks[100], ranking.Ranks[399]));
    }

    [Fact]
    public void WithoutSegments_TheMapIsItsMean() => Assert.Equal([new RankedSegment(1, 9.5, 400)], Xrai.Rank(Rows(20, row => row), []).Segments);

    [Fact]
    public void TheTopRegion_IsWholeSegmentsFromTheBestOn()
    {
        // Quarters of the image, the lowest best.
        var ranking = Xrai.Rank(Rows(20, row => row), [Band(0, 5), Band(5, 10), Band(10, 15), Band(15, 20)]);
        var picture = new RgbImage(20, 20, [.. Enumerable.Repeat((byte)9, 1200)]);

        Assert.Equal(Band(15, 20), ranking.TopRegion(0.1));
        Assert.Equal(Band(15, 20), ranking.TopRegion(0.49));
        Assert.Equal(Band(10, 20), ranking.TopRegion(0.5));
        Assert.All(ranking.TopRegion(1), Assert.True);
        Assert.Equal(Band(10, 20).SelectMany(taken => Enumerable.Repeat((byte)(taken ? 9 : 128), 3)), TopRegion.Picture(picture, ranking.TopRegion(0.5), rest: 128).Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => ranking.TopRegion(0));
    }

    [Fact]
    public void BadMapsAndSegments_GetASentence()
    {
        Says<SaliencyException>("'xrai' cannot rank the regions of a map that holds NaN in row 1, column 0.", () => Xrai.Rank(new Tensor([2, 2], [0, 0, float.NaN, 0]), []));
        Says<ArgumentException>("'xrai' ranks the regions of a map [H,W], but Tensor[3,2,2] was given.", () => Xrai.Rank(new Tensor(3, 2, 2), []));
        Says<ArgumentException>("'xrai' got a segment of 3 pixels for a map of 2x2; every segment needs one entry per pixel.", () => Xrai.Rank(new Tensor(2, 2), [[true, true, true]]));
        Says<ArgumentException>("'xrai': areaThreshold is 0 but must lie above 0 and be at most 1.", () => Xrai.Rank(new Tensor(2, 2), [], areaThreshold: 0));
    }

    private static Tensor Rows(int side, Func<int, float> value) => new([side, side], [.. Enumerable.Range(0, side * side).Select(pixel => value(pixel / side))]);

    private static bool[] Band(int from, int to) => [.. Enumerable.Range(0, 400).Select(pixel => pixel / 20 >= from && pixel / 20 < to)];

    private static bool[] Flags(int[] pixels, int length) => [.. Enumerable.Range(0, length).Select(pixel => Array.BinarySearch(pixels, pixel) >= 0)];

    private static bool[] Rectangle(ref SplitMix64 random)
    {
        int[] edges = [(int)(random.NextUniform() * 15), (int)(random.NextUniform() * 16), 1 + (int)(random.NextUniform() * 8), 1 + (int)(random.NextUniform() * 8)];
        return [.. Enumerable.Range(0, 240).Select(pixel => (uint)((pixel / 16) - edges[0]) < edges[2] && (uint)((pixel % 16) - edges[1]) < edges[3])];
    }

    private static void Says<TException>(string sentence, Action action)
        where TException : Exception => Assert.StartsWith(sentence, Assert.Throws<TException>(action).Message, StringComparison.Ordinal);
}
