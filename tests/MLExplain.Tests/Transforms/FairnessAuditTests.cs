using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Reporting.Tables;
using MLExplain.Tests.Audit.Fairness;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Transforms;

/// <summary>A fairness audit over a data view finds what the audit of the same records finds, whatever the columns' types.</summary>
public sealed class FairnessAuditTests
{
    private static readonly FairnessOptions Options = Made.Options with { Replicates = 200 };

    private static readonly FairnessRecord[] Records =
    [
        .. Made.Group("a", 40, 10, 10, 40).Select((r, i) => r with { Score = i % 10 / 10f }), .. Made.Group("b", 20, 10, 30, 40),
        .. Made.Group("", 3, 0, 0, 0), .. Made.Repeat(2, "a", "", "yes"), .. Made.Repeat(1, "b", "no", ""),
    ];

    private readonly MLContext _ml = new(seed: 1);

    private static Row[] Rows => [.. Records.Select(r => new Row { Label = r.Label, PredictedLabel = r.Prediction, Probability = (float?)r.Score ?? float.NaN, Group = r.Groups[0].Value })];

    [Fact]
    public void TextColumns()
    {
        var (report, decision) = _ml.Data.AuditFairness(_ml.Data.LoadFromEnumerable(Rows), Options, probabilityColumnName: "Probability");

        var expected = FairnessAudit.Run(Records, Options);
        AssertSame(expected, report);
        Assert.Equal(100, report.Scores.Known);
        Assert.Equal([("missing_label", 2), ("missing_prediction", 1), ("unknown_class", 0)], report.Excluded.Select(e => (e.Reason, e.Count)));
        Assert.Equal(GateStatus.Fail, decision.Status);
        Assert.Equal(GateDecision.Of(FairnessGates.Default(2, "x"), FairnessGates.Measurements(expected)).Sentence, decision.Sentence);
    }

    /// <summary>Two keys may number the same names differently: here "yes" is 1 among the labels and 2 among the predictions.</summary>
    [Fact]
    public void KeysAreComparedByNameAndNotByNumber()
    {
        var labels = _ml.Data.LoadFromEnumerable([new Named { Name = "yes" }, new Named { Name = "no" }]);
        var predictions = _ml.Data.LoadFromEnumerable([new Named { Name = "no" }, new Named { Name = "yes" }]);
        var data = _ml.Data.LoadFromEnumerable(Rows);
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Label", keyData: labels).Append(_ml.Transforms.Conversion.MapValueToKey("PredictedLabel", keyData: predictions))
            .Append(_ml.Transforms.Conversion.MapValueToKey("group")).Fit(data).Transform(data);

        AssertSame(FairnessAudit.Run([.. Records.Select(r => r with { Score = null })], Options), _ml.Data.AuditFairness(keyed, Options).Report);
    }

    [Fact]
    public void BooleansAndNumbers()
    {
        var rows = Records.Where(r => r.Label.Length > 0 && r.Prediction.Length > 0)
            .Select(r => new Binary { Label = r.Label == "yes", PredictedLabel = r.Prediction == "yes", Site = r.Groups[0].Value switch { "a" => 1.5f, "b" => -2, _ => float.NaN } });
        var options = Options with { Positive = "true", Attributes = [new("Site")] };

        var report = _ml.Data.AuditFairness(_ml.Data.LoadFromEnumerable(rows), options).Report;

        Assert.Equal(["-2", "1.5"], report.Attributes.Single().Groups);
        Assert.Equal(3, report.Attributes.Single().Missing);
        Assert.Equal(0.8, report.Rate("1.5", "tpr", "true", "Site").Value);
        Assert.Equal(0.4, report.Rate("-2", "tpr", "true", "Site").Value);
    }

    /// <summary>What ML.NET's own trainers write: a Boolean label and prediction with a probability, and keys for several classes.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PredictionsOfATrainedModel(bool binary)
    {
        var data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 120).Select(i => new Case
        {
            Features = [i % 7, i % 3], IsIll = i % 7 > 3, Illness = (i % 7) switch { > 4 => "b", > 2 => "a", _ => "none" }, Sex = i % 2 == 0 ? "f" : "m",
        }));
        var scored = Scored(data, binary);
        var options = new FairnessOptions { Attributes = [new("Sex")], Positive = binary ? "true" : "a", MinimumDenominator = 1, Replicates = 100 };

        var report = _ml.Data.AuditFairness(scored, options, binary ? "IsIll" : "Illness", "PredictedLabel", binary ? "Probability" : null).Report;

        string[] labels = [.. binary ? scored.GetColumn<bool>("IsIll").Select(v => v ? "true" : "false") : data.GetColumn<string>("Illness")];
        string[] predictions = binary ? [.. scored.GetColumn<bool>("PredictedLabel").Select(v => v ? "true" : "false")]
            : [.. _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored).GetColumn<string>("PredictedLabel")];
        foreach (var (sex, odd) in new[] { ("f", 0), ("m", 1) })
        {
            var positive = Enumerable.Range(0, 120).Where(i => i % 2 == odd && labels[i] == options.Positive).ToList();
            var tpr = report.Rate(sex, "tpr", options.Positive, "Sex");
            Assert.Equal((positive.Count(i => predictions[i] == options.Positive), positive.Count), (tpr.Numerator, tpr.Denominator));
        }

        Assert.Equal(binary ? 120 : 0, report.Scores.Known);
        Assert.Equal(0, report.Scores.OutsideUnit);
    }

    /// <summary>Microsoft.ML.Fairlearn asks ML.NET for the AUC of every group, which throws where a group has one class; here it costs the rate.</summary>
    [Fact]
    public void AGroupWithOneClass_CostsItsRateOnly()
    {
        var rows = Rows.Where(r => r.Group != "b" || r.Label == "no");

        var report = _ml.Data.AuditFairness(_ml.Data.LoadFromEnumerable(rows), Options).Report;

        Assert.Equal((RateStatus.ZeroDenominator, null), (report.Rate("b", "tpr").Status, report.Rate("b", "tpr").Value));
        Assert.Equal(0.2, report.Rate("b", "fpr").Value);
    }

    [Fact]
    public void OrderAndCacheDoNotMatter()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows);
        var expected = _ml.Data.AuditFairness(data, Options, probabilityColumnName: "Probability").Report;

        AssertSame(expected, _ml.Data.AuditFairness(_ml.Data.ShuffleRows(data, seed: 3), Options, probabilityColumnName: "Probability").Report);
        AssertSame(expected, _ml.Data.AuditFairness(_ml.Data.Cache(data), Options, probabilityColumnName: "Probability").Report);
    }

    /// <summary>A column of maps or of scores that the audit does not name stays lazy.</summary>
    [Fact]
    public void NoOtherColumnIsComputed()
    {
        var (probability, label) = (new CountingView(_ml.Data.LoadFromEnumerable(Rows), "Probability"), new CountingView(_ml.Data.LoadFromEnumerable(Rows), "Label"));

        _ml.Data.AuditFairness(probability, Options);
        _ml.Data.AuditFairness(label, Options);

        Assert.Equal((0, 0), (probability.Cursors, probability.Reads));
        Assert.Equal((1, Rows.Length), (label.Cursors, label.Reads));
    }

    [Fact]
    public void GatesReplaceTheDefaults_AndNoneIsNoPass()
    {
        var data = _ml.Data.LoadFromEnumerable(Rows);

        Assert.Equal(GateStatus.Pass, _ml.Data.AuditFairness(data, Options, gates: [GateCondition.Parse("equal_opportunity_difference <= 0.9")]).Decision.Status);
        Assert.Equal(GateStatus.NotEvaluated, _ml.Data.AuditFairness(data, Options, gates: []).Decision.Status);
    }

    [Fact]
    public void Cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _ml.Data.AuditFairness(_ml.Data.LoadFromEnumerable(Rows), Options, cancellationToken: source.Token));
    }

    private IDataView Scored(IDataView data, bool binary)
    {
        if (binary)
        {
            return _ml.BinaryClassification.Trainers.SdcaLogisticRegression(new() { LabelColumnName = "IsIll", NumberOfThreads = 1, MaximumNumberOfIterations = 20 }).Fit(data).Transform(data);
        }

        return _ml.Transforms.Conversion.MapValueToKey("Illness")
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new Microsoft.ML.Trainers.SdcaMaximumEntropyMulticlassTrainer.Options { LabelColumnName = "Illness", NumberOfThreads = 1, MaximumNumberOfIterations = 20 }))
            .Fit(data).Transform(data);
    }

    private static void AssertSame(FairnessReport expected, FairnessReport actual)
    {
        using var folder = new TemporaryFolder();
        foreach (var ((name, write), (_, writeActual)) in FairnessCsv.Files(expected).Zip(FairnessCsv.Files(actual)))
        {
            write(folder.Missing("expected.csv"));
            writeActual(folder.Missing("actual.csv"));
            Assert.True(File.ReadAllText(folder.Missing("expected.csv")) == File.ReadAllText(folder.Missing("actual.csv")), name);
        }
    }

    private sealed class Row
    {
        public string Label { get; set; } = "";

        public string PredictedLabel { get; set; } = "";

        public float Probability { get; set; }

        [ColumnName("group")]
        public string Group { get; set; } = "";
    }

    private sealed class Named
    {
        public string Name { get; set; } = "";
    }

    private sealed class Binary
    {
        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Site { get; set; }
    }

    private sealed class Case
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool IsIll { get; set; }

        public string Illness { get; set; } = "";

        public string Sex { get; set; } = "";
    }
}
