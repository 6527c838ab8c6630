using System.CommandLine;
using System.Text.Json.Nodes;
using MLExplain.Cli.Pipelines;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Models;
using MLExplain.Reporting;

namespace MLExplain.Cli.Commands;

/// <summary>What the verbs take that write a pipeline's report, and how they answer.</summary>
internal sealed class PipelineArguments(Terminal terminal)
{
    private readonly Argument<string> _pipeline = new("pipeline") { Description = "The pipeline file, YAML. Paths in it are relative to it." };
    private readonly Option<string?> _output = new("--out") { Description = "Folder of the report; default: reports/NAME, where the pipeline's name is NAME." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Answer 3, not 0, when no gate fails but one is inconclusive or not evaluated." };
    private readonly Option<string?> _baseline = BaselineOption.Create();
    private readonly Option<string?> _review = ReviewOption.Create();
    private readonly Option<string?> _date = DateOption.Create();
    private readonly Option<bool> _pdf = new("--pdf") { Description = "Also print the page to report.pdf, A4, through an installed Chromium." };
    private readonly DeviceOptions _device = new();

    public void AddTo(Command command, bool decides = true)
    {
        command.Arguments.Add(_pipeline);
        command.Options.Add(_output);
        command.Options.Add(_date);
        if (decides)
        {
            command.Options.Add(_strict);
            command.Options.Add(_baseline);
            command.Options.Add(_review);
            command.Options.Add(_pdf);
            _device.AddTo(command);
        }
    }

    /// <summary>Whether --strict was given.</summary>
    public bool IsStrict(ParseResult parsed) => parsed.GetValue(_strict);

    /// <summary>The run that the arguments describe, and its folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="device">Where the model runs whatever the file says; null for what the command line says, else the file.</param>
    public (PipelineRun Run, string Folder) Open(ParseResult parsed, string? device = null)
    {
        var path = parsed.GetRequiredValue(_pipeline);
        var date = DateOption.Of(parsed.GetValue(_date), terminal);
        var options = PipelineFile.Load(path, date);
        if (IsStrict(parsed) && options.Audit is null)
        {
            throw new ConfigurationException($"{path}: --strict asks for a decision, but the file has no section 'audit' with gates to decide by.");
        }

        if (parsed.GetValue(_baseline) is not null && options.Audit is null)
        {
            throw new ConfigurationException($"{path}: --baseline compares gates, but the file has no section 'audit' with gates.");
        }

        if (parsed.GetValue(_review) is { } review)
        {
            options = options with { Audit = Reviewed(path, options.Audit, review) };
        }

        var classifier = device is null ? _device.Create(parsed, new OnnxClassifierOptions { Device = options.Model.Device }) : new OnnxClassifierOptions { Device = device };
        var run = new PipelineRun(path, options, classifier, terminal)
        {
            IsStrict = IsStrict(parsed), Date = date, Pdf = parsed.GetValue(_pdf) ? PagePdf.Find() : null, Baseline = BaselineOption.Load(parsed.GetValue(_baseline)),
        };
        return (run, parsed.GetValue(_output) ?? Path.Combine("reports", options.Name));
    }

    /// <summary>A review of the command line is relative to the working folder, one of the file to the file.</summary>
    private static AuditSection Reviewed(string path, AuditSection? audit, string review) => audit is null
        ? throw new ConfigurationException($"{path}: --review dismisses findings, but the file has no section 'audit' with gates.")
        : audit with { Review = Path.GetFullPath(review) };

    /// <summary>Prints the decision and the path of the page.</summary>
    /// <returns>The exit code.</returns>
    public int Answer(ParseResult parsed, PipelineOutcome report) => Answer(terminal, report, IsStrict(parsed));

    /// <summary>Prints the decision and the path of the page.</summary>
    /// <returns>The exit code.</returns>
    public static int Answer(Terminal terminal, PipelineOutcome report, bool strict)
    {
        if (report.Decision is not null)
        {
            GatePrinter.Print(terminal, report.Decision, report.Baseline);
        }

        terminal.Answer($"{report.Page}");
        terminal.Give(() => new { report.Page, seal = Read(report, RunManifest.FileName)["seal"], Decision = report.Decision is null ? null : Read(report, GateFiles.Verdict) });
        return report.Decision is null ? ExitCode.Done : ExitCode.Of(report.Decision, strict, report.Baseline);
    }

    private static JsonNode Read(PipelineOutcome report, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(report.Page)!, file)))!;
}
