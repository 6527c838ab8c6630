namespace MLExplain.Evaluation;

/// <summary>What a measure must say of the exact map of a <see cref="LinearOracle"/>.</summary>
public sealed class OracleExpectation
{
    private readonly IReadOnlyList<string> _anyValue;
    private readonly IReadOnlyList<string> _orderOnly;

    private OracleExpectation(Func<OracleCase, double>? value, double tolerance, IReadOnlyList<string> anyValue, IReadOnlyList<string> orderOnly) =>
        (Value, Tolerance, _anyValue, _orderOnly) = (value, tolerance, anyValue, orderOnly);

    /// <summary>Largest distance from the known value; 0 where there is an order only.</summary>
    public double Tolerance { get; }

    /// <summary>The known value; null where the map must do better than its reverse.</summary>
    internal Func<OracleCase, double>? Value { get; }

    /// <summary>No closed form is known, but the exact map must do better than the one that says the opposite.</summary>
    internal static OracleExpectation BetterThanReversed { get; } = new(null, 0, [], []);

    /// <summary>A value known in closed form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tolerance">Largest distance from it that float32 scores explain.</param>
    internal static OracleExpectation Of(Func<OracleCase, double> value, double tolerance) => new(value, tolerance, [], []);

    /// <summary>Names keys whose values change nothing of what is known.</summary>
    internal OracleExpectation WhateverIs(params string[] keys) => new(Value, Tolerance, [.. _anyValue, .. keys], _orderOnly);

    /// <summary>Names keys of which other values than the default leave only the order of the exact map and its reverse.</summary>
    internal OracleExpectation OrderOnlyUnder(params string[] keys) => new(Value, Tolerance, _anyValue, [.. _orderOnly, .. keys]);

    /// <summary>What is still known when options have other values than their defaults; null when nothing is.</summary>
    /// <param name="changed">Keys of these options.</param>
    internal OracleExpectation? Under(IReadOnlyCollection<string> changed) =>
        changed.All(_anyValue.Contains) ? this
        : changed.All(key => _anyValue.Contains(key) || _orderOnly.Contains(key)) ? BetterThanReversed
        : null;
}
