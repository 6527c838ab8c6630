using System.Text.Json.Nodes;
using MLExplain.Cli.Pipelines;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace MLExplain.Tests.Cli;

/// <summary>The schema of pipeline files: editors must accept what the tool accepts and mark what it refuses.</summary>
public class PipelineSchemaTests
{
    private static readonly string Committed = Path.Combine(Repository.Root, "pipelines", "pipeline.schema.json");

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(PipelineSchema.Text).GetAwaiter().GetResult();

    public static TheoryData<string> PipelineFiles => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "pipelines"), "*.yaml", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void TheCommittedSchemaIsTheOneThatTheToolPrints() =>
        Assert.True(File.ReadAllText(Committed) == PipelineSchema.Text, "pipelines/pipeline.schema.json is not what the option records say: write it anew with 'mlexplain schema'.");

    [Theory]
    [MemberData(nameof(PipelineFiles))]
    public void EveryShippedPipelineIsValid(string file) => Assert.True(IsValid(File.ReadAllText(Path.Combine(Repository.Root, file))), file);

    [Theory]
    [InlineData("name: small", "nmae: small")]
    [InlineData("method: gradient", "method: gradiant")]
    [InlineData("steps: 20", "stepz: 20")]
    [InlineData("steps: 20", "sigma: 20")]
    [InlineData("resize: stretch", "resize: strech")]
    [InlineData("seed: 7", "seed: seven")]
    [InlineData("manifest: images.csv", "folder: images")]
    [InlineData("measure: road", "measure: roads")]
    public void WhatTheToolRefusesIsMarked(string good, string bad)
    {
        const string yaml = """
            name: small
            seed: 7
            model:
              path: model.onnx
              preprocessing: { resize: stretch, mean: 0.5, std: [0.25, 0.25, 0.25] }
            data:
              manifest: images.csv
            explain:
              - method: gradient
              - method: integrated-gradients
                options: { steps: 20, baseline: black }
            evaluate:
              methods:
                - method: gradient
              measures:
                - measure: road
            """;
        Assert.Contains(good, yaml, StringComparison.Ordinal);
        Assert.True(IsValid(yaml));
        Assert.False(IsValid(yaml.Replace(good, bad, StringComparison.Ordinal)));
    }

    /// <summary>Every key, with every kind of value: what the tool reads, no editor marks. Names of methods and measures, and their options, are checked when a file is run.</summary>
    [Fact]
    public void WhatTheToolTakesIsNotMarked()
    {
        const string Document = """
            { "name": "small", "seed": 7,
              "model": { "path": "m.onnx", "device": "cpu", "classes": ["a", "b"], "preprocessing": { "width": 4, "resize": "stretch", "shortSide": 5, "longSide": "down", "channels": "bgr", "scale": 1, "mean": [0.5], "std": 1 } },
              "data": { "manifest": "i.csv", "root": "r", "labels": { "x": "a" }, "columns": { "id": "id", "file": "f", "label": "l", "groups": ["sex"], "masks": { "lesion": "mask" } } },
              "defaults": { "methods": { "baseline": "black" } },
              "explain": [{ "method": "integrated-gradients", "options": { "steps": 20 } }],
              "evaluate": { "images": 4, "mask": "lesion", "methods": [{ "method": "gradient" }], "measures": [{ "measure": "road", "options": {} }], "shuffled": "s.onnx" },
              "audit": { "attributes": ["sex"], "positive": "a", "evidence": "lesion", "artefacts": ["lesion"], "interventions": 5, "method": "gradient", "minimum": 5, "replicates": 200, "review": "r",
                         "gates": ["tpr >= 0.5", { "metric": "tpr", "attribute": "sex", "class": "a", "operator": "atLeast", "threshold": 0.5, "severity": "warning" }] },
              "selfTest": { "kinds": ["border"], "strengths": [0.5], "correlation": 0.9, "repetitions": 2 },
              "report": { "title": "t", "intendedUse": "u", "alphaCurves": 1, "pictureBudget": 10, "gallery": ["a"] } }
            """;
        string[] values = ["null", "{}", "[]", "\"word\"", "7", "-1", "0.25", "true", "\"${env:PATH}\"", "\"${date:dd}\"", "[7]", "[\"word\"]", "[null]", "{ \"a\": null }"];
        var disagree = new List<string>();
        foreach (var (place, value) in Places(JsonNode.Parse(Document)!).SelectMany(place => values.Select(v => (place, v))))
        {
            var changed = JsonNode.Parse(Document)!;
            place(changed, JsonNode.Parse(value));
            if (IsRead(changed.ToJsonString()) && Schema.Validate(changed.ToJsonString()).Count > 0)
            {
                disagree.Add($"{value}: {Schema.Validate(changed.ToJsonString()).First().Path}");
            }
        }

        Assert.True(IsRead(Document));
        Assert.Empty(Schema.Validate(Document));
        Assert.True(disagree.Count == 0, $"{disagree.Count}\n{string.Join('\n', disagree.Take(5))}");
    }

    /// <summary>For every value in a document what sets another in its place.</summary>
    private static IEnumerable<Action<JsonNode, JsonNode?>> Places(JsonNode node) => node switch
    {
        JsonObject section => section.Where(p => p.Key is not ("method" or "measure" or "options")).SelectMany(p => Places(p.Value!).Select(place => (Action<JsonNode, JsonNode?>)((root, value) => place(root[p.Key]!, value))).Prepend((root, value) => root[p.Key] = value)),
        JsonArray list => Enumerable.Range(0, list.Count).SelectMany(i => Places(list[i]!).Select(place => (Action<JsonNode, JsonNode?>)((root, value) => place(root[i]!, value))).Prepend((root, value) => root[i] = value)),
        _ => [],
    };

    private static bool IsRead(string json)
    {
        try
        {
            return PipelineFile.Parse(json, "p.yaml", new DateOnly(2026, 7, 31)) is not null;
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }

    private static bool IsValid(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Schema.Validate(Json(stream.Documents[0].RootNode)!.ToJsonString()).Count == 0;
    }

    /// <summary>The file as an editor reads it: plain scalars that look like numbers are numbers.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: { } text } when decimal.TryParse(text, out var number) => JsonValue.Create(number),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
