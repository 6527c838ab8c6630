using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Peers;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>How long segments and XRAI's region growing take at 224 x 224 on one core; the growing beside the straightforward algorithm.</summary>
internal static class SuperpixelSuite
{
    private const int Side = 224;
    private const int Candidates = 2000;
    private const int MinPixels = 50;

    private static readonly double[] Scales = [50, 100, 150, 250, 500, 1200];

    public static void Run(BenchmarkOptions options)
    {
        Segments(options);
        Growing(options);
    }

    private static void Segments(BenchmarkOptions options)
    {
        options.Page.Heading("Superpixels: medians in ms at 224 x 224, 1 thread");
        var image = Picture();
        var graph = new PixelGraph(image, sigma: 0.8);
        var series = options.Interleaving.Measure(
        [
            new Candidate("Felzenszwalb: blur, edges and sort, once per image", () => _ = new PixelGraph(image, sigma: 0.8)),
            .. Scales.Select(scale => new Candidate($"Felzenszwalb: scale {Number(scale, 0)} after that", () => FelzenszwalbSegmentation.Cut(graph, scale, minSize: 150))),
            new Candidate("Felzenszwalb, one scale from the image", () => new FelzenszwalbSegmentation().Segment(image)),
            new Candidate("SLIC, 100 segments", () => new SlicSegmentation().Segment(image)),
            new Candidate("quickshift, kernel 4", () => new QuickshiftSegmentation().Segment(image)),
        ]);
        options.Page.Table(["what", "wall", "processor"], series.Select(s => new[] { s.Name, Number(s.Median), Number(s.ProcessorMedian) }));
    }

    private static void Growing(BenchmarkOptions options)
    {
        options.Page.Heading($"XRAI's region growing: medians in ms, {Candidates} candidates at 224 x 224, 1 thread");
        var map = Noise(1, seed: 2).Reshape(Side, Side);
        var masks = Enumerable.Range(0, Candidates).Select(Disk).ToArray();
        int[][] pixels = [.. masks.Select(mask => Enumerable.Range(0, mask.Length).Where(pixel => mask[pixel]).ToArray())];
        RequireAgreement(map, masks, pixels);
        var series = options.Interleaving.Measure(
            new Candidate("ours", () => new XraiGrowing(map, pixels, MinPixels).Full(areaThreshold: 1)),
            new Candidate("straightforward", () => StraightforwardXrai.Grow(map, masks, MinPixels)));
        options.Page.Table(
            ["ours", "straightforward", "ratio", "(processor time)"],
            [[Number(series[0].Median), Number(series[1].Median, 0), Times(series[0].SpeedOver(series[1])), Times(series[0].ProcessorSpeedOver(series[1]))]]);
    }

    // A benchmark of a wrong ranking means nothing. Gains of the two differ by the rounding of float64 sums only.
    private static void RequireAgreement(Tensor map, bool[][] masks, int[][] pixels)
    {
        var expected = StraightforwardXrai.Grow(map, masks, MinPixels).OrderByDescending(region => region.Gain).ToArray();
        var ours = new XraiGrowing(map, pixels, MinPixels).Full(areaThreshold: 1).Segments;
        for (var rank = 0; rank < expected.Length; rank++)
        {
            if (ours[rank].Pixels != expected[rank].Pixels || Math.Abs(ours[rank].Value - expected[rank].Gain) > 1e-12)
            {
                throw new InvalidOperationException($"Rank {rank + 1}: ours is {ours[rank]}, the straightforward algorithm's {expected[rank]}.");
            }
        }
    }

    // Smooth shapes under noise, so that segments of all sizes occur.
    private static Tensor Picture()
    {
        var image = Noise(3, seed: 1);
        for (var i = 0; i < image.Length; i++)
        {
            var (channel, y, x) = (i / (Side * Side), i / Side % Side, i % Side);
            var shape = 0.5 + (0.4 * Math.Sin((x + (40 * channel)) / 25.0) * Math.Cos(y / (15.0 + channel)));
            image.Values[i] = (float)Math.Clamp(shape + (0.1 * (image.Values[i] - 0.5)), 0, 1);
        }

        return image;
    }

    // Disks of 4 to 23 pixels' radius: 50 to 1660 pixels, as dilated segments of six levels have.
    private static bool[] Disk(int index)
    {
        var random = new SplitMix64((ulong)index);
        var (y, x, radius) = (Side * random.NextUniform(), Side * random.NextUniform(), 4 + (19 * random.NextUniform()));
        return [.. Enumerable.Range(0, Side * Side).Select(pixel => Math.Pow((pixel / Side) - y, 2) + Math.Pow((pixel % Side) - x, 2) <= radius * radius)];
    }

    private static Tensor Noise(int channels, ulong seed)
    {
        var random = new SplitMix64(seed);
        return new Tensor([channels, Side, Side], [.. Enumerable.Range(0, channels * Side * Side).Select(_ => (float)random.NextUniform())]);
    }
}
