namespace MLExplain.Tests.Gradients;

internal static partial class RuleCases
{
    /// <summary>Next to a maximum the step is small: float32 rounding of the output, near 6e-8, is divided by a step of 1e-3.</summary>
    private const double NearKink = 5e-4;

    private static IEnumerable<RuleCase> Convolution =>
    [
        .. Enumerable.Range(0, 24).Select(seed => RandomConv("Conv", seed)),
        .. Enumerable.Range(0, 16).Select(seed => RandomConv("ConvTranspose", seed)),
        Conv("ResNet stem", [2, 3, 17, 17], [16, 3, 7, 7], Window([2, 2], [3, 3, 3, 3])),
        Conv("3x3 in blocks", [2, 16, 7, 6], [32, 16, 3, 3], Window([1, 1], [1, 1, 1, 1])),
        Conv("3x3 stride 2 in blocks", [2, 16, 8, 7], [32, 16, 3, 3], Window([2, 2], [1, 1, 1, 1])),
        Conv("1x1 in blocks", [2, 16, 7, 6], [32, 16, 1, 1], Window([1, 1], [0, 0, 0, 0])),
        Conv("1x1 stride 2 in blocks", [2, 16, 7, 6], [32, 16, 1, 1], Window([2, 2], [0, 0, 0, 0])),
        Conv("depthwise in blocks", [2, 32, 7, 6], [32, 1, 3, 3], [.. Window([1, 1], [1, 1, 1, 1]), ("group", 32)]),
        Conv("depthwise stride 2 in blocks", [2, 32, 7, 6], [32, 1, 3, 3], [.. Window([2, 2], [1, 1, 1, 1]), ("group", 32)]),
        Conv("grouped in blocks", [2, 32, 7, 6], [64, 16, 3, 3], [.. Window([1, 1], [1, 1, 1, 1]), ("group", 2)]),
        Conv("more padding than kernel", [1, 16, 5, 5], [16, 16, 2, 2], Window([1, 1], [2, 3, 3, 2])),
    ];

    private static IEnumerable<RuleCase> Pooling =>
    [
        .. from ceil in new[] { 0, 1 } from seed in Enumerable.Range(0, 10) select RandomPool("MaxPool", seed, ceil),
        Image2("MaxPool", "2x2 in blocks", [2, 16, 6, 6], distinct: true, [("kernel_shape", new long[] { 2, 2 }), .. Window([2, 2], [0, 0, 0, 0])]),
        Image2("MaxPool", "3x3 stride 2 padded, in blocks", [2, 16, 7, 7], distinct: true, [("kernel_shape", new long[] { 3, 3 }), .. Window([2, 2], [1, 1, 1, 1])]),
        Image2("MaxPool", "3x3 stride 2 ceil, in blocks", [2, 16, 8, 8], distinct: true, [("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("ceil_mode", 1)]),
        Image2("MaxPool", "3x3 stride 1, in blocks", [2, 16, 6, 5], distinct: true, [("kernel_shape", new long[] { 3, 3 }), .. Window([1, 1], [1, 1, 1, 1])]),
        Image2("MaxPool", "column-major indices", Image, distinct: true, [("kernel_shape", new long[] { 2, 2 }), ("storage_order", 1)]),
        .. from shape in new int[][] { Image, [2, 4, 9], [1, 2, 3, 4, 5], [2, 16, 4, 4] } select Image2("GlobalAveragePool", string.Join('x', shape), shape, distinct: false, []),
    ];

    private static (string, object)[] Window(long[] strides, long[] pads) => [("strides", strides), ("pads", pads)];

    private static RuleCase Conv(string name, int[] image, int[] weight, (string, object)[] attributes) => new("Conv", name)
    {
        Graph = (g, x) => g.Node("Conv", x, attributes), Shapes = [image, weight, [weight[0]]], Weights = [1, 2], Step = 0.5, Tolerance = Smooth,
    };

    private static RuleCase Image2(string op, string name, int[] shape, bool distinct, (string, object)[] attributes) => new(op, name)
    {
        Graph = (g, x) => g.Node(op, x, attributes), Shapes = [shape], Distinct = distinct,
        Step = distinct ? 0.45 / shape.Aggregate(1, (p, d) => p * d) : 0.5, Tolerance = distinct ? NearKink : Linear,
    };

    /// <summary>A convolution with random rank, groups, window and padding; weights and bias are differentiated too.</summary>
    private static RuleCase RandomConv(string op, int seed)
    {
        var random = new Random(seed);
        var window = RandomWindow.Draw(random, maxPad: op == "Conv" ? 2 : 0, dilated: true);
        var groups = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        var (perGroupIn, perGroupOut) = (random.Next(1, 4), random.Next(1, 4));
        int[] image = [2, groups * perGroupIn, .. window.Sizes];
        int[] weight = op == "Conv" ? [groups * perGroupOut, perGroupIn, .. window.Kernel] : [groups * perGroupIn, perGroupOut, .. window.Kernel];
        (string, object)[] attributes = [.. window.Attributes, ("group", groups)];
        return new(op, $"random {seed}: {string.Join('x', image)} by {string.Join('x', weight)}, {window}")
        {
            Graph = (g, x) => g.Node(op, x, attributes), Shapes = [image, weight, [groups * perGroupOut]],
            Weights = [1, 2], Step = 0.5, Tolerance = Smooth,
        };
    }

    private static RuleCase RandomPool(string op, int seed, int ceil, params (string, object)[] more)
    {
        var random = new Random(seed);
        var window = RandomWindow.Draw(random, maxPad: 1, dilated: op == "MaxPool");
        return Image2(op, $"random {seed}: {string.Join('x', window.Sizes)}, {window}, ceil_mode={ceil}{string.Concat(more.Select(m => $", {m.Item1}={m.Item2}"))}",
            [2, 3, .. window.Sizes], op == "MaxPool", [.. window.Attributes, ("kernel_shape", window.Kernel.Select(k => (long)k)), ("ceil_mode", ceil), .. more]);
    }
}
