using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Saliency;

/// <summary>CAM and the Grad-CAM family: printed numbers, limit cases, and slow replicas of the papers' formulas.</summary>
public sealed class ClassMapTests
{
    /// <summary>Float32 maps and gradients, weighted in float64 by both sides; only the last rounding differs.</summary>
    private const double Float32 = 1e-6;

    private static readonly LayerMapOptions Raw = new() { Relu = false, Upsample = MapUpsampling.None };

    public static TheoryData<string, float, double, float[]> PrintedByCaptum => new()
    {
        { "conv1", 0, 54, [11.25f, 13.5f, 20.25f, 22.5f] },
        { "relu1", 0, 54, [0, 4, 28, 32.5f] },
        { "conv1", 1, 67, [14.5f, 19, 32.5f, 37] },
    };

    [Theory]
    [MemberData(nameof(PrintedByCaptum))]
    public void GradCam_GivesTheMapsCaptumPrints(string layer, float added, double score, float[] expected)
    {
        using var model = OneConvolution.Create();

        var result = new GradCam(Raw with { Layer = layer }).Explain(model, OneConvolution.Image(added));

        Assert.Equal(expected, result.Values.Values);
        Assert.Equal(score, result.Score);
        Assert.Equal($"layer '{layer}' 2x2", result.Rule);
    }

    /// <summary>PAIR's 5x5 case: one map and one gradient, both written out.</summary>
    [Fact]
    public void GradCam_GivesTheMapPairPrints()
    {
        float[] columns = [1, 2, 3, 2, 1];
        float[] signs = [-1, 1, 0, 1, -1];
        float[] slopes = [2, 0, 0, 0, 2, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 3, 3, 2];
        var g = new OnnxGraphBuilder("pair");
        var maps = g.Node("Mul", [g.Input("x", -1, 1, 5, 5), g.Scalar(1)]);
        g.Output(g.Node("Gemm", [g.Node("Flatten", [maps]), g.Initializer("w", new Tensor([2, 25], [.. slopes, .. slopes]))], ("transB", 1)), "scores", -1, 2);
        using var model = OnnxClassifier.Load(g.Build());

        var map = new GradCam(new LayerMapOptions { Upsample = MapUpsampling.None }).Explain(model, new Tensor([1, 1, 5, 5], [.. signs.SelectMany(s => columns.Select(c => s * c))]));

        float[] row = [1 / 3f, 2 / 3f, 1, 2 / 3f, 1 / 3f];
        var zeros = new float[5];
        var normalised = map.Values.Values.Select(v => v / map.Values.Values.Max());
        Assert.Equal([.. zeros, .. row, .. zeros, .. row, .. zeros], normalised, (a, b) => Math.Abs(a - b) < Float32);
    }

    /// <summary>Where the logit is linear in the spatial mean, its gradient at each cell is the class's weight divided by the number of cells.</summary>
    [Fact]
    public void Cam_IsGradCamTimesTheNumberOfCells_AndItsMeanIsTheLogit()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var images = SmallModels.Noise(21, 3, 3, 16, 16);
        int[] targets = [0, 3, 4];

        var cams = new Cam(new CamOptions { Upsample = MapUpsampling.None }).Attribute(model, images, targets);
        var gradCams = new GradCam(Raw).Attribute(model, images, targets);

        Assert.All(cams.Zip(gradCams), pair =>
        {
            var cells = pair.First.Values.Length;
            Assert.Equal(64, cells);
            Assert.Equal(pair.Second.Values.Values.Select(v => v * cells), pair.First.Values.Values, (a, b) => Math.Abs(a - b) < 1e-5 * pair.First.Values.Values.Max(Math.Abs));
            // The runtime's float32 sums against ours in float64.
            Assert.Equal(pair.First.Score, Assert.Single(pair.First.Figures).Value, 1e-5);
            Assert.Equal(0, pair.First.GradientCalls);
        });
    }

    [Fact]
    public void GradCamPlusPlus_IsThePapersFormula()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var image = SmallModels.Noise(22, 1, 3, 16, 16);
        var (maps, gradients) = model.DifferentiateLayers(image, SmallModels.OneHot(1, 5, 2), [model.FeatureLayers[1].Name]).Layers[0];
        var expected = new double[256];
        for (var c = 0; c < 8; c++)
        {
            double[] a = [.. maps.Values.Skip(256 * c).Take(256)];
            double[] g = [.. gradients.Values.Skip(256 * c).Take(256)];
            double[] alpha = [.. g.Select(v => v == 0 ? 0 : Math.Pow(v, 2) / ((2 * Math.Pow(v, 2)) + (a.Sum() * Math.Pow(v, 3)) + 1e-6))];
            var weight = g.Zip(alpha, (v, share) => Math.Max(v, 0) * share).Sum();
            expected = [.. expected.Zip(a, (sum, v) => sum + (weight * v))];
        }

        var found = new GradCamPlusPlus(Raw with { Layer = model.FeatureLayers[1].Name }).Explain(model, image, 2).Values;

        Assert.Equal(expected, found.Values.Select(v => (double)v), (x, y) => Math.Abs(x - y) < Float32 * expected.Max(Math.Abs));
    }

    [Fact]
    public void LayerCam_IsThePapersFormula()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var image = SmallModels.Noise(23, 1, 3, 16, 16);
        var (maps, gradients) = model.DifferentiateLayers(image, SmallModels.OneHot(1, 5, 1), [model.FeatureLayers[1].Name]).Layers[0];
        double[] expected = [.. Enumerable.Range(0, 256).Select(cell => Enumerable.Range(0, 8).Sum(c => (double)Math.Max(0, gradients.Values[(256 * c) + cell]) * maps.Values[(256 * c) + cell]))];

        var found = new LayerCam(Raw with { Layer = model.FeatureLayers[1].Name }).Explain(model, image, 1).Values;

        Assert.Contains(gradients.Values, v => v < 0);
        Assert.Equal(expected, found.Values.Select(v => (double)v), (x, y) => Math.Abs(x - y) < Float32 * expected.Max(Math.Abs));
    }

    [Theory]
    [InlineData(MapFusion.Mean)]
    [InlineData(MapFusion.Max)]
    public void SeveralLayers_AreNormalisedAndFusedOnTheFinestGrid(MapFusion fuse)
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var image = SmallModels.Noise(24, 1, 3, 16, 16);
        string[] layers = [.. model.FeatureLayers.Select(l => l.Name)];
        var single = layers.Select(l => new GradCam(Raw with { Layer = l }).Explain(model, image, 4).Values)
            .Select(m => PlaneResize.Bilinear([.. m.Values.Select(v => v / m.Values.Max(Math.Abs))], m.Shape[0], m.Shape[1], 16, 16)).ToArray();

        var fused = new GradCam(Raw with { Layer = string.Join(", ", layers), Fuse = fuse }).Explain(model, image, 4);

        Assert.Equal([16, 16], fused.Values.Shape.ToArray());
        Assert.Equal(single[0].Zip(single[1], (a, b) => fuse == MapFusion.Mean ? (a + b) / 2 : Math.Max(a, b)), fused.Values.Values, (a, b) => Math.Abs(a - b) < Float32);
        Assert.Equal(1, fused.GradientCalls);
        Assert.StartsWith($"{(fuse == MapFusion.Mean ? "mean" : "max")} of layer '{layers[0]}' 8x8, layer '{layers[1]}' 16x16, each divided", fused.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MapUpsampling.None, 8)]
    [InlineData(MapUpsampling.Nearest, 16)]
    [InlineData(MapUpsampling.Bilinear, 16)]
    public void Maps_HaveTheSizeTheMethodAnnounces(MapUpsampling upsample, int size)
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var image = SmallModels.Noise(25, 1, 3, 16, 16);
        var cells = new GradCam(new LayerMapOptions { Upsample = MapUpsampling.None }).Explain(model, image, 1).Values.Values;
        ISaliencyMethod method = new GradCam(new LayerMapOptions { Upsample = upsample });

        var map = method.Explain(model, image, 1).Values;

        Assert.Equal([size, size], method.OutputShape(model));
        Assert.Equal([size, size], map.Shape.ToArray());
        var expected = upsample == MapUpsampling.None ? cells : upsample == MapUpsampling.Nearest ? PlaneResize.Nearest(cells, 8, 8, 16, 16) : PlaneResize.Bilinear(cells, 8, 8, 16, 16);
        Assert.Equal(expected, map.Values);
    }

    [Theory]
    [InlineData(-1f, "nothing in it speaks for the class; relu=false shows what speaks against it.")]
    [InlineData(0f, "is 0 everywhere: at this image nothing in the layer raises the score.")]
    public void MapOfZeros_ComesWithAWarning(float weight, string warning)
    {
        using var model = OnnxClassifier.Load(FeatureClassifierTests.WithHead((g, maps) => g.Node(
            "Gemm", [g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])]), g.Initializer("w", new Tensor([2, 4], [.. Enumerable.Repeat(weight, 4), 1, 1, 1, 1]))], ("transB", 1))));
        var image = SmallModels.Noise(26, 1, 3, 8, 8);

        Assert.All(new ISaliencyMethod[] { new GradCam(), new GradCamPlusPlus(), new LayerCam(), new Cam(new CamOptions { Relu = true }) }, method =>
        {
            var result = method.Explain(model, image);

            Assert.All(result.Values.Values, v => Assert.Equal(0, v));
            // Of gradients that are all negative these two leave nothing, even before their ReLU.
            var isGated = method is GradCamPlusPlus or LayerCam;
            Assert.EndsWith(isGated ? "is 0 everywhere: at this image nothing in the layer raises the score." : warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.Empty(method.Explain(model, image, 1).Warnings);
        });
    }

    [Fact]
    public void TransformerTokens_MakeAMapThatLiesAsThePictureDoes()
    {
        using var model = OnnxClassifier.Load(SmallTransformer.Create());
        var image = SmallModels.Noise(27, 1, 3, 8, 12);

        var result = new GradCam(Raw).Explain(model, image, 3);

        Assert.Equal([2, 3], result.Values.Shape.ToArray());
        Assert.Contains("2x3 (7 tokens read as a grid of 2x3, the first (class) token left out)", result.Rule, StringComparison.Ordinal);
        Assert.All(result.Values.Values, v => Assert.NotEqual(0, v));
    }

    [Fact]
    public void Batches_GiveTheBitsOfSingleImages()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var images = SmallModels.Noise(28, 3, 3, 16, 16);
        ISaliencyMethod[] methods = [new Cam(), new GradCam(), new GradCamPlusPlus(), new LayerCam(), new GuidedBackprop(), new DeconvNet(), new DeconvNet(new() { Layer = "auto" }), new GuidedGradCam()];

        Assert.All(methods, method =>
        {
            var batch = method.Attribute(model, images, [4, 0, 2]);
            for (var i = 0; i < 3; i++)
            {
                var single = method.Explain(model, new Tensor([1, 3, 16, 16], images.Row(i).ToArray()), new[] { 4, 0, 2 }[i]);
                Assert.Equal(single.Values.Values, batch[i].Values.Values);
            }
        });
    }
}
