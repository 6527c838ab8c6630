using System.CommandLine;
using System.CommandLine.Parsing;
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
        var (root, verbose) = Root(terminal);
        if (args.Length == 0)
        {
            terminal.Error.WriteLine("mlexplain: no verb was given.");
            await root.Parse("--help").InvokeAsync(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error }, cancellationToken).ConfigureAwait(false);
            return ExitCode.Usage;
        }

        var parsed = root.Parse(args, Literal);
        if (parsed.CommandResult.Command is Verb asked && parsed.Action is not VerbHelp)
        {
            terminal = terminal with { IsQuiet = asked.IsQuiet(parsed), Json = asked.IsJson(parsed) ? new JsonReply() : null };
            (root, verbose) = Root(terminal);
            parsed = root.Parse(args, Literal);
        }

        var (code, error) = parsed.Errors.Count > 0 || Misread(parsed).Length > 0 ? (ExitCode.Usage, Refuse(parsed, root, terminal)) : await InvokeAsync(parsed, terminal, parsed.GetValue(verbose), cancellationToken).ConfigureAwait(false);
        if (terminal.Json is { } json)
        {
            terminal.Out.WriteLine(json.Text(((Verb)parsed.CommandResult.Command).Path, code, error));
        }

        return code;
    }

    /// <summary>A word that begins with @ is a word: it may be a reviewer's name, and no file is read in its place.</summary>
    private static ParserConfiguration Literal => new() { ResponseFileTokenReplacer = null };

    /// <summary>All verbs, and the option that all of them take.</summary>
    internal static (RootCommand Root, Option<bool> Verbose) Root(Terminal terminal)
    {
        var verbose = new Option<bool>("--verbose") { Description = "On a failure, also print where it happened.", Recursive = true };
        var root = new RootCommand("Explains image classifiers: saliency maps, their evaluation, and audits.")
        {
            verbose,
            InitCommand.Create(terminal),
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
            CompletionCommand.Create(terminal),
        };
        VerbHelp.AddTo(root);
        return (root, verbose);
    }

    private static async Task<(int Code, string? Error)> InvokeAsync(ParseResult parsed, Terminal terminal, bool verbose, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return (await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // the outermost place: every failure becomes a sentence and an exit code, none is lost
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Answer(e, terminal, verbose);
        }
    }

    /// <summary>Says what is wrong with the command line.</summary>
    /// <returns>All of it in one line.</returns>
    private static string Refuse(ParseResult parsed, RootCommand root, Terminal terminal)
    {
        string[] misread = Misread(parsed), unknowns = [.. misread.Concat(parsed.UnmatchedTokens).Where(t => t.StartsWith("--", StringComparison.Ordinal))];
        var verbs = parsed.CommandResult.Command.Subcommands.Select(c => c.Name).ToList();
        string[] misspelled = verbs.Count > 0 ? [.. parsed.UnmatchedTokens.Take(1).Except(unknowns)] : [];
        string[] mistakes =
        [
            .. misspelled.Select(verb => KnownKeys.Unknown("verb", verb, verbs)),
            .. misspelled.Length > 0 ? [] : parsed.Errors.Select(e => e.Message).Where(message => unknowns.Length == 0 || !parsed.UnmatchedTokens.Concat(unknowns).Any(u => message.Contains($"'{u}'", StringComparison.Ordinal))),
            .. unknowns.Select(unknown => KnownKeys.Unknown("option", unknown, Options(parsed.CommandResult.Command, root))),
            .. misread.Where(t => t.Length == 0).Select(_ => "an option or argument is empty: expected a value."),
        ];
        foreach (var mistake in mistakes)
        {
            terminal.Warn($"mlexplain: {mistake}");
        }

        var verb = parsed.CommandResult.Command is Verb named ? $" {named.Path}" : string.Empty;
        terminal.Warn($"See 'mlexplain{verb} --help'.");
        return string.Join(' ', mistakes);
    }

    /// <summary>Values that cannot be meant: a misspelled option that was taken for the verb's argument, and nothing at all.</summary>
    private static string[] Misread(ParseResult parsed) =>
    [
        .. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(t => t.Length == 0 || t.StartsWith("--", StringComparison.Ordinal)),
        .. parsed.CommandResult.Children.OfType<OptionResult>().Where(o => o.Option is not Option<string[]>).SelectMany(o => o.Tokens).Select(t => t.Value).Where(t => t.Length == 0),
    ];

    private static IEnumerable<string> Options(Command command, RootCommand root) =>
        command.Options.Concat(root.Options.Where(o => o.Recursive)).Select(o => o.Name).Distinct();

    private static (int Code, string Error) Answer(Exception e, Terminal terminal, bool verbose)
    {
        var code = Classify(e);
        var error = code switch
        {
            ExitCode.Internal => $"this is a bug in MLExplain, please report it with the command you ran: {e.GetType().Name}: {e.Message}",
            ExitCode.Cancelled => e is InterruptedException ? e.Message : "cancelled before anything was written",
            ExitCode.Temporary => $"reading or writing failed, run it again: {e.Message}",
            _ => Sentence.Of(e),
        };
        terminal.Warn($"mlexplain: {error}");
        if (verbose)
        {
            terminal.Error.WriteLine(e);
        }

        return (code, error);
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
