using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>Differentiates the graph of a case and compares with central differences of the forward graph.</summary>
internal static class RuleCheck
{
    /// <summary>Gradients of Σ seed · y with respect to every input, under one lowering.</summary>
    public static (Tensor[] Gradients, double RelativeError) Run(RuleCase @case, Lowering lowering, int seed, RuleSet? rules = null)
    {
        var inputs = @case.DrawInputs(seed);
        var (model, names, output) = Build(@case, inputs);
        var graph = GradientGraph.Differentiate(model, new GradientRequest
        {
            Target = output, WithRespectTo = names, Lowering = lowering, WeightsAsInputs = true, Rules = rules ?? RuleSet.Standard,
        });
        using var backward = new OrtRun(graph.Model);
        using var forward = new OrtRun(model);
        var feeds = Feeds(@case, names, inputs, all: true);
        var y = forward.Run(Feeds(@case, names, inputs, all: false), output)[0];
        var random = new Random(seed + 1);
        var weights = new Tensor(y.Shape, [.. y.Values.Select(_ => (float)RuleCase.Uniform(random))]);
        var gradients = backward.Run(feeds.Append(new(graph.SeedName, weights)).ToDictionary(), [.. names.Select(n => graph.Gradients[n])]);
        return (gradients, RelativeError(@case, inputs, names, output, weights, gradients, random));
    }

    /// <summary>
    /// Five-point central difference of t ↦ Σ seed · y(x + t·v) along a random direction v, against ⟨gradient, v⟩.
    /// Truncation is h⁴·f⁽⁵⁾/30; a linear operator has none, and takes a large step to keep rounding small.
    /// </summary>
    private static double RelativeError(
        RuleCase @case, Tensor[] inputs, string[] names, string output, Tensor weights, Tensor[] gradients, Random random)
    {
        var direction = inputs.Select(i => new Tensor(i.Shape, [.. i.Values.Select(_ => (float)RuleCase.Uniform(random))])).ToArray();
        double At(double t)
        {
            var moved = inputs.Zip(direction, (x, v) => new Tensor(x.Shape, [.. x.Values.Zip(v.Values, (a, b) => (float)(a + (t * b)))])).ToArray();
            var (model, _, _) = @case.Weights.Length > 0 ? Build(@case, moved) : Build(@case, inputs);
            using var run = new OrtRun(model);
            return Dot(run.Run(Feeds(@case, names, moved, all: false), output)[0], weights);
        }

        var h = @case.Step;
        var difference = ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
        var predicted = gradients.Zip(direction, Dot).Sum();
        var size = Math.Sqrt(gradients.Sum(g => Dot(g, g))) * Math.Sqrt(direction.Sum(v => Dot(v, v)) / direction.Sum(v => v.Length));
        return Math.Abs(predicted - difference) / Math.Max(size, 1e-12);
    }

    private static (OnnxModel Model, string[] Names, string Output) Build(RuleCase @case, Tensor[] inputs)
    {
        var g = new OnnxGraphBuilder(@case.ToString(), @case.Opset);
        var names = inputs.Select((x, i) => @case.Weights.Contains(i)
            ? g.Initializer($"w{i}", x)
            : g.Input($"x{i}", [-1, .. x.Shape[1..].ToArray().Select(d => (long)d)])).ToArray();
        var y = @case.Graph(g, names);
        var model = g.Build();
        model.Graph.Output.Add(new MLExplain.Onnx.Proto.ValueInfoProto { Name = y });
        return (model, names, y);
    }

    private static Dictionary<string, Tensor> Feeds(RuleCase @case, string[] names, Tensor[] inputs, bool all) =>
        names.Zip(inputs).Where((_, i) => all || !@case.Weights.Contains(i)).ToDictionary(p => p.First, p => p.Second);

    private static double Dot(Tensor a, Tensor b) => a.Values.Zip(b.Values, (x, y) => (double)x * y).Sum();
}
