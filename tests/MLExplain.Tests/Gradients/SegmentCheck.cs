using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>
/// A whole network along random segments: F(x + hv) − F(x − hv) = ∫ ⟨∇F(x + tv), v⟩ dt over −h..h, with F = Σ seed · y. Unlike a difference
/// quotient it has no step that trades truncation against the rounding of F: the segment is long, and only the quadrature is approximate.
/// It holds across kinks, where the gradient jumps but F does not.
/// </summary>
/// <param name="Rule">Where the gradient is taken on the segment.</param>
/// <param name="Points">How many points.</param>
/// <param name="HalfLength">h; x and v are uniform in −1..1.</param>
/// <param name="Segments">How many random segments, each with its own image and seed.</param>
internal sealed record SegmentCheck(Quadrature Rule, int Points, double HalfLength, int Segments)
{
    private const int PointsPerRun = 128;

    private static readonly int[] Shape = [3, 14, 12];

    private static readonly int Pixels = Shape.Aggregate((p, d) => p * d);

    /// <summary>Root mean square of the disagreement, relative to that of 2h·‖∇F‖·‖v‖/√n, the size of an integral along a random direction.</summary>
    /// <param name="network">The network.</param>
    /// <param name="lowering">The formulation of its gradient.</param>
    /// <param name="rules">The rules that the forward pass is held against.</param>
    /// <param name="seed">Decides the segments.</param>
    public double RelativeError(OnnxModel network, Lowering lowering, RuleSet rules, int seed)
    {
        var logits = network.OutputNames.Single();
        var graph = GradientGraph.Differentiate(network, new GradientRequest { Target = logits, WithRespectTo = ["image"], Lowering = lowering, Rules = rules });
        using var forward = new OrtRun(network);
        using var backward = new OrtRun(graph.Model);
        var random = new Random(seed);
        var (error, size) = (0.0, 0.0);
        for (var i = 0; i < Segments; i++)
        {
            var (image, direction) = (Draw(random, Pixels), Draw(random, Pixels));
            Tensor At(double[] ts) => new([ts.Length, .. Shape], [.. ts.SelectMany(t => image.Zip(direction, (x, v) => (float)(x + (t * v))))]);

            var ends = forward.Run(new Dictionary<string, Tensor> { ["image"] = At([-HalfLength, HalfLength]) }, logits)[0];
            var weights = Array.ConvertAll(Draw(random, ends.Length / 2), w => (float)w);
            var difference = ends.Values.Select((y, k) => (k < weights.Length ? -1.0 : 1.0) * y * weights[k % weights.Length]).Sum();
            var (integral, typical) = Integral(backward, graph, At, direction, weights);
            error += Math.Pow(difference - integral, 2);
            size += Math.Pow(typical, 2);
        }

        return Math.Sqrt(error / size);
    }

    public static OnnxModel Network(int seed, bool isSmooth)
    {
        var g = new OnnxGraphBuilder($"network {seed}");
        var logits = new RandomNetwork(g, seed, isSmooth).Write(g.Input("image", [-1, .. Shape.Select(d => (long)d)]));
        var model = g.Build();
        model.Graph.Output.Add(new ValueInfoProto { Name = logits });
        return model;
    }

    private (double Value, double Size) Integral(OrtRun backward, DifferentiatedGraph graph, Func<double[], Tensor> at, double[] direction, float[] weights)
    {
        var (points, shares) = QuadratureRule.Create(Rule, Points);
        var (value, size, length) = (0.0, 0.0, Math.Sqrt(direction.Sum(v => v * v) / Pixels));
        foreach (var chunk in points.Zip(shares).Chunk(PointsPerRun))
        {
            var images = at([.. chunk.Select(p => ((2 * p.First) - 1) * HalfLength)]);
            var seeds = new Tensor([chunk.Length, weights.Length], [.. Enumerable.Repeat(weights, chunk.Length).SelectMany(w => w)]);
            var gradients = backward.Run(new Dictionary<string, Tensor> { ["image"] = images, [graph.SeedName] = seeds }, graph.Gradients["image"])[0];
            foreach (var (gradient, share) in gradients.Values.Chunk(Pixels).Zip(chunk, (g, p) => (g, p.Second)))
            {
                value += 2 * HalfLength * share * gradient.Zip(direction, (a, v) => a * v).Sum();
                size += 2 * HalfLength * share * length * Math.Sqrt(gradient.Sum(a => (double)a * a));
            }
        }

        return (value, size);
    }

    private static double[] Draw(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => RuleCase.Uniform(random))];
}
