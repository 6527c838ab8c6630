using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>
/// Finds the head that CAM needs: maps → spatial mean → linear layer, or maps → 1x1 convolution to one map per class → (Relu) → spatial mean.
/// </summary>
internal sealed class LinearHeadSearch
{
    private readonly ClassifierGraph _graph;
    private readonly FeatureViews _views;
    private readonly LayerReader _layers;

    public LinearHeadSearch(ClassifierGraph graph, FeatureViews views)
    {
        (_graph, _views, _layers) = (graph, views, new LayerReader(graph));
        var scores = _layers.BeforeReshapes(graph.Head.Logits);
        (Head, Description) = Pooled(scores) is { } classMaps ? OfClassMaps(scores, classMaps) : OfLinearLayer(scores);
    }

    /// <summary>The head; null when the scores are made in another way.</summary>
    public LinearHead? Head { get; }

    /// <summary>What the head is, one sentence without its stop.</summary>
    public string Description { get; }

    /// <summary>Maps → 1x1 convolution → (Relu) → spatial mean = scores.</summary>
    private (LinearHead?, string) OfClassMaps(string scores, string classMaps)
    {
        var tensor = _layers.BeforeCopies(classMaps);
        var isRectified = _layers.Producer(tensor)?.OpType == "Relu";
        tensor = isRectified ? _layers.BeforeCopies(_layers.Producer(tensor)!.Input[0]) : tensor;
        return _layers.Producer(tensor)?.OpType == "Conv" && _layers.Linear(tensor) is { } layer
            ? Found(layer, layer.Input, isRectified, $"a 1x1 convolution to class maps{(isRectified ? ", Relu" : "")}, then their spatial mean '{scores}'")
            : (null, $"the scores are the spatial mean of '{classMaps}', made by {Maker(tensor)}: expected a 1x1 convolution of feature maps");
    }

    /// <summary>Maps → spatial mean → linear layer = scores.</summary>
    private (LinearHead?, string) OfLinearLayer(string scores)
    {
        if (_layers.Linear(scores) is not { } layer)
        {
            return (null, $"the scores '{scores}' are made by {Maker(scores)}: expected a linear layer on the spatial mean of feature maps");
        }

        var pooled = _layers.BeforeReshapes(layer.Input);
        return Pooled(pooled) is { } maps
            ? Found(layer, maps, false, $"the spatial mean of feature maps, then a linear layer '{scores}'")
            : (null, $"the linear layer '{scores}' reads '{pooled}', made by {Maker(pooled)}: expected the spatial mean of feature maps");
    }

    private (LinearHead?, string) Found(LinearLayer layer, string maps, bool isRectified, string what)
    {
        var view = _views.TryFind(_layers.BeforeCopies(maps));
        if (view is null || layer.Weights.Length != (long)layer.Bias.Length * view.Layer.Channels || (isRectified && _graph.IsBinary))
        {
            return (null, $"{what}, but {(isRectified && _graph.IsBinary ? "of one score only" : $"'{maps}' is not maps with one weight each")}");
        }

        var (weights, bias) = _graph.IsBinary ? (TwoClasses(layer.Weights), TwoClasses(layer.Bias)) : (layer.Weights, layer.Bias);
        return (new LinearHead(view.Layer, new Tensor([bias.Length, view.Layer.Channels], weights), new Tensor([bias.Length], bias), isRectified), what);
    }

    /// <summary>The two classes of one score z are −z and z.</summary>
    private static float[] TwoClasses(float[] one) => [.. one.Select(v => -v), .. one];

    /// <summary>The maps whose spatial mean a tensor is; null when it is none.</summary>
    public string? Pooled(string tensor)
    {
        if (_layers.Producer(tensor) is not { } node || _views.TryFind(node.Input[0]) is not { Skipped: 0 } view)
        {
            return null;
        }

        var rank = view.RowShape.Length + 1;
        long[] spatial = rank == 3 ? [1] : view.IsChannelsLast ? [1, 2] : [2, 3];
        var isMean = node.OpType switch
        {
            "GlobalAveragePool" => !view.IsChannelsLast,
            "AveragePool" => !view.IsChannelsLast && (node.Ints("kernel_shape") ?? []).SequenceEqual([view.Layer.Height, view.Layer.Width]) && (node.Ints("pads") ?? []).All(p => p == 0),
            "ReduceMean" => (node.Ints("axes") ?? (node.Input.Count > 1 ? _layers.Ints(node.Input[1]) : null)) is { } axes
                && axes.Select(a => a < 0 ? a + rank : a).Order().SequenceEqual(spatial),
            _ => false,
        };
        return isMean ? node.Input[0] : null;
    }

    private string Maker(string tensor) => _layers.Producer(tensor)?.OpType ?? "no operator";
}
