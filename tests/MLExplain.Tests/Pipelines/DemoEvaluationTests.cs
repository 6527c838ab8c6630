using System.Globalization;
using System.Text.RegularExpressions;
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
        Stated(@"\| gradient \| (0.*) \|", [.. Layers(report.Methods[0])]);
        Stated(@"\| Guided Backprop \| (0.*) \|", [.. Layers(report.Methods[1])]);
        Stated(@"alike \((.*)\), where", Logit(report.Methods[1]));
        Stated(@"opposite \((.*)\), so", Logit(report.Methods[0]));

        Assert.Equal([SanityVerdict.Passes, SanityVerdict.Fails], report.Methods.Select(m => m.Card.Verdict));
        Assert.All(report.Methods, m => Assert.Equal(SanityVerdict.Passes, m.Card.Checks[0].Verdict));

        // Two decimals, and the last bits of another processor at the edge between two of them.
        void Stated(string pattern, params double[] measured)
        {
            var stated = Regex.Match(readme, pattern).Groups[1].Value.Replace('−', '-').Split(" | ").Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(measured.Length, stated.Count);
            Assert.All(stated.Zip(measured), pair => Assert.Equal(pair.First, pair.Second, 0.0051));
        }
    }

    private static IEnumerable<double> Layers(MethodEvaluation method) => method.Randomisation[0].Report.Steps.Select(s => s.Similarity.Mean!.Value);

    private static double Logit(MethodEvaluation method) => method.Card.Checks.Single(c => c.Measure == "random-logit").Similarity.Mean!.Value;
}
