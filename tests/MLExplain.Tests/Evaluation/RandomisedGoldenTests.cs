using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

/// <summary>Networks whose last layer was drawn anew, against the maps and similarities that the reference implementations stored of them.</summary>
public sealed class RandomisedGoldenTests
{
    private const ulong GoldenSeed = 12345;

    /// <summary>Relative L2 of two float32 computations of integrated gradients.</summary>
    private const double Float32Maps = 1e-4;

    /// <summary>On SqueezeNet units stand within rounding of a kink at some of the 50 points: the unchanged network's map is 2.5e-3 from the stored one, a file with the new weights written into it 3.0e-3.</summary>
    private const double NextToKinks = 5e-3;

    /// <summary>What that does to ranks and local statistics: 3e-5 on SqueezeNet, 1e-7 on MNIST.</summary>
    private const double Similarities = 1e-4;

    /// <summary>Weak edges next to a border between two orientations change sides: 2e-4 on SqueezeNet. Of the stored maps themselves the descriptor is the reference's to 1e-4.</summary>
    private const double Edges = 1e-2;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["mnist_cntk"] = "mnist_cntk_winml.onnx", ["squeezenet10"] = "squeezenet10_fp32_from_fp16.onnx",
    };

    public static TheoryData<string> Goldens => SimilarityGolden.Folders;

    [SkippableTheory]
    [MemberData(nameof(Goldens))]
    public void TheMapOfTheRedrawnNetwork_AndItsSimilarity_AreTheReferences(string folder)
    {
        var golden = SimilarityGolden.Find(folder);
        using var model = OnnxClassifier.Load(Repository.SharedFile("goldens", "models", Files[golden.Network]));
        var drawn = model.WeightLayers[0].Weights.ToDictionary(w => w.Name, w => WeightDraws.Draw(w, model.ReadWeight(w.Name), WeightRedraw.Glorot, GoldenSeed));
        var method = new IntegratedGradients(new() { Quadrature = Quadrature.GaussLegendre, Steps = 50, Baseline = Baseline.Zero });

        Tensor map(IClassifier of) => SaliencyMap.From(method.Attribute(of, golden.Load("input"), [golden.Target])[0], ChannelReduction.Sum).Values;
        var (original, randomized) = (map(model), map(model.WithWeights(drawn)));

        AssertStored(golden, drawn);
        var expected = golden.Load("randomized_ig_channelsum").Values;
        var error = Math.Sqrt(expected.Zip(randomized.Values, (e, a) => ((double)e - a) * ((double)e - a)).Sum() / expected.Sum(e => (double)e * e));
        Assert.InRange(error, 0, golden.Network == "squeezenet10" ? NextToKinks : Float32Maps);
        double between(SimilarityKind kind, bool absolute) =>
            MapSimilarity.Between(original, randomized, new() { Kind = kind, Absolute = absolute, Cell = golden.Cell }).Value!.Value;
        Assert.Equal(golden.Figure("spearman_signed"), between(SimilarityKind.Spearman, false), Similarities);
        Assert.Equal(golden.Figure("spearman_abs"), between(SimilarityKind.Spearman, true), Similarities);
        Assert.Equal(golden.Figure("ssim_gaussian_range1"), between(SimilarityKind.Ssim, true), Similarities);
        Assert.Equal(golden.Figure("hog_spearman"), between(SimilarityKind.Hog, true), golden.Network == "squeezenet10" ? Edges : Similarities);
    }

    /// <summary>Bit for bit the recipe's values, of which large networks store the first rows.</summary>
    private static void AssertStored(SimilarityGolden golden, Dictionary<string, Tensor> drawn)
    {
        var stored = Npy.Read(Repository.SharedFile("goldens", golden.Network, golden.Network == "mnist_cntk" ? "reinit_weight.npy" : "reinit_weight_first_rows.npy"));

        var kernel = drawn.Values.Single(w => w.Length >= stored.Length);
        Assert.Equal(stored.Values, kernel.Values.Take(stored.Length));
        Assert.All(drawn.Values.Where(w => w != kernel), bias => Assert.All(bias.Values, v => Assert.Equal(0, v)));
    }
}
