using MLExplain.Cli;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Saliency;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Saliency;

/// <summary>What CAM methods say of models and options they cannot use.</summary>
public sealed class ClassMapRefusalTests
{
    [Fact]
    public void ModelWithoutMaps_IsRefusedWithTheMethodsThatWork()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 3, 24)));
        var image = SmallModels.Noise(2, 1, 2, 3, 4);

        Assert.Equal(
            "'layer-cam' needs feature maps that are spread over the image, and no layer of this model is; gradient, integrated-gradients and occlusion explain it.",
            Assert.Throws<NotSupportedException>(() => new LayerCam().Explain(model, image)).Message);
        Assert.Equal("no layer of feature maps that is still spread over the image", SaliencyMethods.Find("grad-cam").Refusal(model.Summary));
        Assert.StartsWith("no rectifier", SaliencyMethods.Find("deconvnet").Refusal(model.Summary), StringComparison.Ordinal);
    }

    /// <summary>Shrink has no gradient rule; with its defaults changed to 0 it gives what it gets.</summary>
    [Theory]
    [InlineData("grad-cam")]
    [InlineData("grad-cam++")]
    [InlineData("layer-cam")]
    public void AnOperatorWithoutRuleBeforeTheLayer_IsNotInTheWay(string method)
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional(front: Shrink));
        using var plain = OnnxClassifier.Load(SmallModels.Convolutional());
        var image = SmallModels.Noise(7, 1, 3, 16, 16);

        Assert.Null(SaliencyMethods.Find(method).Refusal(model.Summary));
        Assert.Equal(
            SaliencyMethods.Create(method).Explain(plain, image, target: 2).Values.Values, SaliencyMethods.Create(method).Explain(model, image, target: 2).Values.Values);
        Assert.All(["gradient", "guided-grad-cam", "xrai"], name => Assert.Equal("no gradient rule for Shrink", SaliencyMethods.Find(name).Refusal(model.Summary)));
    }

    [Fact]
    public void AnOperatorWithoutRuleBehindTheLayer_IsNamed()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional(tail: Shrink));

        Assert.Equal("no gradient rule for Shrink", SaliencyMethods.Find("grad-cam").Refusal(model.Summary));
        Assert.Throws<MLExplain.Gradients.UnsupportedOperatorException>(() => new GradCam().Explain(model, SmallModels.Noise(7, 1, 3, 16, 16)));
    }

    /// <summary>What works on another method's map needs what that one needs.</summary>
    [Theory]
    [InlineData("xrai", "lime", true)]
    [InlineData("xrai", "grad-cam", true)]
    [InlineData("smoothgrad", "occlusion", true)]
    [InlineData("vargrad", "rise", true)]
    [InlineData("xrai", "input-x-gradient", false)]
    [InlineData("smoothgrad", "smoothgrad", false)]
    public void ABaseMethod_DecidesWhatIsNeeded(string method, string other, bool works)
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional(front: Shrink));
        var values = new Dictionary<string, Dictionary<string, string>> { [method] = new() { ["base"] = other } };
        MethodSelection Select() => MethodSelection.Of(model.Summary, [method], values, seed: 0, new MethodContext());

        if (works)
        {
            Assert.All(Select().Methods.Single().Explain(model, SmallModels.Noise(7, 1, 3, 16, 16)).Values.Values, value => Assert.True(float.IsFinite(value)));
        }
        else
        {
            Assert.StartsWith($"The model does not support '{method}': no gradient rule for Shrink.", Assert.Throws<ConfigurationException>(Select).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HeadThatIsNotLinearInTheMean_IsNamed()
    {
        using var model = OneConvolution.Create();

        var error = Assert.Throws<NotSupportedException>(() => new Cam().Explain(model, OneConvolution.Image()));

        Assert.StartsWith("'cam' needs scores that are linear in the spatial mean of feature maps, but the scores '", error.Message, StringComparison.Ordinal);
        Assert.Contains("' are made by Relu: expected a linear layer", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; grad-cam makes such a map for any head.", error.Message, StringComparison.Ordinal);
        Assert.Equal(model.HeadDescription, SaliencyMethods.Find("cam").Refusal(model.Summary));
    }

    [Theory]
    [InlineData("grad-cam", "layer", "conv9", "'one-conv' has no tensor 'conv9' between the image and the scores; its usual layers are '")]
    [InlineData("grad-cam", "layer", "relu1,relu1", "'grad-cam': layer names 'relu1' 2 times.")]
    [InlineData("layer-cam", "layer", "relu1,auto", "'layer-cam': layer is 'relu1,auto' but auto stands alone.")]
    [InlineData("grad-cam++", "layer", "relu1,", "'grad-cam++': layer is 'relu1,' but must name tensors, separated by commas, or be auto.")]
    [InlineData("cam", "relu", "yes", "'cam' option 'relu' is 'yes', but it takes true or false.")]
    [InlineData("grad-cam", "upsample", "cubic", "'grad-cam' option 'upsample' is 'cubic', but it takes none, nearest, bilinear.")]
    [InlineData("guided-grad-cam", "upsample", "none", "'guided-grad-cam': upsample is none but the map must get the image's size")]
    [InlineData("deconvnet", "layer", "conv1,relu1", "'deconvnet': layer is 'conv1,relu1' but the activations of one layer only are projected.")]
    [InlineData("deconvnet", "channel", "3", "'deconvnet': channel and activations choose among the activations of a layer: name one, or auto.")]
    public void ABadOption_SaysWhatIsExpected(string method, string key, string value, string sentence)
    {
        using var model = OneConvolution.Create();

        var error = Assert.Throws<ArgumentException>(() =>
            SaliencyMethods.Create(method, new Dictionary<string, string> { [key] = value }).Explain(model, OneConvolution.Image()));

        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChannelTheLayerDoesNotHave_IsRefused()
    {
        using var model = OneConvolution.Create();

        var error = Assert.Throws<ArgumentException>(() => new DeconvNet(new() { Layer = "relu1", Channel = 2 }).Explain(model, OneConvolution.Image()));

        Assert.Equal("'deconvnet' option 'channel' is 2, but layer 'relu1' has 2 channels, counted from 0.", error.Message);
    }

    private static string Shrink(OnnxGraphBuilder g, string x) => g.Node("Shrink", [x], ("lambd", 0f), ("bias", 0f));
}
