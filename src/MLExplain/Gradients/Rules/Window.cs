namespace MLExplain.Gradients.Rules;

/// <summary>
/// The sliding window of a convolution or pooling, one entry per spatial axis, automatic padding resolved to numbers.
/// Window p covers positions p·stride + k·dilation − begin of the large side, k = 0..kernel−1.
/// </summary>
/// <param name="Large">Sizes of the side that windows slide over (the input of Conv, the output of ConvTranspose).</param>
/// <param name="Small">Number of windows per axis.</param>
/// <param name="Kernel">Kernel sizes.</param>
/// <param name="Strides">Steps between windows.</param>
/// <param name="Dilations">Steps inside a window.</param>
/// <param name="Begin">Padding before the first position.</param>
/// <param name="End">Padding after the last position.</param>
internal sealed record Window(long[] Large, long[] Small, long[] Kernel, long[] Strides, long[] Dilations, long[] Begin, long[] End)
{
    public int Axes => Kernel.Length;

    public long[] Pads => [.. Begin, .. End];

    public bool IsUnitStride => Strides.All(s => s == 1);

    public bool IsPointwise => Kernel.All(k => k == 1);

    /// <summary>What the floor of the output size formula left unused at the end of each axis; negative where windows hang over it.</summary>
    public long[] Rest => Each(a => Large[a] - (((Small[a] - 1) * Strides[a]) + Extent(a) - Begin[a] - End[a]));

    /// <summary>Length of a window along an axis, gaps of the dilation included.</summary>
    public long Extent(int axis) => ((Kernel[axis] - 1) * Dilations[axis]) + 1;

    /// <summary>The attributes that say this window, padding explicit.</summary>
    public (string Name, object Value)[] Attributes =>
        [("kernel_shape", Kernel), ("strides", Strides), ("dilations", Dilations), ("pads", Pads)];

    public long[] Each(Func<int, long> perAxis) => [.. Enumerable.Range(0, Axes).Select(perAxis)];

    /// <summary>The same windows with the end padding of a ceil_mode that lets the last ones hang over.</summary>
    public Window CoveringItsEnd() => this with { End = Each(a => End[a] - Math.Min(0, Rest[a])) };

    /// <summary>
    /// For each window, row-major, 1 / the number of positions an average counts: those on the image, or those on the image and its
    /// padding; what hangs over the padding in ceil_mode never counts.
    /// </summary>
    public float[] Shares(bool includePadding)
    {
        var counts = new[] { 1L };
        for (var a = 0; a < Axes; a++)
        {
            var (low, high) = includePadding ? (-Begin[a], Large[a] + End[a]) : (0, Large[a]);
            var along = Enumerable.Range(0, (int)Small[a]).Select(p => Enumerable.Range(0, (int)Kernel[a])
                .Select(k => (p * Strides[a]) + (k * Dilations[a]) - Begin[a]).LongCount(at => at >= low && at < high)).ToArray();
            counts = [.. counts.SelectMany(c => along.Select(n => c * n))];
        }

        return [.. counts.Select(c => 1f / c)];
    }

    /// <summary>Window of Conv and the pooling operators.</summary>
    public static Window OverInput(RuleContext r, long[] kernel) => Read(r, Spatial(r.XInfo()), Spatial(r.YInfo()), kernel);

    /// <summary>Window of ConvTranspose, whose large side is its output.</summary>
    public static Window OverOutput(RuleContext r, long[] kernel)
    {
        var window = Read(r, Spatial(r.YInfo()), Spatial(r.XInfo()), kernel);
        if (r.Ints("output_shape") is null)
        {
            return window;
        }

        // With output_shape the padding is derived from it, half on each side; the odd one goes where auto_pad says.
        var extra = r.Ints("output_padding") ?? new long[window.Axes];
        var total = window.Each(a => Math.Max(0, ((window.Small[a] - 1) * window.Strides[a]) + window.Extent(a) + extra[a] - window.Large[a]));
        return window.WithTotalPads(total, oddAtEnd: r.Text("auto_pad", "NOTSET") == "SAME_UPPER");
    }

    /// <summary>Sizes of the spatial axes, which must not depend on the batch.</summary>
    public static long[] Spatial(Onnx.TensorInfo info) => info.Shape.Skip(2).Any(d => d.PerRow)
        ? throw new RuleRefusedException($"its shape {info} mixes the batch into a spatial axis")
        : [.. info.Shape.Skip(2).Select(d => d.Size)];

    private static Window Read(RuleContext r, long[] large, long[] small, long[] kernel)
    {
        var ones = Enumerable.Repeat(1L, kernel.Length).ToArray();
        var pads = r.Ints("pads") ?? new long[2 * kernel.Length];
        var window = new Window(
            large, small, kernel, r.Ints("strides") ?? ones, r.Ints("dilations") ?? ones, pads[..kernel.Length], pads[kernel.Length..]);
        var padding = r.Text("auto_pad", "NOTSET");
        if (padding.StartsWith("SAME", StringComparison.Ordinal) && window.Dilations.Any(d => d > 1))
        {
            throw new RuleRefusedException($"auto_pad {padding} with dilations is not computed alike by all runtimes; write its pads as numbers");
        }

        return padding switch
        {
            "NOTSET" or "" => window,
            "VALID" => window.WithTotalPads(new long[kernel.Length], oddAtEnd: true),
            var same => window.WithTotalPads(
                window.Each(a => Math.Max(0, ((small[a] - 1) * window.Strides[a]) + window.Extent(a) - large[a])), oddAtEnd: same == "SAME_UPPER"),
        };
    }

    private Window WithTotalPads(long[] total, bool oddAtEnd) => this with
    {
        Begin = Each(a => oddAtEnd ? total[a] / 2 : total[a] - (total[a] / 2)),
        End = Each(a => oddAtEnd ? total[a] - (total[a] / 2) : total[a] / 2),
    };
}
