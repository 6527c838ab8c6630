namespace MLExplain.Tensors;

/// <summary>The taps of antialiased bilinear resampling along one axis: output i = Σ_t Weights[i·Taps + t] · input[First[i] + t].</summary>
/// <remarks>
/// Pillow's definition: with s = inputSize / outputSize and f = max(s, 1), output i is centred at c = (i + ½)·s and reads the
/// inputs x with |x + ½ − c| &lt; f, weighted 1 − |x + ½ − c| / f and normalised to sum 1 after clipping to the axis.
/// Enlarging, this is plain bilinear interpolation between pixel centres.
/// </remarks>
internal sealed class TriangleFilter
{
    public TriangleFilter(int inputSize, int outputSize)
        : this(inputSize, outputSize, 0, outputSize)
    {
    }

    /// <summary>The taps of a window of the outputs only; output 0 is then the window's first.</summary>
    public TriangleFilter(int inputSize, int outputSize, int windowStart, int windowSize)
    {
        var scale = (double)inputSize / outputSize;
        var support = Math.Max(scale, 1.0);
        var inverse = 1.0 / support;
        Taps = ((int)Math.Ceiling(support) * 2) + 1;
        First = new int[windowSize];
        Count = new int[windowSize];
        Weights = new double[windowSize * Taps];
        for (var i = 0; i < windowSize; i++)
        {
            // The casts round towards zero, also below zero, as C does.
            var center = (windowStart + i + 0.5) * scale;
            First[i] = Math.Max((int)(center - support + 0.5), 0);
            Count[i] = Math.Min((int)(center + support + 0.5), inputSize) - First[i];
            var row = Weights.AsSpan(i * Taps, Count[i]);
            var sum = 0.0;
            for (var t = 0; t < row.Length; t++)
            {
                var distance = Math.Abs((t + First[i] - center + 0.5) * inverse);
                row[t] = distance < 1.0 ? 1.0 - distance : 0.0;
                sum += row[t];
            }

            for (var t = 0; t < row.Length; t++)
            {
                row[t] /= sum;
            }
        }
    }

    /// <summary>Largest number of inputs one output reads: the stride of <see cref="Weights"/>.</summary>
    public int Taps { get; }

    /// <summary>First input each output reads.</summary>
    public int[] First { get; }

    /// <summary>Number of inputs each output reads.</summary>
    public int[] Count { get; }

    /// <summary>Weights, <see cref="Taps"/> per output; those beyond <see cref="Count"/> are 0.</summary>
    public double[] Weights { get; }
}
