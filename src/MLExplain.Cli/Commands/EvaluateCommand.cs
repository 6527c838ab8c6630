using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain evaluate</c>: judges the saliency methods of a pipeline file.</summary>
internal static class EvaluateCommand
{
    private const string Examples = """
        Prints a card for each method: its sanity checks, and its measures beside those of maps that know nothing of the model.
        The section 'evaluate' of the pipeline file says on how many images, which methods, which measures.

        Examples:
          mlexplain evaluate pipelines/dermatology/audit.yaml
          mlexplain evaluate audit.yaml --out reports/trust
        """;

    public static Command Create(Terminal terminal)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline file, YAML. Paths in it are relative to it." };
        var output = new Option<string?>("--out") { Description = "Folder to write to; default: reports/NAME-evaluation, where the pipeline's name is NAME." };
        var date = DateOption.Create();
        var device = new DeviceOptions();
        var command = new Verb("evaluate", "Judge the saliency methods of a pipeline file: can their maps be believed? The last line printed is the path of the page.", Examples) { pipeline, output, date };
        device.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(pipeline)!;
            var day = DateOption.Of(parsed.GetValue(date), terminal);
            var options = PipelineFile.Load(path, day);
            var classifier = device.Create(parsed, new OnnxClassifierOptions { Device = options.Model.Device });
            var folder = parsed.GetValue(output) ?? Path.Combine("reports", $"{options.Name}-evaluation");
            var (report, page) = new EvaluatePipeline(path, options, classifier, day, terminal).Execute(folder, cancellationToken);
            MethodCardPrinter.Print(terminal, report);
            terminal.Answer($"{page}");
            terminal.Give(() => EvaluationReply.Of(page, report));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
