using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Saliency;

/// <summary>XRAI against stored results of PAIR's implementation.</summary>
public sealed class XraiGoldenTests
{
    /// <summary>PAIR's means are float32 sums of up to 50176 values; of the largest value.</summary>
    private const double Float32Means = 1e-5;

    public static TheoryData<string> Cases
    {
        get
        {
            var goldens = Path.Combine(Repository.Shared, "goldens");
            return !Directory.Exists(goldens)
                ? new TheoryData<string>("reference data absent")
                : new TheoryData<string>(Directory.GetFiles(goldens, "xrai_full.npy", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(goldens, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void GivenTheBaseAndTheSegments_RankingAndValuesAreTheReferences(string folder)
    {
        var map = Load(folder, "xrai_base_attribution_channelmax");
        var labels = Load(folder, "felzenszwalb_labels");
        var segments = Enumerable.Range(0, labels.Shape[0]).SelectMany(scale => Segments(map.Shape[0], map.Shape[1], ToInts(labels.Row(scale)))).ToArray();
        foreach (var algorithm in Enum.GetValues<XraiAlgorithm>())
        {
            var name = $"xrai_{algorithm.ToString().ToLowerInvariant()}";
            var ranking = Xrai.Rank(map, segments, algorithm);

            Assert.Equal(ToInts(Load(folder, name + "_ranks").Values), ranking.Ranks.ToArray());
            var expected = Load(folder, name).Values;
            var largest = expected.Max(Math.Abs);
            Assert.All(expected.Zip(ranking.ToMap().Values), pair => Assert.Equal(pair.First, pair.Second, Float32Means * largest));
        }
    }

    [SkippableTheory]
    [InlineData("squeezenet10", "coffee", 967)]
    [InlineData("squeezenet10", "chelsea", 285)]
    [InlineData("squeezenet10", "broccoli", 937)]
    [InlineData("mnist_cntk", "digit_0_37", 0)]
    [InlineData("mnist_cntk", "digit_1_1500", 1)]
    [InlineData("mnist_cntk", "digit_2_2750", 2)]
    [InlineData("mnist_cntk", "digit_4_4200", 6)]
    [InlineData("mnist_cntk", "digit_6_6400", 6)]
    [InlineData("mnist_cntk", "digit_8_8300", 8)]
    [InlineData("mnist_cntk", "digit_5_5300_noise", 5)]
    [InlineData("mnist_cntk", "digit_2_2750_noise", 2)]
    [InlineData("mnist_cntk", "digit_8_8300_noise", 8)]
    public void FromTheImageAlone_TheMapIsTheReferences(string network, string image, int target)
    {
        // The threshold.
        const double SameOrder = 0.95;
        using var model = OnnxClassifier.Load(Repository.SharedFile("goldens", "models", Models[network]));
        var folder = Path.Combine(network, image);
        foreach (var algorithm in Enum.GetValues<XraiAlgorithm>())
        {
            var result = new Xrai(new XraiOptions { Algorithm = algorithm }).Explain(model, Load(folder, "input"), target);
            var expected = Load(folder, $"xrai_{algorithm.ToString().ToLowerInvariant()}");

            var correlation = Spearman(expected.Values, result.Values.Values);
            Assert.True(correlation >= SameOrder, FormattableString.Invariant($"{algorithm}: Spearman {correlation:F4}"));
        }
    }

    /// <summary>Every stored partition, the small images' after their way to 224x224 and back; the threshold is the issue's.</summary>
    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void TheSegmentsAreTheReferences(string folder)
    {
        const double SameSegments = 0.98;
        var input = Load(folder, "input");
        var labels = Load(folder, "felzenszwalb_labels");

        var maps = XraiSegments.Maps(input.Reshape(input.Shape[1..]), new XraiOptions(), CancellationToken.None).ToArray();

        for (var scale = 0; scale < maps.Length; scale++)
        {
            var index = Partitions.AdjustedRandIndex(maps[scale].Labels, ToInts(labels.Row(scale)));
            Assert.True(index >= SameSegments, FormattableString.Invariant($"scale {scale}: adjusted Rand index {index:F4}"));
        }
    }

    private static readonly Dictionary<string, string> Models = new()
    {
        ["mnist_cntk"] = "mnist_cntk_winml.onnx", ["squeezenet10"] = "squeezenet10_fp32_from_fp16.onnx",
    };

    // PAIR walks the labels in ascending order, which decides ties.
    private static IEnumerable<bool[]> Segments(int height, int width, int[] labels)
    {
        var map = SegmentMap.Of(height, width, labels);
        return SegmentDilation.ByDisk(map, radius: 5)
            .Select((mask, label) => (Mask: mask, Original: labels[map.Labels.IndexOf(label)]))
            .OrderBy(segment => segment.Original)
            .Select(segment => Flags(segment.Mask, labels.Length));
    }

    // Ranks with ties averaged (C. Spearman, 1904), then Pearson's correlation.
    private static double Spearman(float[] a, float[] b)
    {
        var (x, y) = (Ranks(a), Ranks(b));
        var mean = (a.Length - 1) / 2.0;
        return x.Zip(y, (u, v) => (u - mean) * (v - mean)).Sum() / Math.Sqrt(x.Sum(u => (u - mean) * (u - mean)) * y.Sum(v => (v - mean) * (v - mean)));
    }

    private static double[] Ranks(float[] values)
    {
        var ranks = new double[values.Length];
        foreach (var group in values.Select((value, index) => (value, index)).OrderBy(pair => pair.value).Select((pair, rank) => (pair, rank)).GroupBy(e => e.pair.value))
        {
            var mean = group.Average(entry => entry.rank);
            foreach (var entry in group)
            {
                ranks[entry.pair.index] = mean;
            }
        }

        return ranks;
    }

    private static Tensor Load(string folder, string name) => Npy.Read(Repository.SharedFile("goldens", folder, name + ".npy"));

    private static int[] ToInts(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (int)value);

    private static bool[] Flags(int[] pixels, int length)
    {
        var flags = new bool[length];
        foreach (var pixel in pixels)
        {
            flags[pixel] = true;
        }

        return flags;
    }
}
