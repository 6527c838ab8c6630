using System.CommandLine;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain run</c>: explains and audits the images of a pipeline file and writes the report.</summary>
internal static class RunCommand
{
    private const string Examples = """
        The images' records are kept in parts, in the folder 'parts' of the report: a run that was stopped goes on from there.
        With --shard only some of the parts are computed and no report is written; 'mlexplain merge' writes it. Without --shard the number
        is read from SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX, CLOUD_RUN_TASK_INDEX or SGE_TASK_ID
        where MLX_SHARDS says how many shards there are.

        Examples:
          mlexplain run pipelines/dermatology/audit.yaml
          mlexplain run audit.yaml --out reports/july --device cpu --strict
          mlexplain run audit.yaml --shard 3/8
        """;

    public static Command Create(Terminal terminal)
    {
        var arguments = new PipelineArguments(terminal);
        var option = new Option<string?>("--shard") { Description = "Compute only shard i of n, written i/n with i from 0, and write no report." };
        var command = new Verb("run", "Explain and audit the images of a pipeline file and write the report; the last line printed is the path of its page. Answers 1 when a gate of the audit fails.", Examples) { option };
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (run, folder) = arguments.Open(parsed);
            if (Shard.Find(parsed.GetValue(option), Environment.GetEnvironmentVariable, terminal) is not { } shard)
            {
                return Task.FromResult(arguments.Answer(parsed, run.Execute(folder, cancellationToken)));
            }

            if (arguments.IsStrict(parsed))
            {
                throw new ConfigurationException("--strict asks for a decision, but a shard decides nothing: give it to 'mlexplain merge'.");
            }

            var (missing, parts) = run.Complete(folder, shard, cancellationToken);
            terminal.Answer($"{missing} of {parts} parts remain");
            terminal.Give(() => new { shard = new { shard.Index, shard.Count }, parts, missing });
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
