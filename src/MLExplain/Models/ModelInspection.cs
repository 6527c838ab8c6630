using MLExplain.Gradients;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>What a summary says about the graph between the image and the logits.</summary>
internal static class ModelInspection
{
    public static ModelSummary Summarise(ClassifierGraph graph, SourceFacts source, RunSettings settings, OpenBatch? open, string lowering, FeatureViews features, LinearHeadSearch head) => new()
    {
        Name = source.Name,
        Sha256 = source.Sha256,
        Opset = source.Opset,
        CanonicalOpset = graph.Model.Opset,
        Input = graph.Image.Name,
        Layout = graph.Image.Layout,
        InputShape = graph.Image.Shape,
        FixedBatch = graph.Image.FixedBatch,
        Batch = Batch(open),
        Output = graph.Head.Output,
        Logits = graph.Head.Logits,
        Tap = graph.Head.Tap,
        Link = graph.Link,
        ClassCount = graph.Classes,
        IsBinary = graph.IsBinary,
        ClassNames = source.ClassNames,
        IsWidened = source.IsWidened,
        WeightCount = WeightCount(graph),
        Operators = Operators(graph),
        HasRectifier = HasRectifier(graph),
        FeatureLayers = features.Listed,
        LayerObstacles = features.Listed is [var layer, ..] ? [.. Operators(graph, FeatureViews.PathOf(graph, layer.Name)).Where(o => !o.HasRule).Select(o => o.Name)] : [],
        HeadDescription = head.Description,
        CamLayer = head.Head?.Maps.Name,
        Device = FormattableString.Invariant($"{settings.Device.Description}; {settings.Threads} threads, {settings.Workers} images at a time"),
        Lowering = lowering,
        Notes = [.. new[] { graph.Head.Note }.OfType<string>()],
    };

    public static IReadOnlyList<OperatorSummary> Operators(ClassifierGraph graph) => Operators(graph, FeatureViews.PathOf(graph));

    private static IReadOnlyList<OperatorSummary> Operators(ClassifierGraph graph, List<NodeProto> path) =>
        [.. path.GroupBy(RuleTable.Key)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new OperatorSummary(g.Key, g.Count(), RuleSet.Standard.Find(g.Key) is { } row && row.Revisions.Min() <= graph.Model.Opset))];

    private static bool HasRectifier(ClassifierGraph graph)
    {
        var constants = GraphWalk.Constants(graph.Model.Graph);
        return FeatureViews.PathOf(graph).Any(node => RuleSet.Guided.Modifies(node, constants.GetValueOrDefault));
    }

    public static long WeightCount(ClassifierGraph graph) => graph.Model.Graph.Initializer
        .Where(t => (TensorProto.Types.DataType)t.DataType == TensorProto.Types.DataType.Float).Sum(TensorData.Count);

    public static bool HasHalfPrecision(OnnxModel model) =>
        model.Graph.Initializer.Any(t => (TensorProto.Types.DataType)t.DataType is TensorProto.Types.DataType.Float16 or TensorProto.Types.DataType.Bfloat16);

    /// <summary>An upper bound of what one image needs: every tensor of the forward pass, and as much again for the backward pass.</summary>
    public static long ActivationBytes(ClassifierGraph graph) =>
        2 * sizeof(float) * graph.Model.Graph.Node.SelectMany(n => n.Output).Where(graph.Shapes.Contains)
            .Sum(t => graph.Shapes[t].Shape.Aggregate(1L, (product, d) => product * Math.Max(1, d.Size)));

    private static string Batch(OpenBatch? open) => open switch
    {
        null => "dynamic",
        { Failure: { } failure } => $"fixed 1: runs one by one, because {failure}",
        _ => FormattableString.Invariant($"fixed 1, opened: verified on a batch of {BatchComparison.Rows}"),
    };
}
