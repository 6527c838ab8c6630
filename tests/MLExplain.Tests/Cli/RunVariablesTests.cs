using MLExplain.Cli.Pipelines;

namespace MLExplain.Tests.Cli;

/// <summary>Variables in pipeline files: dates by the run's day, the environment; a mistake is answered with its place.</summary>
public sealed class RunVariablesTests
{
    private const string Yaml = """
        name: "NAME"   # ${this} is a comment
        model: { path: m.onnx, preprocessing: {} }
        data: { manifest: m.csv }
        explain: [{ method: gradient }]
        """;

    private static readonly DateOnly Day = new(2027, 1, 3);

    [Theory]
    [InlineData("${date}", "2027-01-03")]
    [InlineData("${date:yyyy-MM}", "2027-01")]
    [InlineData("${yesterday}", "2027-01-02")]
    [InlineData("${previous-month}", "2026-12")]
    [InlineData("${previous-month:MMMM yyyy}", "December 2026")]
    [InlineData("a ${date:dd} b ${date:MM} c", "a 03 b 01 c")]
    [InlineData("$${date}", "${date}")]
    [InlineData("costs $5 {each}", "costs $5 {each}")]
    public void TheyAreFilledIn(string written, string expected) => Assert.Equal(expected, Named(written));

    [Fact]
    public void WhatTheEnvironmentSaysIsTextAndNeverYaml()
    {
        const string Variable = "MLX_TEST_RUN_VARIABLES";
        Environment.SetEnvironmentVariable(Variable, "a\", seed: 9 #");

        Assert.Equal("a\", seed: 9 #", Named($"${{env:{Variable}}}"));
    }

    [Theory]
    [InlineData("${dat}", "unknown variable ${dat}")]
    [InlineData("${env:MLX_TEST_NOT_SET}", "the environment variable 'MLX_TEST_NOT_SET', which is not set")]
    [InlineData("${env}", "unknown variable ${env}")]
    [InlineData("${date:HH:mm}", "a format that no day can be written in")]
    [InlineData("${date", "unknown variable ${date")]
    public void AMistakeIsAnsweredWithItsPlace(string written, string sentence)
    {
        var e = Assert.Throws<ConfigurationException>(() => Named(written));

        Assert.StartsWith("p.yaml(1,7): ", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    private static string Named(string written) => PipelineFile.Parse(Yaml.Replace("NAME", written, StringComparison.Ordinal), "p.yaml", Day).Name;
}
