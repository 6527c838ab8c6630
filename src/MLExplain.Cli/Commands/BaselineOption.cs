using System.CommandLine;
using MLExplain.Reporting;

namespace MLExplain.Cli.Commands;

/// <summary>The option that names an earlier run.</summary>
internal static class BaselineOption
{
    public static Option<string?> Create() => new("--baseline")
    {
        Description = "Folder of an earlier run's report: says what changed, and answers 4 when no gate fails but one is worse. Runs of other images, options or versions are not compared.",
    };

    public static BaselineRun? Load(string? folder) => folder is null ? null : BaselineRun.Load(folder);
}
