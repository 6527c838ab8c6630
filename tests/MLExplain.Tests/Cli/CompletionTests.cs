using System.Diagnostics;
using MLExplain.Cli;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Cli;

/// <summary>The scripts in the shells themselves, those that this machine has.</summary>
public sealed class CompletionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    /// <summary>A command line up to the cursor, and what is offered. The tool is called by its name, found in PATH.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "mlexplain compl", "completion" },
        { "mlexplain completion z", "zsh" },
        { "mlexplain explain --device ", "auto cpu cuda" },
        { "mlexplain explain --method guided-", "guided-backprop guided-grad-cam guided-ig" },
        { "mlexplain run 'a b.yaml' --stri", "--strict" },
    };

    [SkippableTheory]
    [MemberData(nameof(Lines))]
    public async Task Bash(string line, string offered) => Assert.Equal(offered, await Offered("bash", ["-c"], $$"""
        source {{await Script("bash")}}
        COMP_LINE="{{line}}"; COMP_POINT=${#COMP_LINE}
        eval "COMP_WORDS=($COMP_LINE)"; [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        $(complete -p mlexplain | sed -E 's/.*-F ([^ ]+).*/\1/') mlexplain
        printf '%s\n' "${COMPREPLY[@]}"
        """));

    /// <summary>What is offered is caught where zsh's completion would take it: its widgets need a terminal.</summary>
    [SkippableTheory]
    [MemberData(nameof(Lines))]
    public async Task Zsh(string line, string offered)
    {
        var last = line[(line.LastIndexOf(' ') + 1)..];

        var all = await Offered("zsh", ["-f", "-c"], $$"""
            compdef() { registered="$*"; }
            compadd() { print -l -- "${(@P)2}"; }
            _files() { print files; }
            source {{await Script("zsh")}}
            [[ $registered == '_mlexplain mlexplain' ]] || exit 1
            line="{{line}}"; words=(${(z)line}); [[ $line == *' ' ]] && words+=(''); CURRENT=${#words}
            _mlexplain
            """);

        Assert.Equal(offered, string.Join(' ', all.Split(' ').Where(word => word.StartsWith(last, StringComparison.Ordinal))));
    }

    [SkippableTheory]
    [MemberData(nameof(Lines))]
    public async Task Fish(string line, string offered) =>
        Assert.Equal(offered, await Offered("fish", ["--no-config", "-c"], $"source {await Script("fish")}; cd {Directory.CreateDirectory(_folder.Missing("empty")).FullName}; complete --do-complete \"{line}\""));

    [SkippableTheory]
    [MemberData(nameof(Lines))]
    public async Task PowerShell(string line, string offered) => Assert.Equal(offered, await Offered("pwsh", ["-NoProfile", "-Command"], $$"""
        . {{await Script("pwsh")}}
        $line = "{{line}}"
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText
        """));

    [Fact]
    public async Task AnotherShellIsOneSentence()
    {
        var run = await ToolRun.Of("completion", "zhs");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("mlexplain: unknown shell 'zhs': did you mean 'zsh'? Known here: bash, fish, pwsh, zsh." + Environment.NewLine, run.Error);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> Script(string shell)
    {
        var run = await ToolRun.Of("completion", shell);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var path = _folder.Missing(shell == "pwsh" ? "completion.ps1" : "completion");
        await File.WriteAllTextAsync(path, run.Out);
        return path;
    }

    /// <summary>What a shell prints, in order, without what fish says of the words.</summary>
    private async Task<string> Offered(string shell, string[] options, string script)
    {
        Skip.If(!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell))), $"There is no {shell} here.");
        var bin = Directory.CreateDirectory(_folder.Missing("bin")).FullName;
        var tool = Path.Combine(bin, "mlexplain");
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\nexec dotnet '{Path.ChangeExtension(typeof(Tool).Assembly.Location, ".dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(shell, [.. options, script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{bin}{Path.PathSeparator}{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0 && (await error).Length == 0, await error);
        return string.Join(' ', (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('\t')[0].Trim()).Order(StringComparer.Ordinal));
    }
}
