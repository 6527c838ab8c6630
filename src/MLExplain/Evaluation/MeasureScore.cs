namespace MLExplain.Evaluation;

/// <summary>What a measure found for one map: a finite value, or a status and the reason why there is none.</summary>
public sealed record MeasureScore
{
    private MeasureScore(double? value, MeasureStatus status, string reason, IReadOnlyList<CurvePoint> curve, string note = "") =>
        (Value, Status, Reason, Curve, Note) = (value, status, reason, curve, note);

    /// <summary>The value, finite; null unless <see cref="Status"/> is <see cref="MeasureStatus.Ok"/>.</summary>
    public double? Value { get; }

    /// <summary>Whether there is a value.</summary>
    public MeasureStatus Status { get; }

    /// <summary>Why there is no value, one sentence; empty when there is one.</summary>
    public string Reason { get; }

    /// <summary>The curve behind the value; empty for measures without one.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; }

    /// <summary>What the value depends on besides map, image and model, one sentence; empty when nothing.</summary>
    public string Note { get; }

    /// <summary>A value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="curve">The curve behind it; null for none.</param>
    /// <param name="note">What the value depends on besides, one sentence.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value or a point of the curve is not finite: no NaN leaves a measure.</exception>
    public static MeasureScore Of(double value, IReadOnlyList<CurvePoint>? curve = null, string note = "")
    {
        if (!double.IsFinite(value) || curve?.All(p => double.IsFinite(p.X) && double.IsFinite(p.Y)) == false)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A measure's value and curve must be finite; what has none is a status.");
        }

        return new(value, MeasureStatus.Ok, "", curve ?? [], note);
    }

    /// <summary>No value, because it is not defined here.</summary>
    /// <param name="reason">Why, one sentence.</param>
    public static MeasureScore Undefined(string reason) => new(null, MeasureStatus.Undefined, reason, []);

    /// <summary>No value, because something that the measure needs is absent.</summary>
    /// <param name="reason">What is absent, one sentence.</param>
    public static MeasureScore NotApplicable(string reason) => new(null, MeasureStatus.NotApplicable, reason, []);
}
