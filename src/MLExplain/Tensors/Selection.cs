namespace MLExplain.Tensors;

/// <summary>Order statistics without sorting.</summary>
internal static class Selection
{
    /// <summary>The value that stands at a position of the sorted sample.</summary>
    /// <remarks>C. A. R. Hoare, "Algorithm 65: Find", CACM 4, 1961: linear on average, ties included.</remarks>
    /// <param name="values">The sample, none NaN; reordered.</param>
    /// <param name="position">0 for the least value.</param>
    public static float At(Span<float> values, int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)values.Length, nameof(position));
        var (left, right) = (0, values.Length - 1);
        while (left < right)
        {
            var pivot = Median(values[left], values[(left + right) / 2], values[right]);
            var (i, j) = (left, right);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }

            // left..j holds values up to the pivot, i..right values from it; what lies between equals it.
            (left, right) = (position <= j ? left : position >= i ? i : position, position <= j ? j : position >= i ? right : position);
        }

        return values[position];
    }

    private static float Median(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
