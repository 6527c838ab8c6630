using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Tests.Onnx;

public sealed class UnnamedOutputsTests
{
    /// <summary>Scores are the middle third of six values times ten: only they have a gradient, and it is 10.</summary>
    [Fact]
    public void ASplitWithUnnamedParts_IsScoredAndDifferentiated()
    {
        var g = new OnnxGraphBuilder("thirds");
        var flat = g.Node("Flatten", [g.Input("x", -1, 1, 2, 3)], ("axis", 1));
        var parts = g.Nodes("Split", [flat], 3, ("axis", 1), ("num_outputs", 3));
        g.Output(g.Node("Mul", [parts[1], g.Constant([1], [10f])]), "scores", -1, 2);
        var model = g.Build();
        var split = model.Graph.Node.Single(n => n.OpType == "Split");
        (split.Output[0], split.Output[2]) = ("", "");
        model.Graph.Node.Add(new NodeProto { OpType = "Identity", Name = "taken", Input = { flat }, Output = { split.Output[1] + "_unused0" } });

        using var classifier = OnnxClassifier.Load(model);
        var result = classifier.Differentiate(new Tensor([1, 1, 2, 3], [1, 2, 3, 4, 5, 6]), new Tensor([1, 2], [0, 1]));

        Assert.Equal([30, 40], result.Logits.Values);
        Assert.Equal([0, 0, 0, 10, 0, 0], result.Gradients.Values);
    }

    [Fact]
    public void EveryPartGetsANameOfItsOwn()
    {
        var g = new OnnxGraphBuilder("halves");
        var parts = g.Nodes("Split", [g.Input("x", 4)], 2, ("axis", 0), ("num_outputs", 2));
        g.Output(parts[1], "y", 2);
        var model = g.Build();
        var split = model.Graph.Node.Single(n => n.OpType == "Split");
        split.Output[0] = "";

        var names = Canonicalization.Apply(model).Graph.Node.SelectMany(n => n.Output).ToList();

        Assert.DoesNotContain("", names);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal("", split.Output[0]);
    }
}
