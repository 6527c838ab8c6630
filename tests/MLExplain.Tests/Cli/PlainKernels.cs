using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;
using MLExplain.Tests.Gradients;
using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Tests.Cli;

/// <summary>The same map in another order of rounding: the portable formulation, with ONNX Runtime's graph optimisation and blocked kernels off.</summary>
internal static class PlainKernels
{
    public static float[] Map(string modelFile, Tensor x, int @class, QuadratureRule path)
    {
        var model = Canonicalization.Apply(OnnxModel.Load(modelFile));
        var input = model.InputNames.Single();
        var graph = GradientGraph.Differentiate(model, new GradientRequest { Target = model.Graph.Node.Single(n => n.OpType == "Softmax").Input[0], WithRespectTo = [input] });
        using var run = new OrtRun(graph.Model, GraphOptimizationLevel.ORT_DISABLE_ALL);
        var dims = graph.Model.Graph.Input.Single(i => i.Name == graph.SeedName).Type.TensorType.Shape.Dim;
        int[] shape = [.. dims.Select(d => d.HasDimValue ? (int)d.DimValue : 1)];
        var seed = new Tensor(shape, new float[shape.Aggregate((p, d) => p * d)]);
        seed.Values[@class] = 1;
        var map = new double[x.Length];
        foreach (var (alpha, weight) in path.Points.Zip(path.Weights))
        {
            var point = new Tensor(x.Shape, [.. x.Values.Select(v => (float)(alpha * v))]);
            var gradient = run.Run(new Dictionary<string, Tensor> { [input] = point, [graph.SeedName] = seed }, graph.Gradients[input])[0].Values;
            map = [.. map.Zip(gradient, x.Values).Select(p => p.First + (weight * p.Second * p.Third))];
        }

        return [.. map.Select(v => (float)v)];
    }
}
