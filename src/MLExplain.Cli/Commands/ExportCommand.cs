using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain export</c>: the explainer as a plain ONNX file.</summary>
internal static class ExportCommand
{
    private const string Gradient = "gradient";

    private const string Examples = """
        Examples:
          mlexplain export M.onnx --method gradient --out explainer.onnx
          mlexplain export M.onnx --method gradient --target 3 --out explainer.onnx
        """;

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("model") { Description = "The classifier, an .onnx file." };
        var method = new Option<string>("--method") { Description = $"The saliency method: {Gradient}.", Required = true, CompletionSources = { Gradient } };
        var target = new Option<string?>("--target") { Description = "The class to explain: its number, counted from 0, or its name in the model's metadata; default: each image's highest score." };
        var output = new Option<string>("--out") { Description = "Where to write the .onnx file.", Required = true };
        var command = new Verb("export", "Write the differentiated model as a plain .onnx file: input the image, outputs logits and gradient.", Examples) { model, method, target, output };
        command.SetAction((parsed, _) =>
        {
            var path = parsed.GetValue(output)!;
            Write(terminal, parsed.GetValue(model)!, SaliencyMethods.Find(parsed.GetValue(method)!).Name, parsed.GetValue(target), path);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, string model, string method, string? target, string path)
    {
        if (method != Gradient)
        {
            throw new ConfigurationException(
                $"'{method}' cannot be exported: only '{Gradient}' is one pass through one graph. Export --method {Gradient} and build '{method}' from its output.");
        }

        if (Path.GetExtension(path) != ".onnx")
        {
            throw new ConfigurationException($"--out '{path}' is not usable: expected a file ending in .onnx.");
        }

        using var classifier = OnnxClassifier.Load(model, new OnnxClassifierOptions { Device = "cpu" });
        var explainer = classifier.ExportGradient(target is null ? null : ClassTarget.Find(target, classifier));
        OutputFile.Write(path, explainer.Save);
        terminal.Give(() => new { output = path, inputs = explainer.InputNames, outputs = explainer.OutputNames });
        terminal.Say($"wrote {path}: input '{explainer.InputNames[0]}', outputs {string.Join(" and ", explainer.OutputNames)}");
    }
}
