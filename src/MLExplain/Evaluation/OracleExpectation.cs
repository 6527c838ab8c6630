namespace MLExplain.Evaluation;

/// <summary>What a measure must say of the exact map of a <see cref="LinearOracle"/>.</summary>
public sealed class OracleExpectation
{
    private OracleExpectation(Func<OracleCase, double>? value, double tolerance) => (Value, Tolerance) = (value, tolerance);

    /// <summary>Largest distance from the known value; 0 where there is an order only.</summary>
    public double Tolerance { get; }

    /// <summary>The known value; null where the map must do better than its reverse.</summary>
    internal Func<OracleCase, double>? Value { get; }

    /// <summary>No closed form is known, but the exact map must do better than the one that says the opposite.</summary>
    internal static OracleExpectation BetterThanReversed { get; } = new(null, 0);

    /// <summary>A value known in closed form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tolerance">Largest distance from it that float32 scores explain.</param>
    internal static OracleExpectation Of(Func<OracleCase, double> value, double tolerance) => new(value, tolerance);
}
