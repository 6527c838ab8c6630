using MLExplain.Tensors;

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
        .. Enumerable.Range(100, 24).Select(seed => FixedConv(seed, kind: seed % 4)),
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
        .. from shape in new int[][] { Image, [2, 4, 9], [1, 2, 3, 4, 5] } select Image2("GlobalMaxPool", string.Join('x', shape), shape, distinct: true, []),
        .. from ceil in new[] { 0, 1 } from seed in Enumerable.Range(0, 8) from include in new[] { 0, 1 } select RandomPool("AveragePool", seed, ceil, ("count_include_pad", include)),
        .. from seed in Enumerable.Range(20, 4) from include in new[] { 0, 1 } select RandomPool("AveragePool", seed, 0, ("count_include_pad", include)) with { Opset = 19 },
        Image2("AveragePool", "dilated", [2, 3, 9, 8], distinct: false, [("kernel_shape", new long[] { 2, 3 }), ("dilations", new long[] { 3, 2 })]) with { Opset = 19 },
        Image2("AveragePool", "3x3 stride 1 in blocks", [2, 16, 7, 6], distinct: false, [("kernel_shape", new long[] { 3, 3 }), .. Window([1, 1], [1, 1, 1, 1]), ("count_include_pad", 1)]),
        Image2("AveragePool", "3x3 stride 1 in blocks, padding not counted", [2, 16, 7, 6], distinct: false, [("kernel_shape", new long[] { 3, 3 }), .. Window([1, 1], [1, 1, 1, 1])]),
        Image2("AveragePool", "2x2 in blocks", [2, 16, 6, 8], distinct: false, [("kernel_shape", new long[] { 2, 2 }), .. Window([2, 2], [0, 0, 0, 0])]),
        .. from p in new[] { 1, 2, 3 } select Image2("LpPool", $"p={p}", Image, distinct: false, [("kernel_shape", new long[] { 3, 2 }), .. Window([2, 1], [1, 0, 1, 1]), ("p", p)]) with { Step = 0.01, Tolerance = Smooth },
    ];

    private static IEnumerable<RuleCase> Normalization =>
    [
        .. from shape in new int[][] { Image, [3, 4], [2, 3, 5], [2, 16, 4, 3] } select new RuleCase("BatchNormalization", string.Join('x', shape))
        {
            // The variance is drawn like the rest: its square and ε = 0.2 keep it positive.
            Graph = (g, x) => g.Node("BatchNormalization", [x[0], x[1], x[2], x[3], g.Node("Mul", [x[4], x[4]])], ("epsilon", 0.2f)),
            Shapes = [shape, [shape[1]], [shape[1]], [shape[1]], [shape[1]]], Weights = [1, 2, 3, 4], Step = 0.005, Tolerance = Smooth,
        },
        .. from shape in new int[][] { Image, [2, 3, 5], [1, 2, 3, 4, 2] } select new RuleCase("InstanceNormalization", string.Join('x', shape))
        {
            Graph = (g, x) => g.Node("InstanceNormalization", x, ("epsilon", 0.1f)),
            Shapes = [shape, [shape[1]], [shape[1]]], Weights = [1, 2], Step = 0.02, Tolerance = Smooth,
        },
        .. from groups in new[] { 1, 2, 6 } select new RuleCase("GroupNormalization", $"{groups} groups")
        {
            Graph = (g, x) => g.Node("GroupNormalization", x, ("epsilon", 0.1f), ("num_groups", groups)),
            Shapes = [[2, 6, 4, 3], [6], [6]], Weights = [1, 2], Step = 0.02, Tolerance = Smooth, Opset = 21,
        },
        .. from axis in new[] { -1, 1, 2 } select new RuleCase("LayerNormalization", $"axis {axis}")
        {
            Graph = (g, x) => g.Node("LayerNormalization", x, ("epsilon", 0.1f), ("axis", axis)),
            Shapes = [[2, 4, 5], [.. new[] { 2, 4, 5 }[(axis < 0 ? 2 : axis)..]], [.. new[] { 2, 4, 5 }[(axis < 0 ? 2 : axis)..]]], Weights = [1, 2], Step = 0.02, Tolerance = Smooth,
        },
        new("LayerNormalization", "without bias")
        {
            Graph = (g, x) => g.Node("LayerNormalization", x, ("epsilon", 0.1f)), Shapes = [[2, 4, 5], [5]], Weights = [1], Step = 0.02, Tolerance = Smooth,
        },
        .. from size in new[] { 1, 3, 5, 9 } select new RuleCase("LRN", $"size {size}")
        {
            Graph = (g, x) => g.Node("LRN", x, ("size", size), ("alpha", 0.7f), ("beta", 0.6f), ("bias", 1.5f)),
            Shapes = [[2, 7, 3, 4]], Step = 0.02, Tolerance = Smooth,
        },
    ];

    private static IEnumerable<RuleCase> Resizing =>
    [
        .. from mode in new[] { "nearest", "linear", "cubic" }
           from coordinates in new[] { "half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners" }
           from scale in new[] { (2f, 3f), (1.6f, 0.7f), (0.5f, 1f) }
           select Resize($"{mode}, {coordinates}, scales {scale}", [1, 1, scale.Item1, scale.Item2], ("mode", mode), ("coordinate_transformation_mode", coordinates)),
        .. from rounding in new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" }
           from coordinates in new[] { "half_pixel", "asymmetric", "align_corners" }
           from scale in new[] { (2f, 2f), (1.5f, 0.5f), (2.5f, 3f) }
           select Resize($"nearest, {rounding}, {coordinates}, scales {scale}", [1, 1, scale.Item1, scale.Item2], ("nearest_mode", rounding), ("coordinate_transformation_mode", coordinates)),
        .. from mode in new[] { "nearest", "linear", "cubic" }
           from scale in new[] { (1.1f, 1.05f), (1.1f, 2f), (0.95f, 2f) }
           select Resize($"{mode}, scales {scale} that leave the height or both sides as they are", [1, 1, scale.Item1, scale.Item2], ("mode", mode)),
        new("Resize", "linear to a size")
        {
            Graph = (g, x) => g.Node("Resize", [x[0], "", "", g.Constant(11, 4)], ("mode", "linear"), ("axes", new long[] { 2, 3 })), Shapes = [Image], Step = 0.5, Tolerance = Linear,
        },
        new("Resize", "two axes to a size, half_pixel_symmetric")
        {
            Graph = (g, x) => g.Node("Resize", [x[0], "", "", g.Constant(11, 4)], ("mode", "linear"), ("axes", new long[] { 2, 3 }), ("coordinate_transformation_mode", "half_pixel_symmetric")),
            Shapes = [Image], Step = 0.5, Tolerance = Linear, Opset = 19,
        },
        new("Resize", "nearest twice, in blocks")
        {
            Graph = (g, x) => g.Node("Resize", [x[0], "", g.Constant([4], [1, 1, 2, 2])], ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
            Shapes = [[2, 16, 4, 3]], Step = 0.5, Tolerance = Linear,
        },
        .. from mode in new[] { "constant", "edge", "reflect", "wrap" }
           select new RuleCase("Pad", mode)
           {
               Graph = (g, x) => g.Node("Pad", [x[0], g.Constant(0, 0, 1, 2, 0, 0, 3, 4)], ("mode", mode)), Shapes = [Image], Step = 0.5, Tolerance = Linear, Opset = 19,
           },
        .. from mode in new[] { "edge", "reflect", "wrap" }
           from pads in new long[][] { [-2, 3, 1, -1], [4, -3, -1, 2], [3, -1, -2, 2] }
           select new RuleCase("Pad", $"{mode}, cropping and padding by {string.Join(' ', pads)}")
           {
               Graph = (g, x) => g.Node("Pad", [x[0], g.Constant(0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3])], ("mode", mode)), Shapes = [Image], Step = 0.5, Tolerance = Linear, Opset = 19,
           },
        new("Pad", "constant, cropping") { Graph = (g, x) => g.Node("Pad", [x[0], g.Constant(0, 0, -1, 2, 0, 0, 1, -2)]), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("Pad", "channels and one axis") { Graph = (g, x) => g.Node("Pad", [x[0], g.Constant(1, 2, 0, 3), g.Scalar(7), g.Constant(-1, 1)]), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        new("Pad", "reflected channels") { Graph = (g, x) => g.Node("Pad", [x[0], g.Constant(1, 2), "", g.Constant(1)], ("mode", "reflect")), Shapes = [Image], Step = 0.5, Tolerance = Linear },
        .. from mode in new[] { "DCR", "CRD" } select Image2("DepthToSpace", mode, [2, 12, 3, 2], distinct: false, [("blocksize", 2), ("mode", mode)]),
        Image2("SpaceToDepth", "3x3 blocks", [2, 2, 6, 9], distinct: false, [("blocksize", 3)]),
    ];

    private static RuleCase Resize(string name, float[] scales, params (string, object)[] attributes) => new("Resize", name)
    {
        Graph = (g, x) => g.Node("Resize", [x[0], "", g.Constant([4], scales)], attributes), Shapes = [Image], Step = 0.5, Tolerance = Linear,
    };

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

    /// <summary>A convolution with constant weights in whole blocks of channels: dense, grouped, depthwise or 1×1.</summary>
    private static RuleCase FixedConv(int seed, int kind)
    {
        var random = new Random(seed);
        var kernel = kind == 3 ? 1 : random.Next(1, 5);
        var (strides, dilation) = (random.Next(1, 4), kernel > 1 ? random.Next(1, 3) : 1);
        var pads = Enumerable.Range(0, 4).Select(_ => kind == 3 ? 0L : random.Next(0, kernel)).ToArray();
        var size = ((kernel - 1) * dilation) + (strides * random.Next(1, 4)) + random.Next(0, 2);
        var (outputs, perGroup, group) = kind switch { 0 => (32, 16, 1), 1 => (48, 16, 2), 2 => (32, 1, 32), _ => (32, 16, 1) };
        var weight = new Tensor([outputs, perGroup, kernel, kernel], [.. Enumerable.Range(0, outputs * perGroup * kernel * kernel).Select(_ => (float)RuleCase.Uniform(random))]);
        (string, object)[] attributes = [("strides", new long[] { strides, strides }), ("dilations", new long[] { dilation, dilation }), ("pads", pads), ("group", group)];
        return new("Conv", $"constant weights {seed}: {outputs}x{perGroup}x{kernel}x{kernel} on {size}, stride {strides}, dilation {dilation}, pads {string.Join(',', pads)}, group {group}")
        {
            Graph = (g, x) => g.Node("Conv", [x[0], g.Initializer("weight", weight)], attributes),
            Shapes = [[2, perGroup * group, size, size + 1]], Step = 0.5, Tolerance = Smooth,
        };
    }

    private static RuleCase RandomPool(string op, int seed, int ceil, params (string, object)[] more)
    {
        var random = new Random(seed);
        var window = RandomWindow.Draw(random, maxPad: 1, dilated: op == "MaxPool");
        return Image2(op, $"random {seed}: {string.Join('x', window.Sizes)}, {window}, ceil_mode={ceil}{string.Concat(more.Select(m => $", {m.Item1}={m.Item2}"))}",
            [2, 3, .. window.Sizes], op == "MaxPool", [.. window.Attributes.Where(a => op == "MaxPool" || a.Item1 != "dilations"), ("kernel_shape", window.Kernel.Select(k => (long)k)), ("ceil_mode", ceil), .. more]);
    }
}
