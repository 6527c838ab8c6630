namespace Dermatology.Drawing;

/// <summary>SplitMix64: a stream of random numbers that is the same on every machine and every version of .NET.</summary>
/// <remarks>G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.</remarks>
internal sealed class RandomStream(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>A stream of its own for one purpose of one picture, so that switching one thing off leaves all others as they were.</summary>
    public static RandomStream For(int seed, string purpose, int number = 0)
    {
        var state = Mix((ulong)seed + Golden);
        foreach (var letter in purpose)
        {
            state = Mix(state ^ letter);
        }

        return new RandomStream(Mix(state ^ ((ulong)number * Golden)));
    }

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public ulong NextBits() => Mix(_state += Golden);

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Uniform in 0 … count − 1.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Nearly normal, mean 0 and variance 1, within ±3: twice the sum of three uniform numbers on ±1/2, from one draw.</summary>
    public double Speckle()
    {
        var bits = NextBits();
        const ulong Mask = (1UL << 21) - 1;
        return ((bits & Mask) + ((bits >> 21) & Mask) + ((bits >> 42) & Mask)) * (2.0 / (1UL << 21)) - 3;
    }

    /// <summary>Standard normal (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Puts a list in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
