namespace MLExplain.Tensors;

/// <summary>A small seeded generator whose stream is fixed by its definition, not by a runtime's version.</summary>
/// <remarks>SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform on [0, 1), 53 bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by Box and Muller's cosine branch (1958): two uniforms per value.</summary>
    public double NextGaussian()
    {
        // 1 - u lies in (0, 1], so the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>Puts values into a random order, each equally likely (Fisher and Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = (int)(NextUniform() * (i + 1));
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
