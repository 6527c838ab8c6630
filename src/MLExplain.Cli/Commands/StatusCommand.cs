using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Reporting;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain status</c>: how far the parts of a run are.</summary>
internal static class StatusCommand
{
    private const string Examples = """
        Answers 0 when all parts are done, 5 when some are missing. Pictures are hashed, none is explained.

        Examples:
          mlexplain status audit.yaml
          mlexplain status audit.yaml --out reports/july
        """;

    public static Command Create(Terminal terminal)
    {
        var arguments = new PipelineArguments(terminal);
        var command = new Verb("status", "Say which parts of a pipeline's run are done and which are missing.", Examples);
        arguments.AddTo(command, decides: false);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (run, folder) = arguments.Open(parsed, device: "cpu");
            var (states, planned) = run.Look(folder, cancellationToken);
            int[] missing = [.. states.Where(s => s.Manifest is null).Select(s => s.Part)];
            var counts = states.Where(s => s.Manifest is not null).SelectMany(s => s.Manifest!.Images).GroupBy(c => c.Key, c => c.Value).ToDictionary(g => g.Key, g => g.Sum());
            var lost = LostImages.Of(counts);
            terminal.Print($"parts: {states.Count - missing.Length} of {states.Count} done");
            terminal.Print($"missing: {(missing.Length == 0 ? "none" : PipelineParts.Ranges(missing))}");
            terminal.Print($"images: {counts.Values.Sum()} of {planned} done");
            terminal.Print($"errors: {(lost.Length == 0 ? "none" : lost)}");
            var report = File.Exists(Path.Combine(folder, RunManifest.FileName));
            terminal.Print($"report: {(report ? "written" : "not written yet")}");
            terminal.Give(() => new { parts = states.Count, missing, planned, images = counts, report });
            return Task.FromResult(missing.Length == 0 ? ExitCode.Done : ExitCode.Incomplete);
        });
        return command;
    }
}
