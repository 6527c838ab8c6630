namespace MLExplain.Models;

/// <summary>How well a model's gradients agree with differences of its scores.</summary>
/// <param name="Residual">Root mean square over the directions v of (mean ⟨gradient, v⟩ − difference quotient) over a short segment, relative to the slope; 0 is perfect.</param>
/// <param name="DifferenceError">Standard error of the differences by rounding and kinks, in the same unit: what they could resolve.</param>
/// <param name="GradientNorm">Root mean square of the gradients' Euclidean lengths.</param>
/// <param name="Step">Mean of the step sizes, in network space.</param>
/// <param name="Comparisons">Number of directions compared, over all images.</param>
/// <param name="Tolerance">The residual up to which the gradient counts as certified.</param>
/// <param name="IsFlat">Whether gradient and differences both vanished everywhere: nothing was contradicted, nothing confirmed.</param>
public sealed record GradientCertificate(
    double Residual, double DifferenceError, double GradientNorm, double Step, int Comparisons, double Tolerance, bool IsFlat)
{
    /// <summary>Whether the gradient is confirmed: not flat, and the residual within the tolerance.</summary>
    public bool Passes => !IsFlat && Residual <= Tolerance;

    /// <inheritdoc/>
    public override string ToString() => IsFlat
        ? "flat: the scores do not change around the images checked, and the gradient is zero"
        : FormattableString.Invariant($"residual {Residual:0.0e+0} over {Comparisons} directions (differences resolve {DifferenceError:0.0e+0}; tolerance {Tolerance:0.0e+0})");
}
