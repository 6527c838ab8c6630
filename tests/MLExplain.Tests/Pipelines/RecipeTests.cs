using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MLExplain.Cli;
using MLExplain.Cli.Commands;
using MLExplain.Cli.Pipelines;
using YamlDotNet.RepresentationModel;

namespace MLExplain.Tests.Pipelines;

/// <summary>What pipelines/README.md shows can be typed: commands parse, YAML is read, and every section of a pipeline file is named.</summary>
public sealed partial class RecipeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "pipelines", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void EveryCommandParses()
    {
        var commands = Command().Matches(string.Join('\n', Text.Split('\n').Where(line => !line.Contains("`mlexplain", StringComparison.Ordinal)))).Select(m => m.Value.TrimEnd('\''))
            .Concat(Inline().Matches(Text).Select(m => m.Groups[1].Value).Where(c => c.Split(' ').Length > 2)).ToList();

        Assert.InRange(commands.Count, 12, int.MaxValue);
        foreach (var command in commands)
        {
            var words = CommandLineParser.SplitCommandLine(Substituted().Replace(command, "x")).Skip(1).ToArray();
            var parsed = Tool.Root(new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)).Root.Parse(words);
            Assert.True(parsed.Errors.Count == 0 && parsed.CommandResult.Command is Verb, $"{command}: {string.Join(' ', parsed.Errors.Select(e => e.Message))}");
        }
    }

    [Fact]
    public void EveryYamlBlockIsRead_AndThePipelineIsOne()
    {
        var blocks = Yaml().Matches(Text).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(4, blocks.Count);
        foreach (var block in blocks)
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(block));
            Assert.NotEmpty(stream.Documents);
        }

        var monthly = PipelineFile.Parse(blocks[0], "monthly.yaml", new DateOnly(2026, 8, 1));
        Assert.Equal(("intake/2026-07/labels.csv", "Skin lesions, July 2026"), (monthly.Data.Manifest, monthly.Report.Title));
        Assert.All(monthly.Explain, e => Assert.Equal("black", e.Options["baseline"]));
    }

    [Fact]
    public void EverySectionOfAPipelineFileIsNamed() =>
        Assert.All(typeof(PipelineOptions).GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]), name => Assert.Matches($@"(?m)^\|.*`{name}`.*\|", Text));

    [Fact]
    public void EveryFileItLinksExists()
    {
        var links = Regex.Matches(Text, @"\]\((?!https?:)([^)#]+)\)").Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, "pipelines", link)), link));
    }

    /// <summary>A default reaches every entry that takes it and does not set it; one that none takes is refused.</summary>
    [Theory]
    [InlineData("steps: 9", "9", "7")]
    [InlineData("baseline: white", null, "7")]
    public void DefaultsReachWhatTakesThem(string given, string? first, string second)
    {
        var options = PipelineFile.Parse(Written("defaults: { methods: { " + given + " } }"), "p.yaml", default);

        Assert.Equal((first, second), (options.Explain[0].Options.GetValueOrDefault("steps"), options.Explain[1].Options["steps"]));
        Assert.Empty(options.Explain[2].Options);
    }

    [Theory]
    [InlineData("defaults: { methods: { stepz: 9 } }", "defaults.methods: unknown option 'stepz': did you mean 'steps'?")]
    [InlineData("defaults: { measures: { subsets: 9 } }", "defaults.measures sets 'subsets', but the file names nothing that takes options.")]
    public void ADefaultThatNothingTakesIsRefused(string section, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ConfigurationException>(() => PipelineFile.Parse(Written(section), "p.yaml", default)).Message, StringComparison.Ordinal);

    private static string Written(string section) => $"""
        name: a
        model: {"{"} path: m.onnx, preprocessing: {"{}"} {"}"}
        data: {"{"} manifest: m.csv {"}"}
        explain: [{"{"} method: integrated-gradients {"}"}, {"{"} method: guided-ig, options: {"{"} steps: 7 {"}"} {"}"}, {"{"} method: gradient {"}"}]
        {section}
        """;

    [GeneratedRegex(@"\bmlexplain (?:run|merge|status|verify|review|trend|audit) [^`""\n&|]*(?:""[^""\n]*""[^`""\n&|]*)*")]
    private static partial Regex Command();

    /// <summary>What a shell or a CI system fills in.</summary>
    [GeneratedRegex(@"\$\([^)]*\)")]
    private static partial Regex Substituted();

    [GeneratedRegex(@"`(mlexplain [^`]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
