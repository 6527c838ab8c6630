using MLExplain.Models;

namespace MLExplain.Tests.Models;

/// <summary>Gradient certificates of models that others made.</summary>
public sealed class SharedModelTests
{
    [SkippableTheory]
    [InlineData("goldens/models/captum_one_conv.onnx")]
    [InlineData("goldens/models/mnist_cntk_winml.onnx")]
    [InlineData("goldens/models/squeezenet10_fp32_from_fp16.onnx")]
    [InlineData("models/light/light_bvlc_alexnet.onnx")]
    [InlineData("models/light/light_densenet121.onnx")]
    [InlineData("models/light/light_inception_v1.onnx")]
    [InlineData("models/light/light_inception_v2.onnx")]
    [InlineData("models/light/light_resnet50.onnx")]
    [InlineData("models/light/light_shufflenet.onnx")]
    [InlineData("models/light/light_squeezenet.onnx")]
    [InlineData("models/light/light_vgg19.onnx")]
    [InlineData("models/light/light_zfnet512.onnx")]
    public void Gradient_IsCertified(string model)
    {
        using var classifier = OnnxClassifier.Load(Repository.SharedFile(model));

        var certificate = GradientCheck.Run(classifier, new GradientCheckOptions { Directions = 1 });

        Assert.True(certificate.Passes, certificate.ToString());
    }
}
