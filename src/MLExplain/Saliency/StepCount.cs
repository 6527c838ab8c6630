using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>How many gradients one path takes: a number, or as many as the residual asks for.</summary>
public readonly record struct StepCount
{
    private readonly int _count;

    private StepCount(int count) => _count = count;

    /// <summary>Chosen per image from the residual.</summary>
    public static StepCount Auto => default;

    /// <summary>Whether the count is chosen per image.</summary>
    public bool IsAuto => _count == 0;

    /// <summary>The number of steps.</summary>
    /// <exception cref="InvalidOperationException">The count is <see cref="Auto"/>.</exception>
    public int Count => IsAuto ? throw new InvalidOperationException("An automatic step count has no number before the run.") : _count;

    /// <summary>A fixed number of steps.</summary>
    /// <param name="count">At least 1.</param>
    public static StepCount Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new StepCount(count);
    }

    /// <summary>A fixed number of steps.</summary>
    /// <param name="count">At least 1.</param>
    public static implicit operator StepCount(int count) => Of(count);

    /// <summary>The number, or <c>auto</c>.</summary>
    public override string ToString() => IsAuto ? "auto" : _count.ToString(CultureInfo.InvariantCulture);
}
