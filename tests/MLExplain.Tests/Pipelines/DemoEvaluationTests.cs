using MLExplain.Cli;
using MLExplain.Cli.Pipelines;
using MLExplain.Evaluation;

namespace MLExplain.Tests.Pipelines;

/// <summary>What the README says of Guided Backprop on the demo is what the demo's own evaluation finds.</summary>
public sealed class DemoEvaluationTests
{
    [Fact]
    public void TheReadme_StatesHowSensitiveGuidedBackpropIsBesideTheGradient()
    {
        var path = DemoFolder.PathOf("audit.yaml");
        var options = PipelineFile.Load(path);
        var section = options.Evaluate! with { Measures = [], Methods = [new() { Method = "gradient" }, new() { Method = "guided-backprop" }] };
        var folder = Directory.CreateTempSubdirectory();

        var (report, _) = new EvaluatePipeline(path, options with { Evaluate = section }, new(), new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)).Execute(folder.FullName, default);
        folder.Delete(recursive: true);

        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.Contains(Row("gradient", report.Methods[0]), readme, StringComparison.Ordinal);
        Assert.Contains(Row("Guided Backprop", report.Methods[1]), readme, StringComparison.Ordinal);
        Assert.Contains($"alike ({Logit(report.Methods[1])}), where the gradient's are opposite ({Logit(report.Methods[0]).Replace('-', '−')})", readme, StringComparison.Ordinal);
        Assert.Equal([SanityVerdict.Passes, SanityVerdict.Fails], report.Methods.Select(m => m.Card.Verdict));
        Assert.All(report.Methods, m => Assert.Equal(SanityVerdict.Passes, m.Card.Checks[0].Verdict));
    }

    private static string Row(string name, MethodEvaluation method) =>
        $"| {name} | {string.Join(" | ", method.Randomisation[0].Report.Steps.Select(s => FormattableString.Invariant($"{s.Similarity.Mean:0.00}")))} |";

    private static string Logit(MethodEvaluation method) =>
        FormattableString.Invariant($"{method.Card.Checks.Single(c => c.Measure == "random-logit").Similarity.Mean:0.00}");
}
