namespace MLExplain.Gradients.Rules;

/// <summary>Gradient of Resize: interpolation is linear in the image and works along one axis at a time.</summary>
internal static class Resizing
{
    /// <summary>y = M_h·x·M_wᵀ with constant interpolation matrices  ⇒  dX = M_hᵀ·dY·M_w. Nearest pixels repeated k times  ⇒  dX = sums of blocks of k</summary>
    public static void Resize(RuleContext r)
    {
        // ONNX Runtime copies when no axis changes its length, even where a scale such as 1.1 would shift positions.
        if (r.XInfo().Shape.SequenceEqual(r.YInfo().Shape))
        {
            r.Give(0, r.DY());
            return;
        }

        if (r.Int("antialias", 0) != 0 || r.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
        {
            throw new RuleRefusedException("antialias and keep_aspect_ratio_policy have no gradient rule");
        }

        var axes = Axes(r);
        if (RepeatsPixels(r, axes))
        {
            r.Give(0, BlockSums(r));
            return;
        }

        var gradient = r.DY();
        foreach (var (axis, interpolation) in axes)
        {
            gradient = AxisOperator.Transposed(
                r, gradient, axis, r.XInfo().Rank, interpolation.OutSize, interpolation.InSize, interpolation.Row);
        }

        r.Give(0, gradient);
    }

    /// <summary>The axes that change, each with its interpolation.</summary>
    private static List<(int Axis, Interpolation Along)> Axes(RuleContext r)
    {
        var rank = r.XInfo().Rank;
        var resized = r.Ints("axes") is { } some ? some.Select(a => RuleContext.Axis(a, rank)).ToArray() : [.. Enumerable.Range(0, rank)];
        var scales = r.HasX(2) ? r.ConstantFloats(2) : [];
        var list = new List<(int, Interpolation)>();
        foreach (var (axis, i) in resized.Select((a, i) => (a, i)))
        {
            var (from, to) = (r.XInfo().Shape[axis], r.YInfo().Shape[axis]);
            if (from == to && (scales.Length == 0 || scales[i] == 1))
            {
                continue;
            }

            if (from.PerRow || to.PerRow)
            {
                throw new RuleRefusedException($"it resizes axis {axis} of {r.XInfo()}, which grows with the batch");
            }

            var scale = scales.Length > 0 ? scales[i] : (float)to.Size / from.Size;
            list.Add((axis, new Interpolation(
                r.Text("mode", "nearest"),
                r.Text("coordinate_transformation_mode", "half_pixel"),
                r.Text("nearest_mode", "round_prefer_floor"),
                (int)from.Size,
                (int)to.Size,
                scale)
            {
                CubicCoefficient = r.Float("cubic_coeff_a", -0.75f), ExcludeOutside = r.Int("exclude_outside", 0) != 0,
            }));
        }

        return list;
    }

    /// <summary>Whether the two image axes grow by whole factors and every output pixel is a copy of the pixel of its block.</summary>
    private static bool RepeatsPixels(RuleContext r, List<(int Axis, Interpolation Along)> axes) =>
        r.XInfo().Rank == 4 && r.Text("mode", "nearest") == "nearest" && axes.Count > 0
        && axes.All(a => a.Axis >= 2 && a.Along.OutSize % a.Along.InSize == 0
            && Enumerable.Range(0, a.Along.OutSize).All(o => a.Along.Row(o).Single().At == o / (a.Along.OutSize / a.Along.InSize)));

    private static string BlockSums(RuleContext r)
    {
        var block = Enumerable.Range(2, 2).Select(a => r.YInfo().Shape[a].Size / r.XInfo().Shape[a].Size).ToArray();
        return r.Scale(r.Op("AveragePool", [r.DY()], ("kernel_shape", block), ("strides", block)), block[0] * block[1]);
    }
}
