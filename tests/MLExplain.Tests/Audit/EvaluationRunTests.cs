using MLExplain.Audit;
using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Reporting.Tables;
using MLExplain.Saliency;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Audit;

public sealed class EvaluationRunTests : IDisposable
{
    private readonly SmallAudit _audit = new();

    /// <summary>The audited model is linear and black is its baseline: Integrated Gradients is exact, so every measure has its closed form.</summary>
    [Fact]
    public void OfALinearModel_TheExactMapsHaveTheirClosedForms_AndTheOraclesDoNot()
    {
        Fill(4);

        var report = _audit.Evaluation(SmallEvaluation.Measures("completeness", "sensitivity-n", "infidelity", "max-sensitivity")).Run();

        var method = Assert.Single(report.Methods);
        Assert.Equal("integrated-gradients", method.Method);
        Assert.Equal((4, 0, ""), (method.Explained, method.Refused, method.Refusal));

        // Sums of some dozen float32 products; the infidelity is of their squares.
        Assert.Equal(0, method.Residual!.Value.Mean!.Value, 1e-5);
        Assert.Equal(1, method.SensitivityN!.Value.Mean!.Value, 1e-5);
        Assert.Equal(0, method.Find("infidelity")!.Value.Mean!.Value, 1e-5);
        Assert.All(method.SensitivityN.Curve, band => Assert.Equal((1, 4), (Math.Round(band.Y.Mean!.Value, 5), band.Y.Count)));
        Assert.Equal(OracleMaps.Names, report.Oracles.Select(o => o.Oracle));
        Assert.All(report.Oracles, o => Assert.True(o.Measures.Single(m => m.Facts.Name == "sensitivity-n").Value.Mean < 0.9, o.Oracle));
        Assert.All(report.Oracles, o => Assert.DoesNotContain(o.Measures, m => m.Facts.Name == "max-sensitivity"));
        Assert.All(report.Calibrations, c => Assert.True(c.IsUsable, c.Sentence));
        Assert.Equal(4 * 4, report.Scores.Count);
        Assert.NotNull(method.SecondsPerImage);
        Assert.Null(report.WithoutTimes().Methods[0].SecondsPerImage);
    }

    [Fact]
    public void ImagesAreDrawnByTheSeed_WhateverTheirOrder()
    {
        Fill(12);
        var setup = _audit.Evaluation(SmallEvaluation.Measures("completeness"));
        var reversed = setup with { Audit = setup.Audit with { Rows = [.. setup.Audit.Rows.Reverse()] } };

        var (first, again, other) = (setup.Run(), reversed.Run(), (setup with { Seed = 2 }).Run());

        Assert.Equal(6, first.Images.Count);
        Assert.Equal(12, first.Candidates);
        Assert.Equal(first.Images, again.Images.Reverse());
        Assert.Equal(first.Images.Order(StringComparer.Ordinal), first.Images);
        Assert.NotEqual(first.Images, other.Images);
        Assert.Equal(first.Scores.Select(s => (s.Image, s.Score.Value)).Order(), again.Scores.Select(s => (s.Image, s.Score.Value)).Order());
    }

    [Fact]
    public void WhatCannotBeReadOrScoredIsPassedOver_AndCounted()
    {
        Fill(3);
        _audit.AddBytes("broken", [1, 2, 3]);
        _audit.AddRow("absent");
        _audit.Add("dark", SmallAudit.Picture((_, _) => ((byte)0, (byte)0, (byte)0)));
        var model = new ClosedFormClassifier(SmallAudit.Shape, x => x.Sum() == 0 ? double.NaN : x.Sum(), x => [.. x.Select(_ => 1.0)]);

        var report = _audit.Evaluation(SmallEvaluation.Measures("completeness"), model).Run();

        Assert.Equal(["i0", "i1", "i2"], report.Images);
        Assert.Equal(
            [("broken", ImageStatus.Unreadable), ("absent", ImageStatus.Unreadable), ("dark", ImageStatus.NotFinite)], report.PassedOver.Select(p => (p.Id, p.Status)));
        Assert.All(report.PassedOver, p => Assert.EndsWith(".", p.Reason, StringComparison.Ordinal));
        Assert.Equal(["6 images were asked for, but of the 6 of the manifest 3 can be read and scored."], report.Warnings);
    }

    [Theory]
    [InlineData(0, SanityVerdict.NotEvaluated)]
    [InlineData(1, SanityVerdict.Inconclusive)]
    public void TooFewImages_AreSaid_AndNothingPasses(int images, SanityVerdict verdict)
    {
        Fill(images);

        var report = _audit.Evaluation(SmallEvaluation.Measures("sensitivity-n", "max-sensitivity", "iou")).Run();

        var method = report.Methods.Single();
        Assert.Equal(verdict, method.Card.Verdict);
        Assert.False(method.Card.IsLowEvidence);
        Assert.Contains("An interval needs at least two images: what rests on one is not known to hold for others.", report.Warnings);
        Assert.All(method.Measures, m => Assert.Equal(images, m.Images));
        Assert.All(method.Measures, m => Assert.Null(m.Value.Lower));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(3f)]
    public void ConstantMaps_AreStatusesWithSentences(float value)
    {
        Fill(3, mask: _audit.Mask("m.png", (x, _) => x < 2));
        var all = SmallEvaluation.Measures([.. Measures.All.Where(m => !m.Facts.Name.StartsWith("pic-", StringComparison.Ordinal)).Select(m => m.Facts.Name)]);
        var setup = _audit.Evaluation(all) with { Mask = "left" };
        setup = setup with { Audit = setup.Audit with { Methods = [new SmallEvaluation.Constant(value)] } };

        var report = setup.Run();

        var method = report.Methods.Single();
        Assert.Equal(SanityVerdict.NotEvaluated, method.Card.Verdict);
        Assert.All(method.Card.Checks, c => Assert.Null(c.Similarity.Mean));
        foreach (var name in new[] { "completeness", "sensitivity-n", "pointing-game", "relevance-mass", "relevance-rank", "mass-over-area", "iou" })
        {
            Assert.Equal((3, (double?)null), (method.Find(name)!.Undefined, method.Find(name)!.Value.Mean));
            Assert.EndsWith(".", method.Find(name)!.Reason, StringComparison.Ordinal);
        }

        Assert.All(report.Scores.Where(s => s.Score.Value is null), s => Assert.EndsWith(".", s.Score.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void AModelWithoutWeights_LeavesTheCheckNotEvaluated()
    {
        Fill(3);

        var card = _audit.Evaluation(SmallEvaluation.Measures()).Run().Methods.Single();

        Assert.Equal(SanityVerdict.NotEvaluated, card.Card.Checks[0].Verdict);
        Assert.Equal("ClosedFormClassifier has no weights that can be changed.", card.Card.Checks[0].Reason);
        Assert.All(card.Randomisation, curve => Assert.Empty(curve.Report.Steps));
    }

    /// <summary>Images one and two have a mask; the others none, one of other proportions, one that is no picture, and an empty one.</summary>
    [Fact]
    public void MasksThatCannotBeUsed_SayWhy()
    {
        var half = _audit.Mask("half.png", (x, _) => x < 2);
        _audit.AddBytes("wide", ImageEncoder.ToPng(new RgbImage(8, 4, new byte[8 * 4 * 3])), mask: half);
        _audit.Add("named", Noise(1), mask: half);
        _audit.Add("none", Noise(2));
        _audit.Add("absent", Noise(3), mask: "nowhere.png");
        _audit.Add("empty", Noise(4), mask: _audit.Mask("nothing.png", (_, _) => false));
        var setup = _audit.Evaluation(SmallEvaluation.Measures("relevance-mass")) with { Mask = "left" };
        setup = setup with { Audit = setup.Audit with { Preprocessing = new Preprocessing { Width = 4, Height = 4 } } };

        var scores = setup.Run().Scores.ToDictionary(s => s.Image, s => s.Score);

        Assert.Equal("The mask 'half.png' is 4 x 4 pixels and its picture 8 x 4: a mask must have its picture's proportions.", scores["wide"].Reason);
        Assert.Equal("The manifest names no mask of 'left' for 'none'.", scores["none"].Reason);
        Assert.Equal("The mask 'nowhere.png' cannot be opened: there is no such file.", scores["absent"].Reason);
        Assert.Equal("The mask of 'empty' is empty: there is no place to hit.", scores["empty"].Reason);
        Assert.Equal(MeasureStatus.Ok, scores["named"].Status);
    }

    [Fact]
    public void AMethodThatRefusesAnImage_LosesThatImageOnly()
    {
        Fill(3);
        _audit.Add("dark", SmallAudit.Picture((_, _) => ((byte)0, (byte)0, (byte)0)));
        var setup = _audit.Evaluation(SmallEvaluation.Measures("sensitivity-n"));

        var report = (setup with { Audit = setup.Audit with { Methods = [new RefusesBlack(), .. setup.Audit.Methods] } }).Run();

        Assert.Equal((3, 1, "'refuses-black' cannot explain a black image."), (report.Methods[0].Explained, report.Methods[0].Refused, report.Methods[0].Refusal));
        Assert.Equal(1, report.Methods[0].SensitivityN!.Undefined);
        Assert.Equal("'refuses-black' cannot explain a black image.", report.Methods[0].SensitivityN!.Reason);
        Assert.Equal(0, report.Methods[1].Refused);
    }

    [Fact]
    public void MistakesAreRefusedBeforeTheRun()
    {
        Fill(2);
        var setup = _audit.Evaluation(SmallEvaluation.Measures("iou"));

        var region = Assert.Throws<ArgumentException>(() => new EvaluationRun(setup with { Mask = "right" }));
        var twice = Assert.Throws<ArgumentException>(() => new EvaluationRun(setup with { Audit = setup.Audit with { Methods = [.. setup.Audit.Methods, .. setup.Audit.Methods] } }));

        Assert.StartsWith("Evidence should lie in the region 'right', but the manifest has masks of left only.", region.Message, StringComparison.Ordinal);
        Assert.StartsWith("'integrated-gradients' is listed 2 times, but an evaluation tells methods apart by their names: list each once.", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressReachesTheNumberOfSteps_AndCancellationStopsBetweenThem()
    {
        Fill(2);
        var run = new EvaluationRun(_audit.Evaluation(SmallEvaluation.Measures("completeness", "max-sensitivity")));
        var steps = new List<int>();
        using var source = new CancellationTokenSource();

        run.Execute(new Told(steps.Add));

        Assert.Equal(Enumerable.Range(1, run.Steps), steps);
        Assert.Throws<OperationCanceledException>(() => run.Execute(new Told(_ => source.Cancel()), source.Token));
    }

    /// <summary>The card of a network with weights, whose maps are compared in every way by the same draws.</summary>
    [Fact]
    public void ANetworksCard_HasACurveOverItsLayersForEveryWayOfComparing()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        Fill(3);
        var setup = OfNetwork(model, SmallEvaluation.Measures());

        var method = setup.Run().Methods.Single();

        Assert.Equal(
            ["spearman of magnitudes", "spearman of signed values", "ssim of magnitudes", "ssim of signed values", "hog of magnitudes", "hog of signed values"],
            method.Randomisation.Select(r => r.Name));
        Assert.All(method.Randomisation, r => Assert.Equal(model.WeightLayers.Count, r.Report.Steps.Count));
        Assert.Equal(method.Card.Checks[0].Similarity, method.Randomisation[0].Report.Overall);
        Assert.Equal(
            new ParameterRandomisation(new() { Seed = 1, Similarity = new() { Kind = SimilarityKind.Ssim } }).Run(model, new Gradient(), Images(setup, model)).Overall,
            method.Randomisation[2].Report.Overall);
    }

    [Fact]
    public void NoTableDependsOnTheNumberOfThreads()
    {
        Fill(5);
        string[] Tables(int threads)
        {
            using var model = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = threads });
            var report = OfNetwork(model, SmallEvaluation.Measures("sensitivity-n", "infidelity", "insertion", "road", "max-sensitivity")).Run();
            using var folder = new TemporaryFolder();
            return [.. EvaluationCsv.Files(report).Where(f => f.Name != "times.csv").Select(f =>
            {
                f.Write(folder.Missing(f.Name));
                return f.Name + File.ReadAllText(folder.Missing(f.Name));
            })];
        }

        Assert.Equal(Tables(1), Tables(3));
    }

    public void Dispose() => _audit.Dispose();

    private EvaluationSetup OfNetwork(OnnxClassifier model, MeasureSelection measures)
    {
        var setup = _audit.Evaluation(measures, model);
        return setup with { Audit = setup.Audit with { Classes = ["a", "b", "c", "d", "e"], Preprocessing = new Preprocessing { Width = 16, Height = 16 }, Methods = [new Gradient()] } };
    }

    private static RgbImage Noise(int seed)
    {
        var random = new Random(seed);
        return SmallAudit.Picture((_, _) => ((byte)random.Next(20, 256), (byte)random.Next(256), (byte)random.Next(256)));
    }

    private static EvaluatedImage[] Images(EvaluationSetup setup, OnnxClassifier model)
    {
        var inputs = AuditSample.Load(setup.Audit, 3)!;
        return [.. Enumerable.Range(0, 3).Select(i =>
        {
            var input = new MLExplain.Tensors.Tensor(inputs.Shape[1..].ToArray(), inputs.Row(i).ToArray());
            var logits = model.Score(input.Reshape([1, .. input.Shape])).Values;
            return new EvaluatedImage($"i{i}", input, Array.IndexOf(logits, logits.Max()));
        })];
    }

    private void Fill(int images, string mask = "")
    {
        for (var i = 0; i < images; i++)
        {
            _audit.Add(FormattableString.Invariant($"i{i:x}"), Noise(i), mask: mask);
        }
    }

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
