using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Tensors;
using MLExplain.Tests.Gradients;

namespace MLExplain.Tests.Onnx;

/// <summary>Runs two forms of one model on the same random inputs, without graph optimisation so that equal operators give equal bits.</summary>
internal static class ForwardPass
{
    /// <summary>Largest difference of the first output, divided by its largest magnitude.</summary>
    public static double Difference(OnnxModel before, OnnxModel after, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var (a, b) = (Run(before, inputs), Run(after, inputs));
        Assert.Equal(a.Shape.ToArray(), b.Shape.ToArray());
        var scale = a.Values.Max(v => Math.Abs((double)v));
        Assert.True(scale > 0, "the case computes nothing but zeros");
        return a.Values.Zip(b.Values, (x, y) => Math.Abs((double)x - y)).Max() / scale;
    }

    public static Tensor Run(OnnxModel model, IReadOnlyDictionary<string, Tensor> inputs)
    {
        using var run = new OrtRun(model, GraphOptimizationLevel.ORT_DISABLE_ALL);
        return run.Run(inputs, model.OutputNames[0])[0];
    }

    /// <summary>Values in 0..255 for every input of the model, as pixels have, so that networks of rectifiers do not answer 0; open axes become 1.</summary>
    public static Dictionary<string, Tensor> RandomInputs(OnnxModel model, int seed)
    {
        var random = new Random(seed);
        return model.InputNames.ToDictionary(n => n, n =>
        {
            var dims = model.Graph.Input.Single(i => i.Name == n).Type.TensorType.Shape.Dim;
            var values = RandomTensor(random, [.. dims.Select(d => d.HasDimValue ? (int)d.DimValue : 1)]);
            return new Tensor(values.Shape, Array.ConvertAll(values.Values, v => 255 * Math.Abs(v)));
        });
    }

    public static Tensor RandomTensor(Random random, params int[] shape) =>
        new(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (p, d) => p * d)).Select(_ => (float)((random.NextDouble() * 2) - 1))]);
}
