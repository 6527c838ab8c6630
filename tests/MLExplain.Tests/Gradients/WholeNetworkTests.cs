using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;
using MLExplain.Tests.Onnx;

namespace MLExplain.Tests.Gradients;

/// <summary>Well-known architectures, as files of old opsets, differentiate in both formulations, and these agree.</summary>
public sealed class WholeNetworkTests
{
    public static TheoryData<string, double> Files => new()
    {
        // Two roundings of one formula through 20 to 120 layers; where a rectifier's input is rounding noise, its gate flips between the two.
        { "models/light/light_bvlc_alexnet.onnx", 1e-4 },
        { "models/light/light_densenet121.onnx", 1e-4 },
        { "models/light/light_inception_v1.onnx", 1e-2 },
        { "models/light/light_inception_v2.onnx", 1e-2 },
        { "models/light/light_resnet50.onnx", 1e-2 },
        { "models/light/light_shufflenet.onnx", 1e-2 },
        { "models/light/light_squeezenet.onnx", 1e-4 },
        { "models/light/light_vgg19.onnx", 1e-4 },
        { "models/light/light_zfnet512.onnx", 1e-4 },
        { "goldens/models/captum_one_conv.onnx", 0 },
        { "goldens/models/mnist_cntk_winml.onnx", 1e-5 },
        { "goldens/models/squeezenet10_fp32_from_fp16.onnx", 1e-2 },
    };

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void FormulationsAgree(string file, double tolerance)
    {
        var model = Canonicalization.Apply(OnnxModel.Load(Repository.SharedFile(file.Split('/'))));
        var inputs = ForwardPass.RandomInputs(model, seed: 5);

        var portable = InputGradient(model, Lowering.Portable, inputs);
        var blocked = InputGradient(model, Lowering.CpuBlocked, inputs);

        Assert.All(portable, v => Assert.True(float.IsFinite(v)));
        var (difference, size) = (portable.Zip(blocked, (a, b) => Math.Pow((double)a - b, 2)).Sum(), portable.Sum(v => (double)v * v));
        Assert.True(Math.Sqrt(difference) <= tolerance * Math.Sqrt(size), $"{file}: |difference| {Math.Sqrt(difference):E2}, |gradient| {Math.Sqrt(size):E2}");
    }

    private static float[] InputGradient(OnnxModel model, Lowering lowering, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var input = model.InputNames.Single();
        var softmax = model.Graph.Node.FirstOrDefault(n => n.OpType == "Softmax");
        var target = softmax?.Input[0] ?? model.OutputNames[0];
        var graph = GradientGraph.Differentiate(model, new GradientRequest { Target = target, WithRespectTo = [input], Lowering = lowering });
        var seed = graph.Model.Graph.Input.Single(i => i.Name == graph.SeedName).Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? (int)d.DimValue : 1).ToArray();
        using var run = new OrtRun(graph.Model);
        var weights = new float[seed.Aggregate(1, (p, d) => p * d)];
        weights[0] = 1;
        return run.Run(inputs.Append(new(graph.SeedName, new Tensor(seed, weights))).ToDictionary(), graph.Gradients[input])[0].Values;
    }
}
