using MLExplain.Tensors;

namespace MLExplain.Transforms;

/// <summary>Applies a <see cref="ChannelReduction"/>.</summary>
internal static class ChannelReductions
{
    /// <summary>The values of the column: <c>[C,H,W]</c> as it is, or one <c>[H,W]</c> map.</summary>
    public static float[] Apply(ChannelReduction reduction, Tensor attribution)
    {
        if (reduction == ChannelReduction.None)
        {
            return attribution.Values;
        }

        var (values, plane) = (attribution.Values, attribution.Length / attribution.Shape[0]);
        var map = new float[plane];
        for (var pixel = 0; pixel < plane; pixel++)
        {
            double reduced = 0;
            for (var i = pixel; i < values.Length; i += plane)
            {
                reduced = reduction switch
                {
                    ChannelReduction.Sum => reduced + values[i],
                    ChannelReduction.AbsoluteSum => reduced + Math.Abs(values[i]),
                    _ => Math.Max(reduced, Math.Abs(values[i])),
                };
            }

            map[pixel] = (float)reduced;
        }

        return map;
    }
}
