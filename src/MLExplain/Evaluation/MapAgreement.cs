using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>How far two saliency maps of the same image say the same.</summary>
/// <param name="First">Name of the first map.</param>
/// <param name="Second">Name of the second map.</param>
/// <param name="TopOverlap">Share of the pixels at the top of one map that are at the top of the other, 0..1; two unrelated maps share as many as the top is large.</param>
/// <param name="RankCorrelation">Spearman's correlation of the signed values, −1..1; null when a map is constant.</param>
/// <param name="MagnitudeRankCorrelation">The same of the absolute values, for maps that disagree on the sign only; null when one is constant.</param>
public sealed record MapAgreement(string First, string Second, double TopOverlap, double? RankCorrelation, double? MagnitudeRankCorrelation)
{
    /// <summary>Share of the pixels that count as the top of a map.</summary>
    public const double TopShare = 0.1;

    /// <summary>Compares two maps.</summary>
    /// <param name="first">Name and values of a map, signed, <c>[H,W]</c>.</param>
    /// <param name="second">The other.</param>
    /// <exception cref="ArgumentException">The maps are not of one size.</exception>
    /// <remarks>
    /// C. Spearman 1904; tied values take the mean of their ranks. At the top's edge tied pixels share the places left, each with an equal
    /// part of one, so that the constant regions of superpixel methods are treated alike and equal maps overlap by 1.
    /// </remarks>
    public static MapAgreement Between((string Name, Tensor Map) first, (string Name, Tensor Map) second)
    {
        ArgumentNullException.ThrowIfNull(first.Map);
        ArgumentNullException.ThrowIfNull(second.Map);
        if (!first.Map.Shape.SequenceEqual(second.Map.Shape))
        {
            throw new ArgumentException($"The maps '{first.Name}', {first.Map}, and '{second.Name}', {second.Map}, are not of one size.", nameof(second));
        }

        double[] a = [.. first.Map.Values.Select(v => (double)v)];
        double[] b = [.. second.Map.Values.Select(v => (double)v)];
        return new MapAgreement(first.Name, second.Name, Overlap(a, b), Spearman.Of(a, b), Spearman.Of(Array.ConvertAll(a, Math.Abs), Array.ConvertAll(b, Math.Abs)));
    }

    private static double Overlap(double[] a, double[] b)
    {
        var (inA, inB) = (Top(a), Top(b));
        return inA.Zip(inB, Math.Min).Sum() / inA.Sum();
    }

    private static double[] Top(double[] values) =>
        TopPixels.Weights(values, Math.Max(1, (int)Math.Round(TopShare * values.Length, MidpointRounding.AwayFromZero)));
}
