using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>What the Grad-CAM family shares: one run gives maps and gradients of all layers, a formula makes one map per layer.</summary>
internal sealed class ClassActivation(string method, LayerMapOptions options, ClassActivation.Formula formula)
{
    /// <summary>One layer's map of one image from its feature maps and their gradients, both [C, cells].</summary>
    public delegate void Formula(ReadOnlySpan<float> maps, ReadOnlySpan<float> gradients, Span<double> map);

    public IReadOnlyList<int> OutputShape(IClassifier model) => Maps(model).OutputShape;

    public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        var batch = ExplainedBatch.Open(method, model, inputs, targets);
        var features = LayerChoice.Features(method, model);
        var maps = Maps(model);
        string[] layers = [.. maps.Layers.Select(l => l.Name)];
        var results = new Attribution[batch.Count];
        batch.EachChunk(
            (first, chunk, seeds) =>
            {
                var run = features.DifferentiateLayers(chunk, seeds, layers, cancellationToken);
                for (var row = 0; row < chunk.Shape[0]; row++)
                {
                    var (image, warnings) = (first + row, new List<string>());
                    var score = batch.Finite(run.Logits.Row(row)[batch.Target(image)], image);
                    var raw = run.Layers.Zip(layers, (layer, name) => Weigh(batch.FiniteMaps(layer.Maps.Row(row), name, image), batch.FiniteGradient(layer.Gradients.Row(row), image), layer.Maps.Shape)).ToList();
                    results[image] = batch.Attribution(image, maps.Finish(raw, warnings), score, gradientCalls: 1) with { Rule = maps.Rule, Warnings = warnings };
                }
            },
            cancellationToken);
        return results;
    }

    private LayerMaps Maps(IClassifier model) =>
        new(LayerChoice.Of(method, model, options.Layer), options.Relu, options.Upsample, options.Fuse, model.InputShape);

    private float[] Weigh(ReadOnlySpan<float> maps, ReadOnlySpan<float> gradients, ReadOnlySpan<int> shape)
    {
        var map = new double[shape[2] * shape[3]];
        formula(maps, gradients, map);
        return Array.ConvertAll(map, v => (float)v);
    }

    /// <summary>map += weight · channel.</summary>
    public static void Add(Span<double> map, double weight, ReadOnlySpan<float> channel)
    {
        for (var cell = 0; cell < map.Length; cell++)
        {
            map[cell] += weight * channel[cell];
        }
    }
}
