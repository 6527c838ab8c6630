namespace MLExplain.Benchmarks.Networks;

/// <summary>Normally distributed numbers from a seed (Box-Muller).</summary>
internal sealed class GaussianSource(int seed)
{
    private readonly Random _random = new(seed);

    public double Next() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());

    public float[] Array(int length, Func<GaussianSource, double> draw)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = (float)draw(this);
        }

        return values;
    }
}
