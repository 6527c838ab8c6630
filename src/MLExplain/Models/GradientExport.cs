using MLExplain.Gradients;
using MLExplain.Onnx;

namespace MLExplain.Models;

/// <summary>A differentiated classifier as a model file of its own, for any ONNX Runtime.</summary>
internal static class GradientExport
{
    /// <summary>Input <paramref name="graph"/>.Input; outputs <c>logits</c> [N,K] and <c>gradient</c> [N,C,H,W] of one class's logit.</summary>
    /// <param name="graph">The classifier.</param>
    /// <param name="target">The class; null for each image's own arg-max.</param>
    /// <param name="rules">The rules of the backward pass.</param>
    public static OnnxModel Create(ClassifierGraph graph, int? target, RuleSet rules)
    {
        // Portable: the file runs on providers and processors that the faster forms were not checked on.
        var request = new GradientRequest { Target = graph.Logits, WithRespectTo = [graph.Input], Rules = rules, Lowering = Lowering.Portable };
        var differentiated = ReverseMode.Differentiate(graph.Model, request, graph.Shapes);
        var model = differentiated.Model;
        var nodes = model.Graph.Node.ToList();
        model.Graph.Node.Clear();
        var builder = new OnnxGraphBuilder(model);
        var logitsAt = nodes.FindIndex(n => n.Output.Contains(graph.Logits));
        model.Graph.Node.Add(nodes[..(logitsAt + 1)]);
        SeedBy(builder, graph, target, differentiated.SeedName);
        model.Graph.Node.Add(nodes[(logitsAt + 1)..]);
        model.Graph.Input.Remove(model.Graph.Input.Single(i => i.Name == differentiated.SeedName));
        model.Graph.Output.Clear();
        var (logits, gradient) = (Unused(model, "logits"), Unused(model, "gradient"));
        Publish(builder, graph.Logits, logits, graph.Shapes[graph.Logits]);
        Publish(builder, differentiated.Gradients[graph.Input], gradient, graph.Shapes[graph.Input]);
        builder.Metadata("mlexplain.rules", rules.Name);
        builder.Metadata("mlexplain.target", target?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "argmax");
        return model;
    }

    /// <summary>The seed, an input until now, is computed: 1 at the target, 0 elsewhere.</summary>
    private static void SeedBy(OnnxGraphBuilder builder, ClassifierGraph graph, int? target, string seed)
    {
        var best = builder.Node("ArgMax", [graph.Logits], ("axis", 1), ("keepdims", 0));
        var index = target is { } fixedTarget ? builder.Node("Add", [builder.Node("Mul", [best, builder.Constant(0)]), builder.Constant(fixedTarget)]) : best;
        var oneHot = builder.Node("OneHot", [index, builder.Constant(graph.Classes), builder.Constant([2], [0f, 1f])], ("axis", -1));
        builder.Rename(oneHot, seed);
    }

    private static void Publish(OnnxGraphBuilder builder, string tensor, string name, TensorInfo info)
    {
        if (tensor != name)
        {
            builder.Rename(tensor, name);
        }

        builder.Graph.Output.Add(OnnxGraphBuilder.ValueInfo(name, info));
    }

    private static string Unused(OnnxModel model, string name)
    {
        var used = model.Graph.Node.SelectMany(n => n.Output).Concat(model.Graph.Initializer.Select(t => t.Name)).Concat(model.Graph.Input.Select(i => i.Name)).ToHashSet();
        return used.Contains(name) ? "mlexplain_" + name : name;
    }
}
