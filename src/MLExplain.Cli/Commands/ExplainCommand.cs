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
    private readonly Option<bool> _json = new("--json") { Description = "Print the numbers as JSON on standard output." };
    private readonly MethodOptions _method = new();

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
            explain._out, explain._json,
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
        Write(output, attributions, input.Seen);
        var explained = attributions.Select((a, n) => new Explained(a, ClassTarget.Name(a.Target, model), model.Link.Probabilities(logits.Row(n))[a.Target]));
        ExplainPrinter.Print(terminal, method.Name, [.. explained], output, parsed.GetValue(_json));
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
}
