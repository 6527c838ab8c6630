using System.Text.Json;
using System.Text.Json.Nodes;
using MLExplain.Cli;
using MLExplain.Cli.Commands;

namespace MLExplain.Tests.Cli;

/// <summary>--json and --quiet mean the same for every verb.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    private string Model => _pipeline.Path("model.onnx");

    private string Yaml => _pipeline.Path("audit.yaml");

    /// <summary>What each verb must say of itself, beside the head that all have.</summary>
    public static TheoryData<string, string[]> Keys => new()
    {
        { "run", ["page", "seal", "decision"] },
        { "run-shard", ["shard", "parts", "missing"] },
        { "merge", ["page", "seal", "decision"] },
        { "status", ["parts", "missing", "planned", "images", "report"] },
        { "evaluate", ["page", "images", "candidates", "passedOver", "warnings", "methods"] },
        { "audit", ["page", "seal", "decision"] },
        { "selftest", ["table", "images", "leftOut", "correlation", "cells", "falseAlarms"] },
        { "explain", ["method", "output", "explained"] },
        { "compare", ["folder", "target", "methods", "leftOut", "agreements"] },
        { "inspect", ["model", "methods", "refused", "certificate"] },
        { "export", ["output", "inputs", "outputs"] },
        { "verify", ["verified", "seal", "sealCompared", "files", "gates", "takenAsWritten", "reviews", "reviewHead", "inputs", "differences"] },
        { "trend", ["page", "table", "runs", "unread"] },
        { "init", ["pipeline", "manifest", "images", "columns", "classes", "labels", "preprocessing"] },
        { "review show", ["entries"] },
    };

    private static IEnumerable<Verb> Verbs => Leaves(Tool.Root(new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)).Root.Subcommands.OfType<Verb>());

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task JsonIsOneObject_WithTheHeadThatAllHave(string verb, string[] keys)
    {
        string[] arguments = await Prepare(verb);

        var run = await ToolRun.Of([.. arguments, "--json"]);

        var reply = JsonNode.Parse(run.Out)!.AsObject();
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed or ExitCode.Incomplete, run.Error);
        Assert.Equal(["schemaVersion", "verb", "exitCode", "error", .. keys], reply.Select(p => p.Key));
        Assert.Equal((verb.Split('-')[0], run.ExitCode), ((string)reply["verb"]!, (int)reply["exitCode"]!));
        Assert.Null(reply["error"]);
    }

    /// <summary>The table above names every verb that takes --json, but for those that change a review, which have tests of their own.</summary>
    [Fact]
    public void EveryVerbIsTried() => Assert.Equal(
        Verbs.Where(v => v.Options.Any(o => o.Name == "--json")).Select(v => v.Path).Except(["review apply"]).Order(StringComparer.Ordinal),
        Keys.Select(k => ((string)k[0]).Split('-')[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>A script that asks for the page gets the page, and nothing on standard error where nothing is wrong.</summary>
    [Theory]
    [InlineData("run", "report.html")]
    [InlineData("merge", "report.html")]
    [InlineData("evaluate", "evaluation.html")]
    [InlineData("audit", "audit.html")]
    [InlineData("trend", "trend.html")]
    [InlineData("selftest", "selftest.csv")]
    [InlineData("init", "new.yaml")]
    [InlineData("explain", null)]
    [InlineData("export", null)]
    [InlineData("status", null)]
    public async Task QuietLeavesThePath(string verb, string? page)
    {
        string[] arguments = await Prepare(verb);

        var (code, output, error) = await ToolRun.Of([.. arguments, "--quiet"]);

        Assert.True(code is ExitCode.Done or ExitCode.GateFailed or ExitCode.Incomplete, error);
        Assert.Equal(page is null ? [] : [page], output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileName));
        Assert.DoesNotContain(" left", error, StringComparison.Ordinal);
        Assert.All(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("warning: ", line, StringComparison.Ordinal));
    }

    /// <summary>The decision in the JSON is that of verdict.json, whatever the exit code.</summary>
    [Fact]
    public async Task TheDecisionIsThatOfTheReport()
    {
        var run = await ToolRun.Of([.. await Prepare("audit"), "--json"]);

        using var reply = JsonDocument.Parse(run.Out);
        Assert.Equal(ExitCode.GateFailed, run.ExitCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(_pipeline.Path("runs/a/verdict.json"))), JsonNode.Parse(reply.RootElement.GetProperty("decision").GetRawText())));
    }

    [Theory]
    [InlineData(ExitCode.Usage, "is no folder", "trend", "nowhere")]
    [InlineData(ExitCode.Usage, "Unrecognized", "inspect", "a.onnx", "b.onnx")]
    [InlineData(ExitCode.Usage, "unknown option '--stricd': did you mean '--strict'", "run", "a.yaml", "--stricd")]
    [InlineData(ExitCode.Data, "no complete report", "review", "show", ".")]
    public async Task AFailureIsJsonToo(int code, string sentence, params string[] arguments)
    {
        var run = await ToolRun.Of([.. arguments, "--json"]);

        var reply = JsonNode.Parse(run.Out)!.AsObject();
        Assert.Equal((code, code), (run.ExitCode, (int)reply["exitCode"]!));
        Assert.Contains(sentence, (string)reply["error"]!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains((string)reply["error"]!, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpIsTextEvenSo()
    {
        var run = await ToolRun.Of("run", "--json", "--help");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"exitCode\"", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _pipeline.Dispose();

    internal static IEnumerable<Verb> Leaves(IEnumerable<Verb> verbs) => verbs.SelectMany(v => v.Subcommands.Count == 0 ? [v] : Leaves(v.Subcommands.OfType<Verb>()));

    private async Task<string[]> Prepare(string verb)
    {
        switch (verb)
        {
            case "merge":
                await _pipeline.Run();
                break;
            case "trend" or "verify" or "review show":
                await ToolRun.Of(Audit());
                break;
            case "selftest":
                _pipeline.Add(60);
                File.AppendAllText(Yaml, "\nselfTest: { kinds: [border], strengths: [1], repetitions: 1 }\n");
                break;
            case "evaluate":
                File.AppendAllText(Yaml, "\nevaluate:\n  measures:\n    - measure: iou\n    - measure: parameter-randomisation\n      options: { draws: 1 }\n  mask: left\n");
                break;
        }

        return verb switch
        {
            "run-shard" => ["run", Yaml, "--out", _pipeline.Path("out"), "--shard", "0/1"],
            "run" or "merge" or "status" or "evaluate" => [verb, Yaml, "--out", _pipeline.Path("out")],
            "selftest" => [verb, "--pipeline", Yaml, "--out", _pipeline.Path("out")],
            "init" => [verb, Model, "--data", _pipeline.Path("manifest.csv"), "--out", _pipeline.Path("new.yaml")],
            "audit" => Audit(),
            "explain" => [verb, "--model", Model, "--image", _pipeline.Path("one.png"), "--method", "gradient", "--out", _pipeline.Path("map.npy")],
            "compare" => [verb, "--model", Model, "--image", _pipeline.Path("one.png"), "--method", "gradient", "--method", "input-x-gradient", "--out", _pipeline.Path("compare")],
            "inspect" => [verb, Model],
            "export" => [verb, Model, "--method", "gradient", "--out", _pipeline.Path("explainer.onnx")],
            "trend" => [verb, _pipeline.Path("runs")],
            "verify" => [verb, _pipeline.Path("runs/a")],
            _ => ["review", "show", _pipeline.Path("runs/a")],
        };
    }

    private string[] Audit()
    {
        File.WriteAllLines(_pipeline.Path("p.csv"), ["label,prediction,sex", .. Enumerable.Range(0, 200).Select(i => $"yes,{(i % 2 == 0 || i % 8 == 1 ? "yes" : "no")},{(i % 2 == 0 ? "f" : "m")}")]);
        return ["audit", _pipeline.Path("p.csv"), "--group", "sex", "--positive", "yes", "--replicates", "100", "--gate", "equal_opportunity_difference <= 0.1", "--out", _pipeline.Path("runs/a")];
    }
}
