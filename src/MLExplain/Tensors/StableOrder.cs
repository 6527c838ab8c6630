namespace MLExplain.Tensors;

/// <summary>The order that sorts many numbers at once, equal ones as they came: the same on every machine, which a library's unstable sort is not.</summary>
internal static class StableOrder
{
    private const int DigitBits = 11;
    private const int Digits = 3;

    /// <summary>Indices of the values from small to large; equal values keep their order.</summary>
    /// <param name="values">Finite and at least 0, so that their bits sort like the numbers.</param>
    public static int[] Ascending(ReadOnlySpan<double> values)
    {
        var order = new int[values.Length];
        var keys = new uint[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            // + 0 turns −0 into 0. Rounding to float32 never swaps two numbers, but it can make them equal: those are put right at the end.
            keys[i] = BitConverter.SingleToUInt32Bits((float)(values[i] + 0.0));
        }

        (keys, order) = RadixSort(keys, order);
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && keys[end] == keys[start]; end++)
            {
            }

            SortRun(values, order.AsSpan(start, end - start));
        }

        return order;
    }

    // Least significant digit first; every pass is stable.
    private static (uint[] Keys, int[] Order) RadixSort(uint[] keys, int[] order)
    {
        var (nextKeys, nextOrder) = (new uint[keys.Length], new int[order.Length]);
        var places = new int[1 << DigitBits];
        for (var digit = 0; digit < Digits; digit++)
        {
            var shift = digit * DigitBits;
            Array.Clear(places);
            foreach (var key in keys)
            {
                places[(key >> shift) & (places.Length - 1)]++;
            }

            for (int i = 0, sum = 0; i < places.Length; i++)
            {
                (places[i], sum) = (sum, sum + places[i]);
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var place = places[(keys[i] >> shift) & (places.Length - 1)]++;
                (nextKeys[place], nextOrder[place]) = (keys[i], order[i]);
            }

            (keys, order, nextKeys, nextOrder) = (nextKeys, nextOrder, keys, order);
        }

        return (keys, order);
    }

    // Values that are equal as float32: most often one, or equal as float64 too.
    private static void SortRun(ReadOnlySpan<double> values, Span<int> run)
    {
        for (var i = 1; i < run.Length; i++)
        {
            if (values[run[i - 1]] > values[run[i]])
            {
                var keys = new (double Value, int Index)[run.Length];
                for (var k = 0; k < run.Length; k++)
                {
                    keys[k] = (values[run[k]], run[k]);
                }

                keys.AsSpan().Sort(run);
                return;
            }
        }
    }
}
