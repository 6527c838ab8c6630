namespace MLExplain.Saliency;

/// <summary>Whether a set of scores holds anything to explain.</summary>
internal static class FlatScores
{
    // A float32 score after millions of operations is good to about six digits: differences below that are rounding.
    private const double Resolution = 1e-6;

    /// <summary>Whether scores that span this range are equal up to rounding.</summary>
    public static bool Are(double smallest, double largest) => largest - smallest <= Resolution * Math.Max(Math.Abs(smallest), Math.Abs(largest));
}
