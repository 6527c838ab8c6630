namespace MLExplain.Gradients.Rules;

/// <summary>The gradient of Conv with respect to its image as another Conv, which ONNX Runtime runs as fast as the forward pass.</summary>
internal static class BlockedConvolution
{
    /// <summary>The transposed convolution of the gradient, or null where no faster form than ConvTranspose is known.</summary>
    public static string? TryTransposed(RuleContext r, string gradient, Window window)
    {
        if (r.Lowering != Lowering.CpuBlocked || window.Axes != 2 || r.Constant(1) is null || r.Needs(1))
        {
            return null;
        }

        var group = r.Int("group", 1);
        if (window.IsUnitStride)
        {
            return Flipped(r, gradient, window, group);
        }

        if (!Blocked.Holds(r, r.XInfo()) || !Blocked.Holds(r, r.YInfo()))
        {
            return null;
        }

        var depthwise = r.XInfo(1).Shape[1].Size == 1 && r.XInfo(1).Shape[0].Size == group;
        return depthwise ? StridedDepthwise(r, gradient, window, group)
            : window.IsPointwise && group == 1 ? StridedPointwise(r, gradient, window)
            : null;
    }

    /// <summary>1×1 with stride: dX = the product with wᵀ at low resolution, then zeros between its pixels.</summary>
    private static string? StridedPointwise(RuleContext r, string gradient, Window window)
    {
        if (window.Pads.Any(p => p != 0) || window.Each(a => window.Large[a] - (window.Small[a] * window.Strides[a])).Any(missing => missing != 0))
        {
            return null;
        }

        var product = r.Op("Conv", [gradient, FlippedWeights(r, window, 1)], ("kernel_shape", window.Kernel));
        return Blocked.Enter(r, Interleaved(r, product, window), r.XInfo());
    }

    /// <summary>Depthwise with stride: dX = the flipped convolution of dY with zeros between its pixels.</summary>
    private static string? StridedDepthwise(RuleContext r, string gradient, Window window, long group)
    {
        var begin = window.Each(a => window.Extent(a) - 1 - window.Begin[a]);
        var end = window.Each(a => window.Large[a] - (window.Small[a] * window.Strides[a]) - begin[a] + window.Extent(a) - 1);
        if (begin.Concat(end).Any(p => p < 0))
        {
            return null;
        }

        var flipped = window with { Begin = begin, End = end, Strides = [1, 1] };
        return r.Op("Conv", [Interleaved(r, gradient, window), FlippedWeights(r, window, group)], [.. flipped.Attributes, ("group", group)]);
    }

    /// <summary>Pixels at multiples of the stride, zeros between: repeated pixels times a lattice of ones and zeros.</summary>
    private static string Interleaved(RuleContext r, string x, Window window)
    {
        var (height, width) = (window.Small[0] * window.Strides[0], window.Small[1] * window.Strides[1]);
        var repeated = r.Op(
            "Resize",
            [x, "", r.G.Constant([4], [1, 1, window.Strides[0], window.Strides[1]])],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
        var lattice = new float[height * width];
        for (var i = 0; i < lattice.Length; i++)
        {
            lattice[i] = i / width % window.Strides[0] == 0 && i % width % window.Strides[1] == 0 ? 1 : 0;
        }

        return r.Mul(repeated, r.G.Constant([1, 1, height, width], lattice));
    }

    /// <summary>Stride 1: dX = Conv(dY, w flipped in space and transposed in channels), padded by what the kernel reaches beyond its own padding.</summary>
    private static string? Flipped(RuleContext r, string gradient, Window window, long group)
    {
        var begin = window.Each(a => window.Extent(a) - 1 - window.Begin[a]);
        var end = window.Each(a => window.Extent(a) - 1 - window.End[a]);
        if (begin.Concat(end).Any(p => p < 0))
        {
            return null;
        }

        var flipped = window with { Begin = begin, End = end };
        return r.Op("Conv", [gradient, FlippedWeights(r, window, group)], [.. flipped.Attributes, ("group", group)]);
    }

    /// <summary>
    /// [group·outputs, inputs, …] → [group·inputs, outputs, …], each kernel backwards. The runtime computes it once, when the session
    /// opens, so the file does not grow.
    /// </summary>
    private static string FlippedWeights(RuleContext r, Window window, long group)
    {
        var weights = r.X(1);
        if (!window.IsPointwise)
        {
            weights = r.Op("Slice", [weights, r.G.Constant(-1, -1), r.G.Constant(long.MinValue, long.MinValue), r.G.Constant(2, 3), r.G.Constant(-1, -1)]);
        }

        var (outputs, inputs) = (r.XInfo(1).Shape[0].Size / group, r.XInfo(1).Shape[1].Size);
        if (group == 1)
        {
            return r.Op("Transpose", [weights], ("perm", new long[] { 1, 0, 2, 3 }));
        }

        if (outputs == 1 && inputs == 1)
        {
            return weights;
        }

        var split = r.Op("Reshape", [weights, r.G.Constant([group, outputs, inputs, .. window.Kernel])]);
        var swapped = r.Op("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3, 4 }));
        return r.Op("Reshape", [swapped, r.G.Constant([group * inputs, outputs, .. window.Kernel])]);
    }
}
