using System.CommandLine;
using System.Reflection;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain completion</c>: the scripts with which shells complete verbs, options and names of methods.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    private const string Examples = """
        The script asks mlexplain itself what can follow, so that it need not be renewed with it. For one session:
          bash, zsh    source <(mlexplain completion bash)
          fish         mlexplain completion fish | source
          PowerShell   mlexplain completion pwsh | Out-String | Invoke-Expression

        Examples, for every session:
          mlexplain completion bash > ~/.local/share/bash-completion/completions/mlexplain
          mlexplain completion zsh > ~/.zfunc/_mlexplain
          mlexplain completion fish > ~/.config/fish/completions/mlexplain.fish
          mlexplain completion pwsh >> $PROFILE
        """;

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = $"The shell: {string.Join(", ", Shells)}." };
        shell.CompletionSources.Add(_ => Shells.Select(s => new System.CommandLine.Completions.CompletionItem(s)));
        var command = new Verb("completion", "Print the script with which a shell completes mlexplain's verbs, options and values.", Examples, VerbOutput.None) { shell };
        command.SetAction((parsed, _) =>
        {
            var name = parsed.GetRequiredValue(shell);
            if (!Shells.Contains(name))
            {
                throw new ConfigurationException(KnownKeys.Unknown("shell", name, Shells));
            }

            terminal.Out.Write(Script(name));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"MLExplain.Cli.Completion.completion.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
