using System.CommandLine;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain schema</c>: the JSON schema of pipeline files.</summary>
internal static class SchemaCommand
{
    private const string Examples = """
        Examples:
          mlexplain schema > pipeline.schema.json
          and, as the first line of a pipeline file: # yaml-language-server: $schema=pipeline.schema.json
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new Verb("schema", "Print the JSON schema of pipeline files, with which editors complete and check them.", Examples, VerbOutput.None);
        command.SetAction((_, _) =>
        {
            terminal.Out.Write(PipelineSchema.Text);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
