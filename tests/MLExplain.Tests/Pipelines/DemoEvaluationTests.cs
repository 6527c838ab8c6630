using System.Globalization;
using System.Text.RegularExpressions;
using MLExplain.Audit;
using MLExplain.Cli;
using MLExplain.Cli.Pipelines;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Evaluation;

namespace MLExplain.Tests.Pipelines;

/// <summary>What the README says of methods on the demo is what the demo's own evaluation finds.</summary>
public sealed class DemoEvaluationTests
{
    [Fact]
    public void TheReadme_StatesHowSensitiveGuidedBackpropIsBesideTheGradient()
    {
        var report = Evaluate(section => section with { Measures = [], Methods = [new() { Method = "gradient" }, new() { Method = "guided-backprop" }] });

        Stated(@"\| gradient \| (0.*) \|", [.. Layers(report.Methods[0])]);
        Stated(@"\| Guided Backprop \| (0.*) \|", [.. Layers(report.Methods[1])]);
        Stated(@"alike \((.*)\), where", Logit(report.Methods[1]));
        Stated(@"opposite \((.*)\), so", Logit(report.Methods[0]));

        Assert.Equal([SanityVerdict.Passes, SanityVerdict.Fails], report.Methods.Select(m => m.Card.Verdict));
        Assert.All(report.Methods, m => Assert.Equal(SanityVerdict.Passes, m.Card.Checks[0].Verdict));
    }

    [Fact]
    public void TheReadme_StatesWhatMapsScoreThatKnowNothingOfTheModel()
    {
        var report = Evaluate(section => section with
        {
            Shuffled = null,
            Methods = [.. section.Methods!.Take(2)],
            Measures = [new() { Measure = "road" }, new() { Measure = "pointing-game" }, new() { Measure = "parameter-randomisation", Options = new() { ["draws"] = "1", ["blocks"] = "1" } }],
        });

        var (gradient, integrated) = (report.Methods[0], report.Methods[1]);
        Assert.Equal(["gradient", "integrated-gradients"], report.Methods.Select(m => m.Method));
        Stated(@"ROAD gives the gradient (\S+),", Mean(gradient.Measures, "road"));
        Stated(@"Integrated Gradients (\S+) and a random", Mean(integrated.Measures, "road"));
        Stated(@"a random map (\S+):\s+both", Oracle("random", "road"));
        Stated(@"pointing game is won by the centre \((\S+)\)", Oracle("centre", "pointing-game"));
        Stated(@"before\s+the gradient \((\S+)\)", Mean(gradient.Measures, "pointing-game"));
        Stated(@"and Integrated Gradients \((\S+)\):", Mean(integrated.Measures, "pointing-game"));

        Assert.All(report.Methods, m => Assert.True(m.Find("road")!.Value.Upper < Oracle("random", "road")));
        Assert.All(report.Methods, m => Assert.True(m.Find("pointing-game")!.Value.Upper < Oracle("centre", "pointing-game")));

        double Oracle(string oracle, string measure) => Mean(report.Oracles.Single(o => o.Oracle == oracle).Measures, measure);
    }

    private static EvaluationReport Evaluate(Func<EvaluateSection, EvaluateSection> edit)
    {
        var path = DemoFolder.PathOf("audit.yaml");
        var options = PipelineFile.Load(path, new DateOnly(2026, 7, 31));
        var folder = Directory.CreateTempSubdirectory();
        var (report, _) = new EvaluatePipeline(path, options with { Evaluate = edit(options.Evaluate!) }, new(), new DateOnly(2026, 7, 31), new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)).Execute(folder.FullName, default);
        folder.Delete(recursive: true);
        return report;
    }

    // Two decimals, and the last bits of another processor at the edge between two of them.
    private static void Stated(string pattern, params double[] measured)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var stated = Regex.Match(readme, pattern).Groups[1].Value.Replace('−', '-').Split(" | ").Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(measured.Length, stated.Count);
        Assert.All(stated.Zip(measured), pair => Assert.Equal(pair.First, pair.Second, 0.0051));
    }

    private static double Mean(IEnumerable<MeasureSummary> measures, string name) => measures.Single(m => m.Facts.Name == name).Value.Mean!.Value;

    private static IEnumerable<double> Layers(MethodEvaluation method) => method.Randomisation[0].Report.Steps.Select(s => s.Similarity.Mean!.Value);

    private static double Logit(MethodEvaluation method) => method.Card.Checks.Single(c => c.Measure == "random-logit").Similarity.Mean!.Value;
}
