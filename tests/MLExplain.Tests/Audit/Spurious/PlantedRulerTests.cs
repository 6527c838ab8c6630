using Dermatology.Learning;
using MLExplain.Audit.Spurious;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Pipelines;

namespace MLExplain.Tests.Audit.Spurious;

/// <summary>The demo's biased model was taught that rulers mean malignant, the fair one was not.</summary>
public class PlantedRulerTests
{
    private static readonly Lazy<(SpuriousRow[] Rows, CounterfactualImage[] Images, Tensor Inputs)> Demo = new(Load);

    [Fact]
    public void Biased_RulerTellsThePredictionAndTheErrors_ButNotTheLabel()
    {
        var found = Associations("biased");

        Assert.InRange(Of("prediction").QValue!.Value, 0, 0.05);
        Assert.InRange(Of("error").QValue!.Value, 0, 0.05);
        Assert.InRange(Of("label").PValue!.Value, 0.5, 1);

        PropertyAssociation Of(string target) => found.Single(f => f.Property == "ruler" && f.Target == target);
    }

    [Fact]
    public void Fair_RulerTellsNothing() =>
        Assert.All(Associations("fair").Where(f => f.Property == "ruler" && f.Target is "prediction" or "error" && f.PValue is not null), f => Assert.InRange(f.QValue!.Value, 0.05, 1));

    [Theory]
    [InlineData(Intervention.Remove, -1)]
    [InlineData(Intervention.Paste, 1)]
    public void Biased_RulerMovesTheProbabilityOfMalignant(Intervention intervention, int sign)
    {
        using var model = OnnxClassifier.Load(DemoFolder.PathOf("models/biased.onnx"));

        var effect = Counterfactuals.Run(model, intervention, Demo.Value.Images);

        Assert.InRange(effect.PValue!.Value, 0, 0.001);
        Assert.InRange(Math.Abs(effect.Shift!.Mean!.Value), 0.1, 1);
        Assert.Equal(sign, Math.Sign(effect.Shift.Mean.Value * (effect.Class == 1 ? 1 : -1)));
        Assert.True(effect.Flips > 3 * effect.ControlFlips, $"{effect.Flips} flips, {effect.ControlFlips} by the control");
    }

    [Theory]
    [InlineData(Intervention.Remove)]
    [InlineData(Intervention.Paste)]
    public void Fair_RulerMovesHardlyAnything(Intervention intervention)
    {
        using var model = OnnxClassifier.Load(DemoFolder.PathOf("models/fair.onnx"));

        var effect = Counterfactuals.Run(model, intervention, Demo.Value.Images);

        Assert.InRange(Math.Abs(effect.Shift!.Mean!.Value), 0, 0.05);
    }

    /// <summary>Both halves together: the one thing planted is the one thing confirmed.</summary>
    [Theory]
    [InlineData("biased", FindingVerdict.Confirmed, "malignant")]
    [InlineData("fair", FindingVerdict.Cleared, "")]
    public void TheFindingIsThePlantedCause(string name, FindingVerdict expected, string pushedTo)
    {
        using var model = OnnxClassifier.Load(DemoFolder.PathOf($"models/{name}.onnx"));
        RegionEffect[] effects = [.. Counterfactuals.OfRegions.Select(i => new RegionEffect("ruler", Counterfactuals.Run(model, i, Demo.Value.Images)))];

        var findings = SpuriousFindings.Find(Associations(name), [], effects, ["benign", "malignant"]);

        var ruler = findings.Single(f => f.Subject == "ruler");
        Assert.Equal((expected, pushedTo), (ruler.Verdict, ruler.Class));
        Assert.DoesNotContain(findings, f => f.Subject != "ruler" && f.Verdict <= FindingVerdict.Inconclusive);
    }

    private static IReadOnlyList<PropertyAssociation> Associations(string name)
    {
        using var model = OnnxClassifier.Load(DemoFolder.PathOf($"models/{name}.onnx"));
        var logits = model.Score(Demo.Value.Inputs);
        string[] classes = ["benign", "malignant"];
        return PropertyAssociations.Test([.. Demo.Value.Rows.Select((r, i) => r with { Prediction = classes[logits.Row(i)[1] > logits.Row(i)[0] ? 1 : 0] })]);
    }

    private static (SpuriousRow[] Rows, CounterfactualImage[] Images, Tensor Inputs) Load()
    {
        var (manifest, sample) = (DemoFolder.Manifest, DemoFolder.Sample().Inputs);
        string[] attributes = ["ruler", "skin_group", "site", "ink", "patch", "hair"];
        SpuriousRow[] rows =
        [
            .. manifest.Select(m =>
            {
                var bytes = File.ReadAllBytes(DemoFolder.PathOf(m["file"]));
                return new SpuriousRow(m["id"], m["id"], m["label"], "", [.. attributes.Select(a => KeyValuePair.Create(a, m[a]))], ImageProperties.Of(bytes, m["file"]));
            }),
        ];
        CounterfactualImage[] images = [.. manifest.Select((m, i) => new CounterfactualImage(m["id"], new Tensor(sample.Shape[1..].ToArray(), sample.Row(i).ToArray()), Mask(m["ruler_mask"])))];
        return (rows, images, sample);
    }

    private static bool[] Mask(string file)
    {
        var fitted = Network.Preprocessing.Fit(ImageDecoder.Decode(DemoFolder.PathOf(file))).Pixels;
        return [.. Enumerable.Range(0, fitted.Length / 3).Select(i => fitted[3 * i] > 127)];
    }
}
