namespace MLExplain.Saliency;

/// <summary>One step of a guided path under the adaptive trapezoid rule; its start is added before it is asked what it wants.</summary>
/// <param name="path">From the step's start to its end.</param>
/// <param name="residualBefore">What the steps before it missed, signed.</param>
/// <param name="limitSoFar">How much this step and those before it may miss together.</param>
/// <param name="ownShare">What this step may miss even when those before it have spent more than theirs.</param>
/// <param name="limitAlone">How much this step may miss at most, so that not only luck makes the steps cancel.</param>
/// <param name="maxPoints">Points after which it gives up.</param>
internal sealed class GuidedChord(StraightPath path, double residualBefore, double limitSoFar, double ownShare, double limitAlone, int maxPoints)
    : AdaptiveStraightPath(path, tolerance: 0, [1], maxPoints)
{
    /// <summary>Whether both ends have arrived.</summary>
    public bool HasEnds => Calls > 1;

    /// <summary>What the trapezoid rule misses on this step, signed.</summary>
    public double Residual { get; private set; }

    /// <summary>The gradient at the step's end.</summary>
    public float[] EndGradient => Points[1].Gradient;

    protected override bool Accepts(double residual, double squares)
    {
        Residual = residual;
        return Math.Sqrt(squares) <= limitAlone && (Math.Abs(residualBefore + residual) <= limitSoFar || Math.Abs(residual) <= ownShare);
    }
}
