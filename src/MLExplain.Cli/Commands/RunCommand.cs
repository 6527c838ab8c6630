using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain run</c>: explains and audits the images of a pipeline file and writes the report.</summary>
internal static class RunCommand
{
    private const string Examples = """
        Examples:
          mlexplain run pipelines/dermatology/audit.yaml
          mlexplain run audit.yaml --out reports/july --device cpu --strict
        """;

    public static Command Create(Terminal terminal)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline file, YAML. Paths in it are relative to it." };
        var output = new Option<string?>("--out") { Description = "Folder of the report; default: reports/NAME, where the pipeline's name is NAME." };
        var strict = new Option<bool>("--strict") { Description = "Answer 3, not 0, when no gate fails but one is inconclusive or not evaluated." };
        var device = new DeviceOptions();
        var command = new Verb("run", "Explain and audit the images of a pipeline file and write the report; the last line printed is the path of its page. Answers 1 when a gate of the audit fails.", Examples) { pipeline, output, strict };
        device.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(pipeline)!;
            var options = PipelineFile.Load(path);
            var classifier = device.Create(parsed, new OnnxClassifierOptions { Device = options.Model.Device });
            var folder = parsed.GetValue(output) ?? Path.Combine("reports", options.Name);
            var isStrict = parsed.GetValue(strict);
            if (isStrict && options.Audit is null)
            {
                throw new ConfigurationException($"{path}: --strict asks for a decision, but the file has no section 'audit' with gates to decide by.");
            }

            var (page, decision) = new PipelineRun(path, options, classifier, terminal) { IsStrict = isStrict }.Execute(folder, cancellationToken);
            if (decision is not null)
            {
                GatePrinter.Print(terminal, decision);
            }

            terminal.Print($"{page}");
            return Task.FromResult(decision is null ? ExitCode.Done : ExitCode.Of(decision, isStrict));
        });
        return command;
    }
}
