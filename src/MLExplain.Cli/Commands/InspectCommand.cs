using System.CommandLine;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain inspect</c>: how MLExplain reads a model file.</summary>
internal static class InspectCommand
{
    private const string Examples = """
        Examples:
          mlexplain inspect M.onnx
          mlexplain inspect M.onnx --certify --json
        """;

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("model") { Description = "The classifier, an .onnx file." };
        var certify = new Option<bool>("--certify") { Description = "Also compare the gradient with central differences of the scores, on noise." };
        var device = new DeviceOptions();
        var command = new Verb("inspect", "Print how a model is read: input, logits, classes, operators with and without a gradient rule, layers, device.", Examples, VerbOutput.Json) { model, certify };
        device.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var classifier = OnnxClassifier.Load(parsed.GetValue(model)!, device.Create(parsed));
            var certificate = parsed.GetValue(certify) ? GradientCheck.Run(classifier, cancellationToken: cancellationToken) : null;
            InspectPrinter.Print(terminal, classifier.Summary, certificate);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
