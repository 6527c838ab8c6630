using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain explain</c>: one image or tensor, one method, one map.</summary>
internal sealed class ExplainCommand
{
    private readonly ExplainedInput _explained = new();
    private readonly Option<string> _out = new("--out") { Description = "Where to write: .npy for the raw attribution, .png for the map over the image.", Required = true };
    private readonly Option<float?> _top = NumberOption.Real("--top", "Write the most important share of the picture instead, above 0 to 1: whole regions of xrai, pixels of other methods. A .png shows it alone, a .npy holds 1 inside and 0 outside.");
    private readonly MethodOptions _method = new();

    private const string Examples = """
        Examples:
          mlexplain explain --model M.onnx --image cat.jpg --mean 0.485 0.456 0.406 --std 0.229 0.224 0.225 --method integrated-gradients --set steps=auto --out map.png
          mlexplain explain --model caffe.onnx --image cat.jpg --resize shortSideThenCrop --short-side 256 --channels bgr --scale 1 --mean 104 117 123 --method gradient --out map.png
          mlexplain explain --model M.onnx --image cat.jpg --method xrai --top 0.1 --out best-tenth.png
          mlexplain explain --model M.onnx --input x.npy --target 3 --method gradient --out gradient.npy --json

        Option keys of the methods, for --set:
        """;

    public static Command Create(Terminal terminal)
    {
        var explain = new ExplainCommand();
        var command = new Verb("explain", "Explain one picture, or one exact network input, with one saliency method.", $"{Examples}\n{MethodOptions.Keys}")
        {
            explain._out, explain._top,
        };
        explain._method.AddTo(command);
        explain._explained.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(explain.Run(parsed, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var output = parsed.GetValue(_out)!;
        if (Path.GetExtension(output) is not (".npy" or ".png"))
        {
            throw new ConfigurationException($"--out '{output}' is not usable: expected a file ending in .npy (raw attribution) or .png (picture).");
        }

        using var model = _explained.Load(parsed);
        var input = _explained.Read(parsed, model);
        if (input.Batch.Shape[0] != 1 && Path.GetExtension(output) == ".png")
        {
            throw new ConfigurationException($"A picture shows one map, but '{input.Name}' holds {input.Batch.Shape[0]} images: write .npy instead, or pass one image.");
        }

        var method = _method.Create(parsed, input.Context);
        var logits = model.Score(input.Batch, cancellationToken);
        var attributions = method.Attribute(model, input.Batch, input.Target(parsed, model, logits), cancellationToken);
        if (parsed.GetValue(_top) is { } share)
        {
            WriteTop(output, attributions, share, input.Seen);
        }
        else
        {
            Write(output, attributions, input.Seen);
        }

        var explained = attributions.Select((a, n) => new Explained(a, ClassTarget.Name(a.Target, model), model.Link.Probabilities(logits.Row(n))[a.Target]));
        ExplainPrinter.Print(terminal, method.Name, [.. explained], output);
        return ExitCode.Done;
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
        var png = ImageEncoder.ToPng(seen is null ? MapPicture.Alone(map) : MapPicture.Over(seen, map));
        OutputFile.Write(output, file => File.WriteAllBytes(file, png));
    }

    private static void WriteTop(string output, IReadOnlyList<Attribution> attributions, double share, RgbImage? seen)
    {
        if (attributions.Count != 1)
        {
            throw new ConfigurationException($"--top shows one image, but the input holds {attributions.Count}: pass one.");
        }

        var shape = attributions[0].Values.Shape;
        if (seen is not null && (seen.Height, seen.Width) != (shape[^2], shape[^1]))
        {
            throw new ConfigurationException(
                $"--top cuts a picture of {seen.Height}x{seen.Width}, but the map is {shape[^2]}x{shape[^1]}: set the method's option upsample to nearest or bilinear.");
        }

        var region = TopRegion.Of(attributions[0], share);
        if (Path.GetExtension(output) == ".npy")
        {
            var mask = new Tensor([shape[^2], shape[^1]], Array.ConvertAll(region, inside => inside ? 1f : 0));
            OutputFile.Write(output, file => Npy.Write(file, mask));
            return;
        }

        var white = seen ?? new RgbImage(shape[^1], shape[^2], [.. Enumerable.Repeat(byte.MaxValue, 3 * region.Length)]);
        OutputFile.Write(output, file => File.WriteAllBytes(file, ImageEncoder.ToPng(TopRegion.Picture(white, region))));
    }
}
