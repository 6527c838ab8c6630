using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;
using MLExplain.Reporting;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain selftest</c>: which planted shortcuts the audit of a pipeline file would catch.</summary>
internal static class SelfTestCommand
{
    private const string Examples = """
        Stamps a tag, a border, a tint and a brightness of several strengths on copies of the images, refits the model's last layer
        so that it uses them, audits it, and says what was caught, and how often something was where nothing was planted.
        The section 'selfTest' of the pipeline file says which kinds and strengths, and how many repetitions.

        Examples:
          mlexplain selftest --pipeline pipelines/dermatology/audit.yaml
          mlexplain selftest --pipeline audit.yaml --out reports/power
        """;

    public static Command Create(Terminal terminal)
    {
        var pipeline = new Option<string>("--pipeline") { Description = "The pipeline file, YAML. Paths in it are relative to it.", Required = true };
        var output = new Option<string?>("--out") { Description = "Folder to write to; default: reports/NAME-selftest, where the pipeline's name is NAME." };
        var date = DateOption.Create();
        var device = new DeviceOptions();
        var command = new Verb("selftest", "Plant shortcuts in the images of a pipeline file and see which of them its audit catches; the last line printed is the path of the table.", Examples) { pipeline, output, date };
        device.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(pipeline);
            var day = DateOption.Of(parsed.GetValue(date), terminal);
            var options = PipelineFile.Load(path, day);
            var classifier = device.Create(parsed, new OnnxClassifierOptions { Device = options.Model.Device });
            var folder = parsed.GetValue(output) ?? Path.Combine("reports", $"{options.Name}-selftest");
            var (report, table) = new SelfTestPipeline(path, options, classifier, day, terminal).Execute(folder, cancellationToken);
            foreach (var cell in report.Cells)
            {
                terminal.Print($"{SelfTestText.Sentence(cell)}");
            }

            terminal.Print($"{SelfTestText.FalseAlarms(report)}");
            terminal.Answer($"{table}");
            terminal.Give(() => new { table, report.Images, report.LeftOut, report.Correlation, report.Cells, report.FalseAlarms });
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
