using Dermatology.Learning;
using MLExplain.Audit;
using MLExplain.Audit.Power;
using MLExplain.Models;
using MLExplain.Tests.Pipelines;

namespace MLExplain.Tests.Audit.Power;

/// <summary>The self-test on the demo's fair model and pictures.</summary>
public sealed class DetectionPowerTests : IDisposable
{
    private static readonly DetectionPowerOptions Few = new() { Kinds = [StampKind.CornerTag, StampKind.Border], Strengths = [1], Repetitions = 4, Seed = 7 };

    private readonly OnnxClassifier _model = OnnxClassifier.Load(DemoFolder.PathOf("models/fair.onnx"));

    [Fact]
    public void PlainShortcutsAreUsedAndCaught_AndNothingIsUsedWhereNothingIsPlanted()
    {
        var report = DetectionPower.Run(Setup(), Few);

        Assert.Equal((192, 0, DetectionPower.Trials(Few)), (report.Images, report.LeftOut, report.Trials.Count));
        Assert.Equal([0.0, 1, 0, 1], report.Cells.Select(c => c.Strength));
        Assert.All(report.Trials.Where(t => t.Strength == 0), t => Assert.Equal((0, false), (t.Flips, t.Used)));
        Assert.All(report.Cells.Where(c => c.Strength == 1), c =>
        {
            Assert.InRange(c.Used.Numerator, 3, 4);
            Assert.InRange(c.Power.Numerator, 3, c.Used.Numerator);
            Assert.InRange(c.FlipRate!.Value, 0.1, 1);
        });
        Assert.Equal(8, report.FalseAlarms.Denominator);
        Assert.InRange(report.FalseAlarms.Numerator, 0, 1);
    }

    /// <summary>A penalty that lets no weight move: the stamp does what it did to the model before, and what that leaves unused cannot be missed.</summary>
    [Fact]
    public void WhatTheModelCannotLearn_IsNotUsed_AndCountsAsNeitherCaughtNorMissed()
    {
        var report = DetectionPower.Run(Setup(), Few with { Kinds = [StampKind.Tint], Strengths = [0.05], Repetitions = 2, Refit = new RefitOptions { Penalty = 1e9 } });

        Assert.All(report.Trials, t => Assert.Equal((t.FlipRateBefore, false), (t.FlipRate, t.Used)));
        Assert.All(report.Cells, c => Assert.Equal((0L, null), (c.Power.Denominator, c.Power.Value)));
    }

    [Fact]
    public void TheOrderOfTheManifestChangesNothing()
    {
        var options = Few with { Kinds = [StampKind.CornerTag], Repetitions = 1 };
        var setup = Setup();

        var (first, second) = (DetectionPower.Run(setup, options), DetectionPower.Run(setup with { Rows = [.. setup.Rows.Reverse()] }, options));

        Assert.Equal(first.Trials, second.Trials);
    }

    [Fact]
    public void TooFewImages_AreRefusedWithTheirNumber()
    {
        var setup = Setup();

        var refusal = Assert.Throws<DataException>(() => DetectionPower.Run(setup with { Rows = [.. setup.Rows.Take(12)] }, Few));

        Assert.Contains("but 12 of 12 images are readable with a known label", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _model.Dispose();

    private AuditSetup Setup() => new()
    {
        Model = _model, Classes = ["benign", "malignant"], Preprocessing = Network.Preprocessing, Root = DemoFolder.Root, Methods = [],
        Rows = [.. DemoFolder.Manifest.Select(m => new ManifestRow(m["id"], m["file"], m["label"], [], []))],
    };
}
