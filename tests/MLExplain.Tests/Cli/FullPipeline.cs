using System.Text.Json.Nodes;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>Adds to a small pipeline every section that writes a file: an audit with all kinds of gates, an evaluation, a self-test.</summary>
internal static class FullPipeline
{
    private const string Sections = """
        evaluate:
          images: 4
          mask: left
          measures:
            - measure: parameter-randomisation
              options: { draws: 1 }
            - measure: deletion
            - measure: iou
        selfTest: { kinds: [border], strengths: [1], repetitions: 1 }
        audit:
          evidence: left
          artefacts: [left]
          replicates: 200
          gates:
            - accuracy[tone] >= 0.9
            - right_for_wrong_reason_share <= 0.5
            - failed_sanity_checks <= 0
            - confirmed_spurious_findings <= 0
            - background_reliance_difference <= 0.2
        explain:
        """;

    public static SmallPipeline Create()
    {
        var pipeline = new SmallPipeline();
        pipeline.Add(60);
        pipeline.Edit("audit.yaml", "explain:", Sections);
        return pipeline;
    }

    /// <summary>Writes every CSV file that the tool knows: of a run, of one compared with it, and of an audit of predictions with scores.</summary>
    public static async Task WriteAll(SmallPipeline pipeline, string folder)
    {
        var predictions = pipeline.Path("predictions.csv");
        File.WriteAllLines(predictions, ["id,label,prediction,score,sex", .. Enumerable.Range(0, 240).Select(i => $"r{i},{(i % 2 == 0 ? "yes" : "no")},{(i % 3 == 0 ? "yes" : "no")},{(i % 3 == 0 ? "0.75" : "1e-3")},{(i % 4 < 2 ? "f" : "m")}")]);
        await Gated(["run", pipeline.Path("audit.yaml"), "--out", pipeline.Path($"{folder}-run")]);
        await Gated(["run", pipeline.Path("audit.yaml"), "--out", pipeline.Path($"{folder}-next"), "--baseline", pipeline.Path($"{folder}-run")]);
        await Gated(["audit", predictions, "--id", "id", "--group", "sex", "--score", "score", "--positive", "yes", "--replicates", "200", "--date", "2026-07-30", "--out", pipeline.Path($"{folder}-audit")]);
        await Reviewed(pipeline, folder, predictions);
        Directory.CreateDirectory(pipeline.Path($"{folder}-past"));
        Directory.Move(pipeline.Path($"{folder}-next"), pipeline.Path($"{folder}-past/next"));
        await Gated(["trend", pipeline.Path($"{folder}-past")]);
        await Gated(["compare", "--model", pipeline.Path("model.onnx"), "--image", pipeline.Path("two.png"), "--method", "gradient", "--method", "integrated-gradients", "--out", pipeline.Path($"{folder}-compare")]);
    }

    /// <summary>An audit whose finding a review of the one before dismissed.</summary>
    private static async Task Reviewed(SmallPipeline pipeline, string folder, string predictions)
    {
        var verdict = JsonNode.Parse(File.ReadAllText(pipeline.Path($"{folder}-audit/verdict.json")))!;
        var decision = new JsonObject { ["finding"] = verdict["findings"]![0]!["id"]!.GetValue<string>(), ["decision"] = "dismissed", ["comment"] = "=known", ["expires"] = "2030-12-31" };
        File.WriteAllText(pipeline.Path("decisions.json"), new JsonObject { ["schemaVersion"] = 1, ["report"] = "predictions", ["findingsSha256"] = verdict["findingsSha256"]!.GetValue<string>(), ["decisions"] = new JsonArray(decision) }.ToJsonString());
        await Gated(["review", "apply", pipeline.Path("decisions.json"), "--report", pipeline.Path($"{folder}-audit"), "--name", "A", "--role", "b", "--date", "2026-07-31"]);
        await Gated(["audit", predictions, "--id", "id", "--group", "sex", "--positive", "yes", "--replicates", "200", "--review", pipeline.Path($"{folder}-audit"), "--date", "2026-07-31", "--out", pipeline.Path($"{folder}-reviewed")]);
    }

    private static async Task Gated(string[] args)
    {
        var run = await ToolRun.Of(args);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
    }
}
