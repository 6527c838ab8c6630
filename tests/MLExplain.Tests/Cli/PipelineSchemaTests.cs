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
