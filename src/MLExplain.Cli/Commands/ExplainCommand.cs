using System.CommandLine;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain explain</c>: one image or tensor, one method, one map.</summary>
internal sealed class ExplainCommand
{
    private readonly Option<string> _model = new("--model") { Description = "The classifier, an .onnx file.", Required = true };
    private readonly Option<string?> _image = new("--image") { Description = "A picture; it goes through the preprocessing options." };
    private readonly Option<string?> _input = new("--input") { Description = "The exact network input instead: float32 [N,C,H,W] as .npy." };
    private readonly Option<string?> _target = new("--target") { Description = "The class to explain: its number, counted from 0, or its name in the model's metadata; default: the highest score." };
    private readonly Option<string> _out = new("--out") { Description = "Where to write: .npy for the raw attribution, .png for the map over the image.", Required = true };
    private readonly Option<bool> _json = new("--json") { Description = "Print the numbers as JSON on standard output." };
    private readonly MethodOptions _method = new();
    private readonly DeviceOptions _device = new();
    private readonly PreprocessingOptions _preprocessing = new();

    private const string Examples = """
        Examples:
          mlexplain explain --model M.onnx --image cat.jpg --mean 0.485 0.456 0.406 --std 0.229 0.224 0.225 --method integrated-gradients --set steps=auto --out map.png
          mlexplain explain --model caffe.onnx --image cat.jpg --resize shortSideThenCrop --short-side 256 --channels bgr --scale 1 --mean 104 117 123 --method gradient --out map.png
          mlexplain explain --model M.onnx --input x.npy --target 3 --method gradient --out gradient.npy --json

        Option keys of the methods, for --set:
        """;

    public static Command Create(Terminal terminal)
    {
        var explain = new ExplainCommand();
        var command = new Verb("explain", "Explain one picture, or one exact network input, with one saliency method.", $"{Examples}\n{MethodOptions.Keys}")
        {
            explain._model, explain._image, explain._input, explain._target, explain._out, explain._json,
        };
        explain._method.AddTo(command);
        explain._preprocessing.AddTo(command);
        explain._device.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(explain.Run(parsed, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (imagePath, inputPath, output) = (parsed.GetValue(_image), parsed.GetValue(_input), parsed.GetValue(_out)!);
        if (imagePath is null == inputPath is null)
        {
            throw new ConfigurationException("Give either --image, a picture, or --input, the exact network input as .npy.");
        }

        if (Path.GetExtension(output) is not (".npy" or ".png"))
        {
            throw new ConfigurationException($"--out '{output}' is not usable: expected a file ending in .npy (raw attribution) or .png (picture).");
        }

        using var model = OnnxClassifier.Load(parsed.GetValue(_model)!, _device.Create(parsed));
        var preprocessing = _preprocessing.Create(parsed, model.InputShape);
        var picture = imagePath is null ? null : ImageDecoder.Decode(imagePath);
        var inputs = picture is null ? ReadInput(inputPath!, model.InputShape) : AsBatch(preprocessing.Apply(picture));
        if (inputs.Shape[0] != 1 && Path.GetExtension(output) == ".png")
        {
            throw new ConfigurationException($"A picture shows one map, but '{inputPath}' holds {inputs.Shape[0]} images: write .npy instead, or pass one image.");
        }

        var context = new MethodContext
        {
            Preprocessing = picture is null ? null : preprocessing,
            LoadImage = path => ModelImage.Load(path, preprocessing),
        };
        var method = _method.Create(parsed, context);
        var logits = model.Score(inputs, cancellationToken);
        var attributions = method.Attribute(model, inputs, Targets(parsed, model, logits), cancellationToken);
        Write(output, attributions, picture is null ? null : preprocessing.Fit(picture));
        var explained = attributions.Select((a, n) => new Explained(a, ClassTarget.Name(a.Target, model), model.Link.Probabilities(logits.Row(n))[a.Target]));
        ExplainPrinter.Print(terminal, method.Name, [.. explained], output, parsed.GetValue(_json));
        return ExitCode.Done;
    }

    private int[] Targets(ParseResult parsed, OnnxClassifier model, Tensor logits)
    {
        var rows = logits.Shape[0];
        if (parsed.GetValue(_target) is { } target)
        {
            return [.. Enumerable.Repeat(ClassTarget.Find(target, model), rows)];
        }

        return [.. Enumerable.Range(0, rows).Select(n => logits.Row(n).IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(logits.Row(n))))];
    }

    private static Tensor ReadInput(string path, ImageShape expected)
    {
        var tensor = Npy.Read(path);
        var shape = tensor.Shape;
        return shape.Length == 4 && shape[1] == expected.Channels && shape[2] == expected.Height && shape[3] == expected.Width
            ? tensor
            : throw new DataException(
                $"'{path}' holds a tensor of shape [{string.Join(',', shape.ToArray())}], but the model takes [N,{expected.Channels},{expected.Height},{expected.Width}] (images, channels, height, width).");
    }

    private static void Write(string output, IReadOnlyList<Attribution> attributions, RgbImage? seen)
    {
        if (Path.GetExtension(output) == ".npy")
        {
            var first = attributions[0].Values;
            var all = attributions.Count == 1 ? first : new Tensor([attributions.Count, .. first.Shape], [.. attributions.SelectMany(a => a.Values.Values)]);
            OutputFile.Write(output, file => Npy.Write(file, all));
            return;
        }

        var map = SaliencyMap.From(attributions[0], ChannelReduction.Sum).Values;
        var png = ImageEncoder.ToPng(seen is null
            ? Heatmap.Render(map.Values, map.Shape[0], map.Shape[1], new HeatmapOptions { Sign = HeatmapSign.Both })
            : Heatmap.Overlay(seen, map.Values, map.Shape[0], map.Shape[1]));
        OutputFile.Write(output, file => File.WriteAllBytes(file, png));
    }

    private static Tensor AsBatch(Tensor image) => image.Reshape([1, .. image.Shape]);
}
