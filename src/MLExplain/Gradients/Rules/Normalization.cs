namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of normalisations. x̂ is the normalised input, σ⁻¹ the reciprocal of its standard deviation.</summary>
internal static class Normalization
{
    /// <summary>y = γ·x̂ + β, x̂ = (x − μ)·σ⁻¹ with given μ, σ² per channel  ⇒  dX = dY·γ·σ⁻¹, dγ = Σ dY·x̂, dβ = Σ dY, dμ = −Σ dX, dσ² = −½ Σ dX·x̂·σ⁻¹</summary>
    public static void BatchNormalization(RuleContext r)
    {
        if (r.Int("training_mode", 0) != 0)
        {
            throw new RuleRefusedException("it is in training mode, where images of a batch influence each other; export the model for inference");
        }

        string PerChannel(string vector) => AlongChannels(r, vector);
        var deviation = r.Op("Sqrt", [r.Add(r.X(4), r.G.Scalar(r.Float("epsilon", 1e-5f)))]);
        var gradient = r.Mul(r.DY(), PerChannel(r.Div(r.X(1), deviation)));
        if (r.Needs(0))
        {
            r.Give(0, gradient);
        }

        if (!r.Needs(1) && !r.Needs(2) && !r.Needs(3) && !r.Needs(4))
        {
            return;
        }

        var normalized = r.Div(r.Sub(r.X(), PerChannel(r.X(3))), PerChannel(deviation));
        Give(r, 1, () => SumPerChannel(r, r.Mul(r.DY(), normalized)));
        Give(r, 2, () => SumPerChannel(r, r.DY()));
        Give(r, 3, () => r.Neg(SumPerChannel(r, gradient)));
        Give(r, 4, () => r.Scale(r.Div(SumPerChannel(r, r.Mul(gradient, normalized)), deviation), -0.5f));
    }

    /// <summary>y = γ·x̂ + β, μ and σ over the spatial axes of each channel of each image  ⇒  dX as <see cref="Centred"/> of dY·γ, dγ = Σ dY·x̂, dβ = Σ dY</summary>
    public static void InstanceNormalization(RuleContext r)
    {
        long[] axes = [.. Enumerable.Range(2, r.XInfo().Rank - 2).Select(a => (long)a)];
        var (normalized, reciprocal) = Normalized(r, r.X(), axes, r.Float("epsilon", 1e-5f));
        Give(r, 0, () => Centred(r, r.Mul(r.DY(), AlongChannels(r, r.X(1))), normalized, reciprocal, axes));
        Give(r, 1, () => SumPerChannel(r, r.Mul(r.DY(), normalized)));
        Give(r, 2, () => SumPerChannel(r, r.DY()));
    }

    /// <summary>y = γ·x̂ + β, μ and σ over groups of channels of each image  ⇒  as for InstanceNormalization, in the shape [N, groups, …]</summary>
    public static void GroupNormalization(RuleContext r)
    {
        var grouped = r.G.Constant(0, r.Int("num_groups", 1), -1);
        var (normalized, reciprocal) = Normalized(r, r.Op("Reshape", [r.X(), grouped]), [2], r.Float("epsilon", 1e-5f));
        Give(r, 0, () =>
        {
            var gradient = r.Op("Reshape", [r.Mul(r.DY(), AlongChannels(r, r.X(1))), grouped]);
            return r.ReshapeTo(Centred(r, gradient, normalized, reciprocal, [2]), r.XInfo(), r.X());
        });
        Give(r, 1, () => SumPerChannel(r, r.Mul(r.DY(), r.ReshapeTo(normalized, r.XInfo(), r.X()))));
        Give(r, 2, () => SumPerChannel(r, r.DY()));
    }

    /// <summary>y = γ·x̂ + β, μ and σ over the axes from "axis" on  ⇒  dX as <see cref="Centred"/> of dY·γ, dγ = Σ dY·x̂, dβ = Σ dY</summary>
    public static void LayerNormalization(RuleContext r)
    {
        if (r.TryDY(1) is not null || r.TryDY(2) is not null)
        {
            throw new RuleRefusedException("the score depends on its Mean or InvStdDev output");
        }

        var rank = r.XInfo().Rank;
        var first = RuleContext.Axis(r.Int("axis", -1), rank);
        long[] axes = [.. Enumerable.Range(first, rank - first).Select(a => (long)a)];
        var (normalized, reciprocal) = Normalized(r, r.X(), axes, r.Float("epsilon", 1e-5f));
        Give(r, 0, () => Centred(r, r.Mul(r.DY(), r.X(1)), normalized, reciprocal, axes));
        if (r.Needs(1))
        {
            r.GiveBroadcast(1, r.Mul(r.DY(), normalized));
        }

        if (r.Needs(2))
        {
            r.GiveBroadcast(2, r.DY());
        }
    }

    /// <summary>
    /// y = x·D^−β, D = k + α/n·Σ x² over n neighbouring channels  ⇒  dX = dY·D^−β − 2αβ/n · x · Σ dY·x·D^(−β−1) over the mirrored neighbourhood
    /// </summary>
    public static void LocalResponseNormalization(RuleContext r)
    {
        var (n, alpha, beta) = (r.Int("size", 1), r.Float("alpha", 1e-4f), r.Float("beta", 0.75f));
        var (before, after) = ((n - 1) / 2, n / 2);
        var squares = Neighbours(r, r.Mul(r.X(), r.X()), n, before, after);
        var denominator = r.Add(r.Scale(squares, alpha / n), r.G.Scalar(r.Float("bias", 1)));
        var direct = r.Mul(r.DY(), r.Op("Pow", [denominator, r.G.Scalar(-beta)]));
        var through = Neighbours(r, r.Div(r.Mul(direct, r.X()), denominator), n, after, before);
        r.Give(0, r.Sub(direct, r.Mul(r.X(), r.Scale(through, 2 * alpha * beta / n))));
    }

    /// <summary>σ⁻¹·(h − mean(h) − x̂·mean(h·x̂)): the gradient of (x − μ)·σ⁻¹ when μ and σ come from x itself.</summary>
    private static string Centred(RuleContext r, string h, string normalized, string reciprocal, long[] axes)
    {
        var along = r.Mul(normalized, Mean(r, r.Mul(h, normalized), axes));
        return r.Mul(reciprocal, r.Sub(r.Sub(h, Mean(r, h, axes)), along));
    }

    private static (string Normalized, string Reciprocal) Normalized(RuleContext r, string x, long[] axes, float epsilon)
    {
        var centred = r.Sub(x, Mean(r, x, axes));
        var variance = Mean(r, r.Mul(centred, centred), axes);
        var reciprocal = r.Op("Reciprocal", [r.Op("Sqrt", [r.Add(variance, r.G.Scalar(epsilon))])]);
        return (r.Mul(centred, reciprocal), reciprocal);
    }

    private static string Mean(RuleContext r, string x, long[] axes) => r.Op("ReduceMean", [x, r.G.Constant(axes)], ("keepdims", 1));

    /// <summary>Sum over a range of channels: an average pooling of the [N, 1, C, positions] view.</summary>
    private static string Neighbours(RuleContext r, string x, long n, long before, long after)
    {
        var view = r.Op("Reshape", [x, r.G.Constant(-1, 1, r.XInfo().Shape[1].Size, Window.Spatial(r.XInfo()).Aggregate(1L, (p, d) => p * d))]);
        var mean = r.Op(
            "AveragePool", [view], ("kernel_shape", new[] { n, 1 }), ("pads", new[] { before, 0, after, 0 }), ("count_include_pad", 1));
        return r.Scale(r.ReshapeTo(mean, r.XInfo(), r.X()), n);
    }

    private static string AlongChannels(RuleContext r, string vector) =>
        r.Op("Reshape", [vector, r.G.Constant([-1, .. Enumerable.Repeat(1L, r.XInfo().Rank - 2)])]);

    private static string SumPerChannel(RuleContext r, string x) =>
        r.Op("ReduceSum", [x, r.G.Constant([0, .. Enumerable.Range(2, r.XInfo().Rank - 2).Select(a => (long)a)])], ("keepdims", 0));

    private static void Give(RuleContext r, int input, Func<string> gradient)
    {
        if (r.Needs(input))
        {
            r.Give(input, gradient());
        }
    }
}
