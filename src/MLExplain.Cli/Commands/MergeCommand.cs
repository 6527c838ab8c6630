using System.CommandLine;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain merge</c>: writes the report of a run whose parts were computed by shards.</summary>
internal static class MergeCommand
{
    private const string Examples = """
        Answers as 'run' does, and 5 with the list of parts when some are missing. Run it as often as you like.

        Examples:
          mlexplain merge audit.yaml
          mlexplain merge audit.yaml --out reports/july --strict
        """;

    public static Command Create(Terminal terminal)
    {
        var arguments = new PipelineArguments(terminal);
        var command = new Verb("merge", "Write the report of a pipeline file whose parts are done; the last line printed is the path of its page.", Examples);
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (run, folder) = arguments.Open(parsed);
            return Task.FromResult(arguments.Answer(parsed, run.Merge(folder, cancellationToken)));
        });
        return command;
    }
}
