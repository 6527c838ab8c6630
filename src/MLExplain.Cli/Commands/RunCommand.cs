using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain run</c>: explains the images of a pipeline file and writes the report.</summary>
internal static class RunCommand
{
    private const string Examples = """
        Examples:
          mlexplain run pipelines/dermatology/audit.yaml
          mlexplain run audit.yaml --out reports/july --device cpu
        """;

    public static Command Create(Terminal terminal)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline file, YAML. Paths in it are relative to it." };
        var output = new Option<string?>("--out") { Description = "Folder of the report; default: reports/NAME, where the pipeline's name is NAME." };
        var device = new DeviceOptions();
        var command = new Verb("run", "Explain the images of a pipeline file and write the report; the last line printed is the path of its page.", Examples) { pipeline, output };
        device.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(pipeline)!;
            var options = PipelineFile.Load(path);
            var classifier = device.Create(parsed, new OnnxClassifierOptions { Device = options.Model.Device });
            var folder = parsed.GetValue(output) ?? Path.Combine("reports", options.Name);
            var page = new PipelineRun(path, options, classifier, terminal).Execute(folder, cancellationToken);
            terminal.Print($"{page}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
