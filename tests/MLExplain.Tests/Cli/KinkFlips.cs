using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;
using MLExplain.Tests.Gradients;

namespace MLExplain.Tests.Cli;

/// <summary>
/// What float32 leaves open in a gradient: a rectifier whose input is within rounding of 0, or a maximum whose rival is within rounding of it, may
/// be decided either way, and the gradient then differs by one known vector.
/// </summary>
internal sealed class KinkFlips : IDisposable
{
    /// <summary>
    /// Rounding of a tensor, relative to its root mean square: the worst element of SqueezeNet differs by 5e-6 to 1.7e-5 between two formulations; nearer ones are enough for chelsea.
    /// </summary>
    private const double Rounding = 6e-6;

    private readonly OnnxModel _model;
    private readonly string _input;
    private readonly NodeProto[] _kinks;
    private readonly string[] _sources;
    private readonly (DifferentiatedGraph Graph, OrtRun Run) _whole;
    private readonly Dictionary<string, (DifferentiatedGraph Graph, OrtRun Run)> _units = [];

    public KinkFlips(string modelFile)
    {
        _model = Canonicalization.Apply(OnnxModel.Load(modelFile));
        _input = _model.InputNames.Single();
        _kinks = [.. _model.Graph.Node.Where(n => n.OpType is "Relu" or "MaxPool")];
        _sources = [.. _kinks.Select(n => n.Input[0]).Distinct()];
        _whole = Differentiate(_model.Graph.Node.Single(n => n.OpType == "Softmax").Input[0], [_input, .. _kinks.Select(n => n.Output[0])], _sources);
    }

    /// <summary>One decision: a unit of a rectifier's input, or two of a pooling window, and the score's gradient behind it.</summary>
    public readonly record struct Flip(string Tensor, int Unit, int Rival, float Gradient);

    /// <summary>The decisions of no certainty at x that the class's logit depends on.</summary>
    public List<Flip> At(Tensor x, int @class)
    {
        var results = Run(_whole, x, seed => seed[@class] = 1, [.. _sources, .. _kinks.Select(n => _whole.Graph.Gradients[n.Output[0]])]);
        var values = _sources.Zip(results).ToDictionary(p => p.First, p => p.Second);
        return [.. _kinks.Zip(results.Skip(_sources.Length)).SelectMany(p =>
        {
            var (tensor, value) = (p.First.Input[0], values[p.First.Input[0]]);
            var tolerance = Rounding * Math.Sqrt(value.Values.Average(v => (double)v * v));
            return p.First.OpType == "Relu" ? Gates(tensor, value, p.Second, tolerance) : Maxima(p.First, value, p.Second, tolerance);
        })];
    }

    /// <summary>By how much the other decision changes the gradient at x, but for the sign: the score's gradient times that of the unit.</summary>
    public float[] Change(Tensor x, Flip flip)
    {
        if (!_units.TryGetValue(flip.Tensor, out var unit))
        {
            _units[flip.Tensor] = unit = Differentiate(flip.Tensor, [_input], []);
        }

        return Run(unit, x, seed => (seed[flip.Unit], seed[flip.Rival < 0 ? flip.Unit : flip.Rival]) = (flip.Gradient, flip.Rival < 0 ? flip.Gradient : -flip.Gradient), unit.Graph.Gradients[_input])[0].Values;
    }

    private static IEnumerable<Flip> Gates(string tensor, Tensor value, Tensor gradient, double tolerance) =>
        from i in Enumerable.Range(0, value.Length)
        where Math.Abs(value.Values[i]) <= tolerance && gradient.Values[i] != 0
        select new Flip(tensor, i, -1, gradient.Values[i]);

    /// <summary>Several equal maxima are an area of one colour, where every implementation takes the first; a single rival is a coincidence.</summary>
    private static IEnumerable<Flip> Maxima(NodeProto node, Tensor value, Tensor gradient, double tolerance)
    {
        var (kernel, stride) = ((int)node.Ints("kernel_shape")![0], (int)node.Ints("strides")![0]);
        var (height, width, rows, columns) = (value.Shape[2], value.Shape[3], gradient.Shape[2], gradient.Shape[3]);
        for (var p = 0; p < gradient.Length; p++)
        {
            if (gradient.Values[p] == 0)
            {
                continue;
            }

            var (plane, row, column) = (p / (rows * columns), p / columns % rows * stride, p % columns * stride);
            var window = (
                from r in Enumerable.Range(row, kernel)
                from c in Enumerable.Range(column, kernel)
                where r < height && c < width
                select (((plane * height) + r) * width) + c).ToList();
            var best = window.MaxBy(i => value.Values[i]);
            var rivals = value.Values[best] > 0 ? window.Where(i => i != best && value.Values[best] - value.Values[i] <= tolerance).ToList() : [];
            if (rivals.Count(i => value.Values[i] == value.Values[best]) < 2)
            {
                foreach (var rival in rivals)
                {
                    yield return new Flip(node.Input[0], best, rival, gradient.Values[p]);
                }
            }
        }
    }

    private (DifferentiatedGraph Graph, OrtRun Run) Differentiate(string target, string[] withRespectTo, string[] alsoOutput)
    {
        var graph = GradientGraph.Differentiate(_model, new GradientRequest { Target = target, WithRespectTo = withRespectTo, AlsoOutput = alsoOutput });
        return (graph, new OrtRun(graph.Model));
    }

    private Tensor[] Run((DifferentiatedGraph Graph, OrtRun Run) graph, Tensor x, Action<float[]> set, params string[] outputs)
    {
        var dims = graph.Graph.Model.Graph.Input.Single(i => i.Name == graph.Graph.SeedName).Type.TensorType.Shape.Dim;
        int[] shape = [.. dims.Select(d => d.HasDimValue ? (int)d.DimValue : 1)];
        var seed = new Tensor(shape, new float[shape.Aggregate((p, d) => p * d)]);
        set(seed.Values);
        return graph.Run.Run(new Dictionary<string, Tensor> { [_input] = x, [graph.Graph.SeedName] = seed }, outputs);
    }

    public void Dispose()
    {
        _whole.Run.Dispose();
        foreach (var (_, run) in _units.Values)
        {
            run.Dispose();
        }
    }
}
