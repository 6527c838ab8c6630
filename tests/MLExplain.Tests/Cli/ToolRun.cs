using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>Runs the command line in this process and keeps what it printed.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    public static async Task<ToolRun> Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Tool.RunAsync(args, new Terminal(output, error, Interactive: false));
        return new ToolRun(code, output.ToString(), error.ToString());
    }
}
