namespace MLExplain.Tests.Saliency;

/// <summary>Guided IG written down slowly from the published algorithm: whole arrays, a full sort, every condition evaluated anew.</summary>
internal static class GuidedReplica
{
    public static double[] Attribute(double[] input, double[] baseline, Func<double[], double[]> gradient, int steps, double fraction, double maxDist)
    {
        var n = input.Length;
        var x = (double[])baseline.Clone();
        var attribution = new double[n];
        double Line(int i, double alpha) => baseline[i] + ((input[i] - baseline[i]) * alpha);
        double Away() => Enumerable.Range(0, n).Sum(i => Math.Abs(x[i] - input[i]));
        var total = Away();
        for (var step = 0; step < steps; step++)
        {
            var g = gradient(x);
            var alpha = (step + 1.0) / steps;
            var (low, high) = (Math.Max(alpha - maxDist, 0), Math.Min(alpha + maxDist, 1));
            var target = total * (1 - alpha);
            var gamma = double.PositiveInfinity;
            while (gamma > 1)
            {
                var old = (double[])x.Clone();
                x = [.. x.Select((value, i) => input[i] != baseline[i] && (value - baseline[i]) / (input[i] - baseline[i]) < low ? Line(i, low) : value)];
                var close = Math.Abs(Away() - target) <= 1e-9 * Math.Max(1, Math.Max(Away(), target));
                if (!close)
                {
                    var magnitudes = x.Select((value, i) => value == Line(i, high) ? double.PositiveInfinity : Math.Abs(g[i])).ToArray();
                    var threshold = magnitudes.Order().ElementAt((int)Math.Floor(fraction * (n - 1)));
                    var chosen = magnitudes.Select(m => m <= threshold && double.IsFinite(m)).ToArray();
                    var way = Enumerable.Range(0, n).Where(i => chosen[i]).Sum(i => Math.Abs(x[i] - Line(i, high)));
                    gamma = way > 0 ? (Away() - target) / way : double.PositiveInfinity;
                    x = [.. x.Select((value, i) => !chosen[i] ? value : gamma > 1 ? Line(i, high) : value + ((Line(i, high) - value) * gamma))];
                }

                attribution = [.. attribution.Select((a, i) => a + ((x[i] - old[i]) * g[i]))];
                gamma = close ? 0 : gamma;
            }
        }

        return attribution;
    }
}
