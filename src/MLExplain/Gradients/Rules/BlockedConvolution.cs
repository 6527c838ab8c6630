using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients.Rules;

/// <summary>The gradient of Conv with respect to its image as another Conv, which ONNX Runtime runs as fast as the forward pass.</summary>
internal static class BlockedConvolution
{
    /// <summary>The transposed convolution of the gradient, or null where no faster form than ConvTranspose is known.</summary>
    public static string? TryTransposed(RuleContext r, string gradient, Window window)
    {
        if (r.Lowering != Lowering.CpuBlocked || window.Axes != 2 || r.Constant(1)?.DataType != (int)TensorProto.Types.DataType.Float || r.Needs(1))
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
    /// [group·outputs, inputs, …] → [group·inputs, outputs, …], each kernel backwards. Stored, though the runtime could compute it when the
    /// session opens: that took 70 of the 173 ms in which ResNet-18's gradient opened.
    /// </summary>
    private static string FlippedWeights(RuleContext r, Window window, long group)
    {
        var weights = r.ConstantFloats(1);
        var positions = (int)window.Kernel.Aggregate(1L, (p, k) => p * k);
        var (inputs, outputs) = ((int)r.XInfo(1).Shape[1].Size, weights.Length / positions / (int)(group * r.XInfo(1).Shape[1].Size));
        return r.G.LargeConstant([group * inputs, outputs, .. window.Kernel], flipped =>
        {
            for (var first = 0; first < weights.Length; first += inputs * outputs * positions)
            {
                Flip(weights.AsSpan(first, inputs * outputs * positions), flipped[first..], inputs, outputs, positions);
            }
        });
    }

    /// <summary>Inputs in short runs: every run reads whole cache lines and writes to few places at once.</summary>
    private static void Flip(ReadOnlySpan<float> weights, Span<float> flipped, int inputs, int outputs, int positions)
    {
        const int run = 16;
        for (var start = 0; start < inputs; start += run)
        {
            var end = Math.Min(inputs, start + run);
            for (var o = 0; o < outputs; o++)
            {
                for (var i = start; i < end; i++)
                {
                    var kernel = weights.Slice(((o * inputs) + i) * positions, positions);
                    var place = flipped.Slice(((i * outputs) + o) * positions, positions);
                    for (var k = 0; k < kernel.Length; k++)
                    {
                        place[place.Length - 1 - k] = kernel[k];
                    }
                }
            }
        }
    }
}
