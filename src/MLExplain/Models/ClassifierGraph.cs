using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.TypeProto.Types;

namespace MLExplain.Models;

/// <summary>A user's model rewritten to what every later step relies on: one image input [N,C,H,W], one output, the logits [N,K].</summary>
internal sealed class ClassifierGraph
{
    /// <summary>Operators that run a graph of their own: what they do depends on data, so no fixed backward pass exists.</summary>
    private static readonly string[] ControlFlow = ["If", "Loop", "Scan"];

    private ClassifierGraph(OnnxModel model, ImageInput image, ClassifierHead head, string input)
    {
        (Model, Image, Head, Input) = (model, image, head, input);
    }

    public OnnxModel Model { get; }

    /// <summary>The image input as the file has it.</summary>
    public ImageInput Image { get; }

    public ClassifierHead Head { get; }

    /// <summary>The image input of <see cref="Model"/>, [N,C,H,W].</summary>
    public string Input { get; }

    /// <summary>The output of <see cref="Model"/>, [N,K].</summary>
    public string Logits { get; private set; } = "";

    public int Classes { get; private set; }

    public ScoreLink Link { get; private set; }

    /// <summary>Whether a model with one output was given a second class.</summary>
    public bool IsBinary { get; private set; }

    public required ShapeTable Shapes { get; init; }

    public static ClassifierGraph Build(OnnxModel source, OnnxClassifierOptions options)
    {
        var image = ImageInput.Find(source, options);
        var head = ClassifierHead.Find(source, options);
        var pruned = Prune(source, image, head);
        var model = Canonicalization.Apply(pruned);
        var builder = new OnnxGraphBuilder(model);
        var input = ShapeInput(model, builder, image);
        if (image.FixedBatch is > 1)
        {
            throw new OnnxFormatException(
                $"'{source.Name}' takes batches of exactly {image.FixedBatch} images. Expected an open batch axis, or 1: export the model with a dynamic first axis.");
        }

        // Facts stated in the file may be stale once the input has its final shape; inference gives all of them anew.
        model.Graph.ValueInfo.Clear();
        var shapes = ShapeProbe.Run(model);
        var graph = new ClassifierGraph(model, image, head, input) { Shapes = shapes };
        graph.ShapeLogits(builder);
        return graph;
    }

    /// <summary>The same classifier as a model that takes any number of images per run.</summary>
    public ClassifierGraph Opened(OnnxModel model, ShapeTable shapes) => new(model, Image with { FixedBatch = null }, Head, Input)
    {
        Shapes = shapes, Logits = Logits, Classes = Classes, Link = Link, IsBinary = IsBinary,
    };

    /// <summary>The same classifier with another model of the same nodes: other weights, or more inputs.</summary>
    public ClassifierGraph With(OnnxModel model) => new(model, Image, Head, Input)
    {
        Shapes = Shapes, Logits = Logits, Classes = Classes, Link = Link, IsBinary = IsBinary,
    };

    /// <summary>Only what the logits need is kept; the rest would be computed on every run and held in memory.</summary>
    private static OnnxModel Prune(OnnxModel source, ImageInput image, ClassifierHead head)
    {
        var model = source.Clone();
        var graph = model.Graph;
        var needed = new HashSet<string> { head.Logits };
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse().Where(n => n.Output.Any(needed.Contains)))
        {
            needed.UnionWith(node.Input);
            nodes.Add(node);
        }

        RefuseControlFlow(model, image, nodes);
        nodes.Reverse();
        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        Keep(graph.Initializer, t => needed.Contains(t.Name));
        Keep(graph.ValueInfo, v => needed.Contains(v.Name));
        Keep(graph.Input, i => needed.Contains(i.Name));
        graph.Output.Clear();
        graph.Output.Add(new ValueInfoProto { Name = head.Logits, Type = new TypeProto { TensorType = new Tensor { ElemType = (int)TensorProto.Types.DataType.Float } } });
        var others = model.InputNames.Where(n => n != image.Name).ToList();
        if (others.Count > 0 || !needed.Contains(image.Name))
        {
            throw new OnnxFormatException(needed.Contains(image.Name)
                ? $"The scores '{head.Logits}' of '{model.Name}' need further inputs beside the image '{image.Name}': {string.Join(", ", others)}. Expected an image as the only input; export the model with the others fixed."
                : $"The scores '{head.Logits}' of '{model.Name}' do not depend on the image input '{image.Name}'.");
        }

        return model;
    }

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> field, Func<T, bool> predicate)
    {
        var kept = field.Where(predicate).ToList();
        field.Clear();
        field.AddRange(kept);
    }

    private static void RefuseControlFlow(OnnxModel model, ImageInput image, List<NodeProto> nodes)
    {
        var found = nodes.Where(n => ControlFlow.Contains(n.OpType) && n.Domain is "" or "ai.onnx").Select(n => $"{n.OpType} (node '{n.Name}', output '{n.Output[0]}')").ToList();
        if (found.Count > 0)
        {
            throw new OnnxFormatException(
                $"'{model.Name}' has control flow between the image '{image.Name}' and its scores: {string.Join(", ", found)}. "
                + "A fixed graph is needed; export the model in evaluation mode with static shapes, or simplify it.");
        }
    }

    /// <summary>Gives the image input its final shape, and puts a Transpose behind it when the file has channels last.</summary>
    private static string ShapeInput(OnnxModel model, OnnxGraphBuilder builder, ImageInput image)
    {
        var input = model.Graph.Input.Single(i => i.Name == image.Name);
        var batch = image.FixedBatch is { } fixedBatch ? new Dim(fixedBatch) : Dim.Batch;
        var (c, h, w) = ((Dim)image.Shape.Channels, (Dim)image.Shape.Height, (Dim)image.Shape.Width);
        var name = image.Layout == ImageLayout.Nchw ? image.Name : builder.FreshName(image.Name + "_nchw");
        model.Graph.Input[model.Graph.Input.IndexOf(input)] = OnnxGraphBuilder.ValueInfo(name, new TensorInfo(TensorProto.Types.DataType.Float, [batch, c, h, w]));
        if (image.Layout == ImageLayout.Nhwc)
        {
            var transpose = new NodeProto { OpType = "Transpose", Name = name + "_to_nhwc", Input = { name }, Output = { image.Name } };
            transpose.Attribute.Add(NodeAttributes.Create("perm", new long[] { 0, 2, 3, 1 }));
            model.Graph.Node.Insert(0, transpose);
        }

        return name;
    }

    /// <summary>Brings the tapped tensor to [N,K], and adds the second class of a model with one output.</summary>
    private void ShapeLogits(OnnxGraphBuilder builder)
    {
        var tapped = Shapes[Head.Logits];
        if (tapped.Rank < 2 || tapped.Shape.Skip(1).Any(d => d.PerRow) || tapped.Shape.Count(d => d.Size != 1 && !d.PerRow) > 1)
        {
            throw new OnnxFormatException(
                $"Tensor '{Head.Logits}' of '{Model.Name}' has shape [{string.Join(',', tapped.Shape)}], which is not one score per class: expected [N,K]. Name another tensor with the option Output.");
        }

        var batch = tapped.Shape[0];
        Classes = (int)tapped.Shape.Skip(1).Aggregate(1L, (product, d) => product * d.Size);
        Logits = tapped.Rank == 2 ? Head.Logits : Emit(builder, "Flatten", [Head.Logits], batch, ("axis", 1));
        Link = Head.Tap == "Sigmoid" || Classes == 1 ? ScoreLink.Sigmoid : ScoreLink.Softmax;
        if (Classes == 1)
        {
            // (−z, +z): each class's own sigmoid then gives 1 − p and p, exactly.
            (IsBinary, Classes) = (true, 2);
            var signs = builder.Constant([1, 2], [-1f, 1f]);
            Shapes[signs] = new TensorInfo(TensorProto.Types.DataType.Float, [1, 2]);
            Logits = Emit(builder, "Gemm", [Logits, signs], batch);
        }

        Model.Graph.Output.Clear();
        Model.Graph.Output.Add(OnnxGraphBuilder.ValueInfo(Logits, Shapes[Logits]));
    }

    private string Emit(OnnxGraphBuilder builder, string @operator, ReadOnlySpan<string> inputs, Dim batch, params ReadOnlySpan<(string, object)> attributes)
    {
        var output = builder.Node(@operator, inputs, attributes);
        Shapes[output] = new TensorInfo(TensorProto.Types.DataType.Float, [batch, new Dim(Classes)]);
        return output;
    }
}
