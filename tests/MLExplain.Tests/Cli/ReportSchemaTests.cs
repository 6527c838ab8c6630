using System.Text.Json.Nodes;
using NJsonSchema;

namespace MLExplain.Tests.Cli;

/// <summary>The JSON files of reports have the form of the schemas under reports/, which refuse any other.</summary>
public sealed class ReportSchemaTests(CsvFilesTests.Written written) : IClassFixture<CsvFilesTests.Written>
{
    [Theory]
    [InlineData("verdict.json", "-run", "-past/next", "-audit", "-reviewed")]
    [InlineData("manifest.json", "-run", "-past/next", "-audit", "-reviewed")]
    [InlineData("review.json", "-audit")]
    public void WhatIsWrittenIsValid(string file, params string[] folders) =>
        Assert.All(folders, folder => Assert.Empty(Errors(file, File.ReadAllText(written.Pipeline.Path($"invariant{folder}/{file}")))));

    [Fact]
    public void DecisionsThatTheToolTookAreValid() => Assert.Empty(Errors("decisions.json", File.ReadAllText(written.Pipeline.Path("decisions.json"))));

    /// <summary>Without a key, with a key more, or with another type a file is refused: the schemas are no empty promise.</summary>
    [Theory]
    [InlineData("verdict.json", "-audit")]
    [InlineData("manifest.json", "-audit")]
    [InlineData("review.json", "-audit")]
    public void AnotherFormIsRefused(string file, string folder)
    {
        var text = File.ReadAllText(written.Pipeline.Path($"invariant{folder}/{file}"));
        foreach (var key in JsonNode.Parse(text)!.AsObject().Select(p => p.Key).ToList())
        {
            var (without, retyped) = (JsonNode.Parse(text)!.AsObject(), JsonNode.Parse(text)!.AsObject());
            without.Remove(key);
            retyped[key] = new JsonArray(new JsonArray());
            Assert.NotEmpty(Errors(file, without.ToJsonString()));
            Assert.NotEmpty(Errors(file, retyped.ToJsonString()));
        }

        var more = JsonNode.Parse(text)!.AsObject();
        more["extra"] = 1;
        Assert.NotEmpty(Errors(file, more.ToJsonString()));
    }

    private static IEnumerable<string> Errors(string file, string text)
    {
        var schema = JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "reports", Path.ChangeExtension(file, ".schema.json"))).GetAwaiter().GetResult();
        return [.. schema.Validate(text).Select(e => e.ToString())];
    }
}
