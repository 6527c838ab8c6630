using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of convolutions. * is convolution, n runs over the batch, p over windows, k inside a window.</summary>
internal static class Convolution
{
    /// <summary>
    /// y[n,o,p] = b[o] + Σ x[n,i,p·s+k·d−pad]·w[o,i,k]  ⇒  dX = ConvTranspose(dY, w), dW[o,i,k] = Σ dY[n,o,p]·x[n,i,p·s+k·d−pad], dB[o] = Σ dY[n,o,p]
    /// </summary>
    public static void Conv(RuleContext r)
    {
        var window = Window.OverInput(r, KernelShape(r));
        if (r.Needs(0))
        {
            r.Give(0, BlockedConvolution.TryTransposed(r, r.DY(), window) ?? Blocked.Enter(r, Transposed(r, r.DY(), window), r.XInfo()));
        }

        if (r.Needs(1))
        {
            r.Give(1, Weights(r, r.DY(), r.YInfo(), r.X(), r.XInfo(), window));
        }

        if (r.Needs(2))
        {
            r.Give(2, Bias(r));
        }
    }

    /// <summary>y = ConvTranspose(x, w)  ⇒  dX = Conv(dY, w), dW[i,o,k] = Σ x[n,i,p]·dY[n,o,p·s+k·d−pad], dB[o] = Σ dY[n,o,p]</summary>
    public static void ConvTranspose(RuleContext r)
    {
        var window = Window.OverOutput(r, KernelShape(r));
        if (window.Each(a => window.Rest[a] / window.Strides[a]).Any(extra => extra != 0))
        {
            throw new RuleRefusedException("its output_padding is as long as its stride");
        }

        if (r.Needs(0))
        {
            r.Give(0, r.Op("Conv", [r.DY(), r.X(1)], Attributes(r, window)));
        }

        if (r.Needs(1))
        {
            r.Give(1, Weights(r, r.X(), r.XInfo(), r.DY(), r.YInfo(), window));
        }

        if (r.Needs(2))
        {
            r.Give(2, Bias(r));
        }
    }

    public static long[] KernelShape(RuleContext r) => [.. r.XInfo(1).Shape.Skip(2).Select(d => d.Size)];

    /// <summary>The transpose of Conv in x; output_padding restores the positions that the last window did not reach.</summary>
    private static string Transposed(RuleContext r, string gradient, Window window) =>
        r.Op("ConvTranspose", [gradient, r.X(1)], [.. Attributes(r, window), ("output_padding", window.Rest)]);

    /// <summary>
    /// Σₙₚ small[n,o,p]·large[n,i,p·s+k·d−pad] is a convolution over the batch: images are the channels of the large side,
    /// the small side is the kernel, and stride and dilation trade places. It gives a few offsets too many where Conv's floor left a rest.
    /// </summary>
    private static string Weights(RuleContext r, string small, TensorInfo smallInfo, string large, TensorInfo largeInfo, Window window)
    {
        var group = r.Int("group", 1);
        long[] swap = [1, 0, .. Enumerable.Range(2, window.Axes).Select(a => (long)a)];
        var (outputs, inputs) = (smallInfo.Shape[1].Size, largeInfo.Shape[1].Size / group);
        var images = r.Op("Transpose", [large], ("perm", swap));
        if (group > 1)
        {
            // [group·inputs, N, …] → [inputs, group·N, …]
            var split = r.Op("Reshape", [images, r.G.Constant([group, inputs, -1, window.Large.Aggregate(1L, (p, d) => p * d)])]);
            var moved = r.Op("Transpose", [split], ("perm", new long[] { 1, 0, 2, 3 }));
            images = r.Op("Reshape", [moved, r.G.Constant([inputs, -1, .. window.Large])]);
        }

        var kernel = r.Op("Transpose", [small], ("perm", swap));
        var sums = r.Op(
            "Conv",
            [images, kernel],
            ("kernel_shape", window.Small), ("strides", window.Dilations), ("dilations", window.Strides), ("pads", window.Pads), ("group", group));
        return r.Op("Transpose", [r.Op("Slice", [sums, r.G.Constant(new long[window.Axes]), r.G.Constant(window.Kernel), r.G.Constant(swap.AsSpan(2))])], ("perm", swap));
    }

    private static string Bias(RuleContext r)
    {
        long[] axes = [0, .. Enumerable.Range(2, r.YInfo().Rank - 2).Select(a => (long)a)];
        return r.Op("ReduceSum", [r.DY(), r.G.Constant(axes)], ("keepdims", 0));
    }

    private static (string Name, object Value)[] Attributes(RuleContext r, Window window) => [.. window.Attributes, ("group", r.Int("group", 1))];
}
