namespace MLExplain.Audit.Fairness;

/// <summary>ln 0!, ln 1!, … up to the number of records; sums are compensated (W. Kahan 1965), so that large entries stay exact to rounding.</summary>
internal sealed class LogFactorials
{
    private readonly double[] _values;

    public LogFactorials(int largest)
    {
        _values = new double[largest + 1];
        var lost = 0.0;
        for (var n = 1; n <= largest; n++)
        {
            var term = Math.Log(n) - lost;
            _values[n] = _values[n - 1] + term;
            lost = _values[n] - _values[n - 1] - term;
        }
    }

    public double this[long n] => _values[n];

    /// <summary>ln of the number of ways to choose.</summary>
    public double Choose(long n, long k) => this[n] - this[k] - this[n - k];
}
