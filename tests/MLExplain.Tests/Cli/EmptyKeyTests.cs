using MLExplain.Cli.Pipelines;
using MLExplain.Cli.Pipelines.Sections;

namespace MLExplain.Tests.Cli;

/// <summary>What is left when the lines below a key are commented out, and other values of no use: a default where there is one, else one sentence.</summary>
public sealed class EmptyKeyTests
{
    private const string Whole = """
        name: small
        seed: 7
        model:
          path: model.onnx
          device: cpu
          preprocessing: { resize: stretch, mean: 0.5 }
        data:
          manifest: images.csv
          columns: { groups: [sex], masks: { lesion: mask } }
        defaults: { methods: { baseline: black } }
        explain:
          - method: gradient
          - method: integrated-gradients
            options: { steps: 20 }
        evaluate: { images: 4 }
        audit: { artefacts: [lesion], gates: [tpr >= 0.5] }
        selfTest: { strengths: [0.5] }
        report: { gallery: [a] }
        """;

    /// <summary>An audit that is asked for is made, with all defaults; it is not dropped for want of keys.</summary>
    [Fact]
    public void AnEmptySectionIsOneOfDefaults()
    {
        var read = Read(Whole.Replace(" { artefacts: [lesion], gates: [tpr >= 0.5] }", "", StringComparison.Ordinal).Replace(" { images: 4 }", " ~", StringComparison.Ordinal).Replace(" { strengths: [0.5] }", " null", StringComparison.Ordinal));

        Assert.Equal(new AuditSection().Minimum, read.Audit!.Minimum);
        Assert.Null(read.Audit.Gates);
        Assert.Equal(24, read.Evaluate!.Images);
        Assert.Equal([0.25, 0.5, 1], read.SelfTest!.Strengths);
        Assert.Null(Read(Whole.Replace("audit: { artefacts: [lesion], gates: [tpr >= 0.5] }", "", StringComparison.Ordinal)).Audit);
    }

    [Theory]
    [InlineData("device: cpu", "device:")]
    [InlineData("columns: { groups: [sex], masks: { lesion: mask } }", "columns:")]
    [InlineData("masks: { lesion: mask }", "masks:")]
    [InlineData("groups: [sex]", "groups:")]
    [InlineData("defaults: { methods: { baseline: black } }", "defaults:")]
    [InlineData("methods: { baseline: black }", "methods:")]
    [InlineData("options: { steps: 20 }", "options:")]
    [InlineData("artefacts: [lesion]", "artefacts:")]
    [InlineData("strengths: [0.5]", "strengths:")]
    [InlineData("report: { gallery: [a] }", "report:")]
    [InlineData("gallery: [a]", "gallery: ~")]
    public void AnEmptyKeyHasItsDefault(string whole, string empty) => Assert.Equal("small", Read(Edit(whole, empty)).Name);

    [Theory]
    [InlineData("name: small", "name:", "p.yaml: name is empty: fill it in.")]
    [InlineData("manifest: images.csv", "manifest:", "p.yaml: data.manifest is empty: fill it in.")]
    [InlineData("preprocessing: { resize: stretch, mean: 0.5 }", "preprocessing:", "preprocessing is empty: say how a picture becomes the network's input")]
    [InlineData("resize: stretch", "resize: ~", "resize is empty: fill it in, or take the key out.")]
    [InlineData("strengths: [0.5]", "kinds: [~]", "kinds is empty")]
    [InlineData("seed: 7", "seed:", "seed takes a whole number")]
    [InlineData("  - method: gradient\n", "  - ~\n", "p.yaml(12,5): a section is empty here: expected one with method.")]
    [InlineData("artefacts: [lesion]", "artefacts: [lesion, ~]", "p.yaml: audit.artefacts, entry 2, is empty")]
    [InlineData("lesion: mask", "lesion:", "p.yaml: data.columns.masks.lesion is empty")]
    [InlineData("gates: [tpr >= 0.5]", "gates: [{ metric: , threshold: 1 }]", "p.yaml: audit.gates, entry 1, metric is empty")]
    [InlineData("name: small", "name: ../up", "p.yaml: name is '../up': expected a name of 1 to 100 letters without / and \\")]
    [InlineData("name: small", "name: \"..\"", "p.yaml: name is '..'")]
    [InlineData("name: small", "name: \"\"", "p.yaml: name is ''")]
    [InlineData("name: small", "name: [a]", "p.yaml(1,7): name takes one value, but a list was found.")]
    [InlineData("resize: stretch", "resize: {}", "resize takes one value, but a section was found.")]
    [InlineData("gallery: [a]", "alphaCurves: -1", "p.yaml: report.alphaCurves is '-1': expected 0 or more.")]
    [InlineData("gallery: [a]", "pictureBudget: much", "pictureBudget takes a whole number")]
    [InlineData("artefacts: [lesion]", "interventions: 0", "p.yaml: audit.interventions is '0': expected at least 1.")]
    [InlineData("seed: 7", "seed: 7\n---\na: 1", "must be given here")]
    [InlineData("report: { gallery: [a] }", "report: { gallery: [a] }\n---\na: 1", "a second document begins here")]
    [InlineData("name: small", "name: small\n\tseed: 1", "a tab")]
    public void WhatCannotBeMeantIsOneSentence(string whole, string empty, string sentence)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(Edit(whole, empty)));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MLExplain.Cli", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void MergeKeysAreRead()
    {
        var read = Read(Whole.Replace("- method: gradient\n", "- &first { method: gradient }\n  - { <<: *first }\n", StringComparison.Ordinal));

        Assert.Equal(["gradient", "gradient", "integrated-gradients"], read.Explain.Select(e => e.Method));
    }

    private static string Edit(string from, string to)
    {
        var whole = Whole.ReplaceLineEndings("\n");
        Assert.Contains(from, whole, StringComparison.Ordinal);
        return whole.Replace(from, to, StringComparison.Ordinal);
    }

    private static PipelineOptions Read(string yaml) => PipelineFile.Parse(yaml, "p.yaml", new DateOnly(2026, 7, 31));
}
