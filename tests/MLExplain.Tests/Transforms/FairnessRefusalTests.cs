using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Audit;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Tests.Transforms;

/// <summary>A data view that cannot be audited is refused in one sentence, before its rows are read wherever the schema tells.</summary>
public sealed class FairnessRefusalTests
{
    private static readonly FairnessOptions Options = new() { Attributes = [new("Sex")], MinimumDenominator = 1 };

    private readonly MLContext _ml = new(seed: 1);

    private IDataView Data => _ml.Data.LoadFromEnumerable([new Row()]);

    [Theory]
    [InlineData("Lable", "PredictedLabel", null, "Sex", "Could not find label column 'Lable'")]
    [InlineData("Label", "Prediction", null, "Sex", "Could not find predicted label column 'Prediction'")]
    [InlineData("Label", "PredictedLabel", "P", "Sex", "Could not find probability column 'P'")]
    [InlineData("Label", "PredictedLabel", null, "Gender", "Could not find group column 'Gender'")]
    [InlineData("Score", "PredictedLabel", null, "Sex", "Schema mismatch for label column 'Score': expected text, Boolean, a number, or a key of UInt32 whose values have names (as MapValueToKey makes them), got Vector<Single, 2>")]
    [InlineData("Label", "PredictedLabel", "Score", "Sex", "Schema mismatch for probability column 'Score': expected Single or Double, the probability of one class, got Vector<Single, 2>")]
    public void AColumnThatIsMissingOrHoldsSomethingElse(string label, string prediction, string? probability, string group, string expected)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.AuditFairness(Data, Options with { Attributes = [new(group)] }, label, prediction, probability));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    /// <summary>A number alone does not say which class it is.</summary>
    [Fact]
    public void AKeyWithoutNames()
    {
        var data = _ml.Transforms.CustomMapping<Row, Numbered>((_, row) => row.Key = 1, null).Fit(Data).Transform(Data);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.AuditFairness(data, Options, labelColumnName: "Key"));

        Assert.Contains("expected text, Boolean, a number, or a key of UInt32 whose values have names (as MapValueToKey makes them), got Key<UInt32, 0-2>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Truth", "PredictedLabel", "Column 'Truth' names classes by Booleans, column 'PredictedLabel' by text")]
    [InlineData("Label", "Index", "Column 'Label' names classes by text, column 'Index' by numbers")]
    public void NamesThatCanNeverAgree(string label, string prediction, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => _ml.Data.AuditFairness(Data, Options, label, prediction)).Message, StringComparison.Ordinal);

    /// <summary>ML.NET's probability is that of "true", not of the predicted class.</summary>
    [Theory]
    [InlineData(null, "not named")]
    [InlineData("false", "'false'")]
    public void ABooleanProbabilityOfAnotherClass(string? positive, string found)
    {
        var error = Assert.Throws<ArgumentException>(() => _ml.Data.AuditFairness(Data, Options with { Positive = positive }, "Truth", "Truth", "Probability"));

        Assert.StartsWith($"Column 'Probability' beside Boolean labels is the probability of 'true', but the positive class is {found}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRange_BeforeAnyRowIsRead()
    {
        var view = new CountingView(Data, "Label");

        Assert.Contains("name at least one", Assert.Throws<ArgumentException>(() => _ml.Data.AuditFairness(view, new() { Attributes = [] })).Message, StringComparison.Ordinal);
        Assert.Equal(0, view.Cursors);
    }

    [Fact]
    public void AGateOnWhatIsNeverMeasured() => Assert.Contains(
        "names the attribute 'Gender', which this audit does not know: expected one of Sex.",
        Assert.Throws<ArgumentException>(() => _ml.Data.AuditFairness(Data, Options, gates: [GateCondition.Parse("tpr[Gender] >= 0.8")])).Message, StringComparison.Ordinal);

    [Fact]
    public void NoRows() =>
        Assert.Contains("None of the 0 records can be audited", Assert.Throws<DataException>(() => _ml.Data.AuditFairness(_ml.Data.LoadFromEnumerable(Array.Empty<Row>()), Options)).Message, StringComparison.Ordinal);

    private sealed class Row
    {
        public string Label { get; set; } = "a";

        public string PredictedLabel { get; set; } = "a";

        public string Sex { get; set; } = "f";

        public bool Truth { get; set; }

        public long Index { get; set; }

        public float Probability { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [0, 1];
    }

    private sealed class Numbered
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }
}
