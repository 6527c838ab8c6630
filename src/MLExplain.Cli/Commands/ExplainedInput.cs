using System.CommandLine;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Cli.Commands;

/// <summary>The options that say what is explained: a model, a picture or an exact network input, and a class.</summary>
internal sealed class ExplainedInput
{
    private readonly Option<string> _model = new("--model") { Description = "The classifier, an .onnx file.", Required = true };
    private readonly Option<string?> _image = new("--image") { Description = "A picture; it goes through the preprocessing options." };
    private readonly Option<string?> _input = new("--input") { Description = "The exact network input instead: float32 [N,C,H,W] as .npy." };
    private readonly Option<string?> _target = new("--target") { Description = "The class to explain: its number, counted from 0, or its name in the model's metadata; default: the highest score." };
    private readonly DeviceOptions _device = new();
    private readonly PreprocessingOptions _preprocessing = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _model, _image, _input, _target })
        {
            command.Options.Add(option);
        }

        _preprocessing.AddTo(command);
        _device.AddTo(command);
    }

    public OnnxClassifier Load(ParseResult parsed)
    {
        if (parsed.GetValue(_image) is null == parsed.GetValue(_input) is null)
        {
            throw new ConfigurationException("Give either --image, a picture, or --input, the exact network input as .npy.");
        }

        return OnnxClassifier.Load(parsed.GetValue(_model)!, _device.Create(parsed));
    }

    public Image Read(ParseResult parsed, OnnxClassifier model)
    {
        var preprocessing = _preprocessing.Create(parsed, model.InputShape);
        var context = new MethodContext { LoadImage = path => ModelImage.Load(path, preprocessing) };
        if (parsed.GetValue(_input) is { } input)
        {
            return new Image(this, Path.GetFileName(input), ReadTensor(input, model.InputShape), null, context);
        }

        var path = parsed.GetValue(_image)!;
        var seen = preprocessing.Fit(ImageDecoder.Decode(path));
        var tensor = preprocessing.Normalize(seen);
        return new Image(this, Path.GetFileName(path), tensor.Reshape([1, .. tensor.Shape]), seen, context with { Preprocessing = preprocessing });
    }

    private static Tensor ReadTensor(string path, ImageShape expected)
    {
        var tensor = Npy.Read(path);
        var shape = tensor.Shape;
        return shape.Length == 4 && shape[1] == expected.Channels && shape[2] == expected.Height && shape[3] == expected.Width
            ? tensor
            : throw new DataException(
                $"'{path}' holds a tensor of shape [{string.Join(',', shape.ToArray())}], but the model takes [N,{expected.Channels},{expected.Height},{expected.Width}] (images, channels, height, width).");
    }

    /// <summary>What was read.</summary>
    /// <param name="Options">Where it came from.</param>
    /// <param name="Name">Name of the file.</param>
    /// <param name="Batch">The network's input, [N,C,H,W].</param>
    /// <param name="Seen">The picture as the network sees it; null for a tensor.</param>
    /// <param name="Context">What methods may need to know.</param>
    internal sealed record Image(ExplainedInput Options, string Name, Tensor Batch, RgbImage? Seen, MethodContext Context)
    {
        /// <summary>The classes to explain, one per image.</summary>
        public int[] Target(ParseResult parsed, OnnxClassifier model, CancellationToken cancellationToken) =>
            Target(parsed, model, model.Score(Batch, cancellationToken));

        /// <summary>The classes to explain, one per row of logits.</summary>
        public int[] Target(ParseResult parsed, OnnxClassifier model, Tensor logits) => parsed.GetValue(Options._target) is { } target
            ? [.. Enumerable.Repeat(ClassTarget.Find(target, model), logits.Shape[0])]
            : [.. Enumerable.Range(0, logits.Shape[0]).Select(n => logits.Row(n).IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(logits.Row(n))))];
    }
}
