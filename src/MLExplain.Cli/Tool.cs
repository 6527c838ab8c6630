using System.CommandLine;
using MLExplain.Audit;
using MLExplain.Cli.Commands;
using MLExplain.Cli.Pipelines;
using MLExplain.Gradients;
using MLExplain.Imaging;
using MLExplain.Onnx;
using MLExplain.Saliency;

namespace MLExplain.Cli;

/// <summary>The command <c>mlexplain</c>: parses, calls, prints, and turns every failure into one sentence and an exit code.</summary>
internal static class Tool
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var verbose = new Option<bool>("--verbose") { Description = "On a failure, also print where it happened.", Recursive = true };
        var root = new RootCommand("Explains image classifiers: saliency maps, their evaluation, and audits.")
        {
            verbose,
            RunCommand.Create(terminal),
            StatusCommand.Create(terminal),
            MergeCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            AuditCommand.Create(terminal),
            SelfTestCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            CompareCommand.Create(terminal),
            InspectCommand.Create(terminal),
            ExportCommand.Create(terminal),
            TrendCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            ReviewCommand.Create(terminal),
            SchemaCommand.Create(terminal),
        };
        VerbHelp.AddTo(root);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            string[] unknowns = [.. parsed.UnmatchedTokens.Where(t => t.StartsWith("--", StringComparison.Ordinal))];
            foreach (var error in parsed.Errors.Where(e => !unknowns.Any(u => e.Message.Contains($"'{u}'", StringComparison.Ordinal))))
            {
                terminal.Say($"mlexplain: {error.Message}");
            }

            foreach (var unknown in unknowns)
            {
                terminal.Say($"mlexplain: {KnownKeys.Unknown("option", unknown, Options(parsed.CommandResult.Command, root))}");
            }

            var verb = parsed.CommandResult.Command == root ? string.Empty : $" {parsed.CommandResult.Command.Name}";
            terminal.Say($"See 'mlexplain{verb} --help'.");
            return ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // the outermost place: every failure becomes a sentence and an exit code, none is lost
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Answer(e, terminal, parsed.GetValue(verbose));
        }
    }

    private static IEnumerable<string> Options(Command command, RootCommand root) =>
        command.Options.Concat(root.Options.Where(o => o.Recursive)).Select(o => o.Name).Distinct();

    private static int Answer(Exception e, Terminal terminal, bool verbose)
    {
        var code = Classify(e);
        terminal.Say(code switch
        {
            ExitCode.Internal => $"mlexplain: this is a bug in MLExplain, please report it with the command you ran: {e.GetType().Name}: {e.Message}",
            ExitCode.Cancelled => $"mlexplain: {(e is InterruptedException ? e.Message : "cancelled")}",
            ExitCode.Temporary => $"mlexplain: reading or writing failed, run it again: {e.Message}",
            _ => $"mlexplain: {Sentence.Of(e)}",
        });
        if (verbose)
        {
            terminal.Error.WriteLine(e);
        }

        return code;
    }

    private static int Classify(Exception e) => e switch
    {
        OperationCanceledException => ExitCode.Cancelled,
        IncompleteException => ExitCode.Incomplete,
        ConfigurationException or ArgumentException or NotSupportedException or UnsupportedOperatorException or OnnxFormatException
            or FileNotFoundException or DirectoryNotFoundException => ExitCode.Usage,
        DataException or ImageDecodeException or InvalidDataException or SaliencyException => ExitCode.Data,
        IOException or UnauthorizedAccessException => ExitCode.Temporary,
        _ => ExitCode.Internal,
    };
}
