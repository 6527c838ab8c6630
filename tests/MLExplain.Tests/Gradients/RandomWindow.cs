namespace MLExplain.Tests.Gradients;

/// <summary>A random sliding window over one, two or three axes, and an image it fits on.</summary>
internal sealed record RandomWindow(int[] Sizes, int[] Kernel, long[] Strides, long[] Dilations, long[] Pads, string AutoPad)
{
    public (string, object)[] Attributes => AutoPad == "NOTSET"
        ? [("strides", Strides), ("dilations", Dilations), ("pads", Pads)]
        : [("strides", Strides), ("dilations", Dilations), ("auto_pad", AutoPad)];

    /// <summary>Padding stays smaller than the kernel, so that no window lies in it entirely.</summary>
    public static RandomWindow Draw(Random random, int maxPad, bool dilated)
    {
        var axes = random.Next(5) switch { 0 => 1, 1 => 3, _ => 2 };
        var kernel = Each(axes, _ => random.Next(1, axes == 3 ? 3 : 5));
        var dilations = Each(axes, _ => dilated ? (long)random.Next(1, 3) : 1);
        var pads = Each(2 * axes, a => (long)random.Next(0, (int)Math.Min(maxPad + 1, kernel[a % axes])));
        var autoPad = random.Next(6) switch { 0 => "SAME_UPPER", 1 => "SAME_LOWER", 2 => "VALID", _ => "NOTSET" };
        var strides = Each(axes, _ => (long)random.Next(1, 4));
        if (autoPad.StartsWith("SAME", StringComparison.Ordinal))
        {
            // The runtime refuses automatic padding with dilation, and with strides longer than the kernel.
            (dilations, strides) = (Each(axes, _ => 1L), Each(axes, a => Math.Min(strides[a], kernel[a])));
        }

        return new RandomWindow(
            Each(axes, a => (int)((kernel[a] - 1) * dilations[a]) + random.Next(2, axes == 3 ? 4 : 7)),
            kernel,
            strides,
            dilations,
            pads,
            autoPad);
    }

    public override string ToString() =>
        $"stride {string.Join(',', Strides)}, dilation {string.Join(',', Dilations)}, {(AutoPad == "NOTSET" ? $"pads {string.Join(',', Pads)}" : AutoPad)}";

    private static T[] Each<T>(int count, Func<int, T> at) => [.. Enumerable.Range(0, count).Select(at)];
}
