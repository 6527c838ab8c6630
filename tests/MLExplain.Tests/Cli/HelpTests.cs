using System.CommandLine.Parsing;
using MLExplain.Cli;
using MLExplain.Cli.Commands;

namespace MLExplain.Tests.Cli;

/// <summary>What the help shows can be typed.</summary>
public sealed class HelpTests
{
    private const string Name = "mlexplain ";

    public static TheoryData<string> Verbs => new(All.Select(v => v.Path));

    private static List<Verb> All => [.. Tool.Root(new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)).Root.Subcommands.SelectMany(c => c.Subcommands.Prepend(c)).Cast<Verb>()];

    /// <summary>Every example parses, and at least one is of the verb itself.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task TheExamplesOfAVerbParse(string verb)
    {
        var help = await ToolRun.Of([.. verb.Split(' '), "--help"]);

        Assert.Equal(ExitCode.Done, help.ExitCode);
        Assert.Contains(Examples(help.Out), e => e.StartsWith(Name + verb, StringComparison.Ordinal));
        Assert.All(Examples(help.Out), Parses);
    }

    [Fact]
    public async Task TheExamplesOfTheToolParse()
    {
        var help = await ToolRun.Of("--help");

        Assert.Equal(5, Examples(help.Out).Count);
        Assert.All(Examples(help.Out), Parses);
    }

    [Fact]
    public void TheCommandsOfTheReadmeParse()
    {
        var commands = File.ReadLines(Path.Combine(Repository.Root, "README.md")).Where(line => line.StartsWith(Name, StringComparison.Ordinal)).ToList();

        Assert.InRange(commands.Count, 15, int.MaxValue);
        Assert.All(commands, Parses);
    }

    /// <summary>The lines beneath "Examples" that begin with the tool's name.</summary>
    private static List<string> Examples(string help)
    {
        var from = help.IndexOf("\nExamples", StringComparison.Ordinal);
        Assert.True(from >= 0, "There is no line that begins with 'Examples'.");
        return [.. help[from..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim()).Where(line => line.StartsWith(Name, StringComparison.Ordinal))];
    }

    private static void Parses(string line)
    {
        string[] words = [.. CommandLineParser.SplitCommandLine(line).Skip(1).TakeWhile(word => word is not (">" or ">>" or "|"))];
        var parsed = Tool.Root(new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)).Root.Parse(words);

        Assert.True(parsed.Errors.Count == 0 && parsed.CommandResult.Command is Verb { Subcommands.Count: 0 }, $"{line}: {string.Join(' ', parsed.Errors.Select(e => e.Message))}");
    }
}
