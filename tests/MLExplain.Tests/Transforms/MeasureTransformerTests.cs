using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Evaluation;
using MLExplain.Saliency;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>Which rows have a score, for which class, and what the column says of itself.</summary>
public sealed class MeasureTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void RowsWithoutAScore_SayWhy_AndTheOthersAreUnchanged(int batchSize)
    {
        var rows = Rows();
        (rows[1].Pixels[3], rows[2].Saliency[5], rows[3].Class, rows[4].Key) = (float.NaN, float.NaN, 5, 99);
        (rows[5].Pixels[0], rows[6].Saliency[0]) = (float.PositiveInfinity, float.NegativeInfinity);
        var untouched = _ml.Data.LoadFromEnumerable(Rows());

        string[] Statuses(string target) => [.. View(target, rows, batchSize).GetColumn<string>("ScoreStatus")];
        var (byClass, byKey) = (Statuses("Class"), Statuses("Key"));

        Assert.Equal("not_applicable: Column 'Pixels' holds NaN, the sign for missing, in this row, so it was not judged; finite values are expected.", byClass[1]);
        Assert.Equal("not_applicable: Column 'Saliency' holds NaN, the sign for missing, in this row, so it was not judged; finite values are expected.", byClass[2]);
        Assert.Equal("undefined: Target 5 is not a class of the model: it has 5, numbered from 0.", byClass[3]);
        Assert.Equal("not_applicable: Column 'Key' holds a missing key in this row, so it was not judged; a class of the model is expected.", byKey[4]);
        Assert.Equal("undefined: The image 'Pixels' holds NaN or infinity.", byClass[5]);
        Assert.Equal("undefined: The map of 'Saliency' holds NaN or infinity.", byClass[6]);
        Assert.Equal(["ok", "ok", "ok"], new[] { byClass[0], byClass[4], byClass[7] });
        var expected = Deletion("Class", batchSize).Fit(untouched).Transform(untouched).GetColumn<float>("Score").ToArray();
        Assert.Equal(expected.Select((score, id) => byClass[id] == "ok" ? score : float.NaN), View("Class", rows, batchSize).GetColumn<float>("Score"));
    }

    [Fact]
    public void Masks_ThatAreMissingOrEmpty_AreStatuses()
    {
        var rows = Rows();
        (rows[1].Mask[7], rows[2].Mask, rows[3].Saliency) = (float.NaN, new float[64], [.. Enumerable.Repeat(2f, 192)]);
        var source = _ml.Data.LoadFromEnumerable(rows);

        var statuses = _ml.Transforms.MeasurePointingGame("Score", "Saliency", "Mask").Fit(source).Transform(source).GetColumn<string>("ScoreStatus").ToArray();

        Assert.StartsWith("not_applicable: Column 'Mask' holds NaN, the sign for missing", statuses[1], StringComparison.Ordinal);
        Assert.Equal("undefined: The mask of 'Mask' is empty: there is no place to hit.", statuses[2]);
        Assert.Equal("undefined: The map of 'Saliency' is constant: it points nowhere.", statuses[3]);
        Assert.Equal(5, statuses.Count(status => status == "ok"));
    }

    /// <summary>Half is outside: the threshold of grey levels that a mask's picture is read with.</summary>
    [Fact]
    public void AMaskIsInsideAboveAHalf()
    {
        var rows = Rows();
        (rows[0].Saliency, rows[0].Mask) = ([.. Enumerable.Range(0, 192).Select(i => i is 9 or 10 ? 1f : 0f)], new float[64]);
        (rows[0].Mask[9], rows[0].Mask[10]) = (0.5f, 0.502f);
        var source = _ml.Data.LoadFromEnumerable(rows[..1]);

        Assert.Equal([0.5f], _ml.Transforms.MeasureRelevanceMass("Score", "Saliency", "Mask").Fit(source).Transform(source).GetColumn<float>("Score"));
    }

    [Theory]
    [InlineData("Class")]
    [InlineData("Class64")]
    [InlineData("Key")]
    public void TargetColumn_ChoosesTheClass(string target)
    {
        var rows = Rows();
        var scores = new Deletion(Steps).Measure(ContractData.Classifier, [.. rows.Select(row => Judged(row, row.Class))]);

        Assert.Equal(scores.Select(score => (float)score.Value!), View(target, rows, 8).GetColumn<float>("Score"));
    }

    /// <summary>A measure of a method judges what the method's own column explains, unless told otherwise.</summary>
    [Theory]
    [InlineData("Class", null)]
    [InlineData(null, "Class")]
    [InlineData("Other", "Class")]
    public void AMethodsTarget_IsItsColumns_UnlessNamed(string? explained, string? named)
    {
        var (rows, measure) = (Rows(), new RandomLogit());
        var source = _ml.Data.LoadFromEnumerable(rows);
        var gradient = _ml.Transforms.ExplainGradient("Saliency", "Pixels", ContractData.ModelFile, new() { TargetColumnName = explained });

        var view = _ml.Transforms.MeasureRandomLogit("Score", gradient, column: new() { TargetColumnName = named }).Fit(source).Transform(source);

        var scores = measure.Measure(ContractData.Classifier, new Gradient(), [.. rows.Select(row => Judged(row, row.Class).Image)]);
        Assert.Equal(scores.Select(score => (float)score.Value!), view.GetColumn<float>("Score"));
    }

    [Fact]
    public void AMapOfOneChannel_IsReadAsItIs()
    {
        var source = _ml.Data.LoadFromEnumerable(Rows());
        var chain = _ml.Transforms.ExplainGradient("Signed", "Pixels", ContractData.ModelFile)
            .Append(_ml.Transforms.ExplainGradient("Summed", "Pixels", ContractData.ModelFile, new() { Reduction = ChannelReduction.Sum }))
            .Append(_ml.Transforms.MeasureDeletion("OfSigned", "Pixels", "Signed", ContractData.ModelFile, Steps))
            .Append(_ml.Transforms.MeasureDeletion("OfSummed", "Pixels", "Summed", ContractData.ModelFile, Steps));

        var view = chain.Fit(source).Transform(source);

        Assert.Equal(view.GetColumn<float>("OfSigned"), view.GetColumn<float>("OfSummed"));
        Assert.Distinct(view.GetColumn<float>("OfSigned"));
    }

    /// <summary>Values of one entropy estimator are never compared with those of another, so the column names its library and version.</summary>
    [Fact]
    public void MeasuresOfInformation_NameTheirEntropyEstimator()
    {
        var source = _ml.Data.LoadFromEnumerable(Rows());
        var chain = _ml.Transforms.MeasurePicSic("Sic", "Pixels", "Saliency", ContractData.ModelFile).Append(_ml.Transforms.MeasureDeletion("Deletion", "Pixels", "Saliency", ContractData.ModelFile, Steps));

        var schema = chain.Fit(source).GetOutputSchema(source.Schema);

        ReadOnlyMemory<char> text = default;
        schema["Sic"].Annotations.GetValue("MLExplain.Entropy", ref text);
        Assert.Matches(@"^lossless WebP by SkiaSharp 2\.", text.ToString());
        Assert.Null(schema["Deletion"].Annotations.Schema.GetColumnOrNull("MLExplain.Entropy"));
    }

    [Fact]
    public void Annotations_SayHowToReadTheColumn()
    {
        var source = _ml.Data.LoadFromEnumerable(Rows());
        var gradient = _ml.Transforms.ExplainSmoothGrad("Unused", "Pixels", ContractData.ModelFile, new() { Samples = 7 });
        var chain = _ml.Transforms.MeasureDataRandomisation("Method", gradient, ContractData.ShuffledFile)
            .Append(_ml.Transforms.MeasureDeletion("Map", "Pixels", "Saliency", ContractData.ModelFile, Steps, new() { TargetColumnName = "Class" }))
            .Append(_ml.Transforms.MeasureMassOverArea("Place", "Saliency", "Mask"));

        var schema = chain.Fit(source).GetOutputSchema(source.Schema);

        var facts = Measures.Find("deletion").Facts;
        Assert.Equal(
            ["deletion", facts.Question, "lower is better", "-infinity to infinity", facts.Paper, """{"steps":4,"output":"probability","seed":0}""", "column Class"],
            new[] { "Measure", "Question", "Direction", "Range", "Paper", "Options", "Target" }.Select(kind => Text("Map", kind)));
        Assert.Equal((64, 64), (Text("Map", "ModelHash")!.Length, Text("Method", "ShuffledModelHash")!.Length));
        Assert.Equal(("smoothgrad", "highest logit", "-1 to 1"), (Text("Method", "Method"), Text("Method", "Target"), Text("Method", "Range")));
        Assert.Contains("\"samples\":7", Text("Method", "MethodOptions"), StringComparison.Ordinal);
        Assert.Equal(("higher is better", "0 to infinity", null, null), (Text("Place", "Direction"), Text("Place", "Range"), Text("Place", "Target"), Text("Place", "ModelHash")));

        string? Text(string column, string kind)
        {
            if (schema[column].Annotations.Schema.GetColumnOrNull("MLExplain." + kind) is null)
            {
                return null;
            }

            ReadOnlyMemory<char> text = default;
            schema[column].Annotations.GetValue("MLExplain." + kind, ref text);
            return text.ToString();
        }
    }

    [Fact]
    public void BatchSizeLeftOut_IsAtMostEight()
    {
        var source = _ml.Data.LoadFromEnumerable(Rows());

        Assert.Equal(Math.Min(8, ContractData.Classifier.PreferredRows), _ml.Transforms.MeasureDeletion("Score", "Pixels", "Saliency", ContractData.ModelFile).Fit(source).BatchSize);
        Assert.Equal(8, _ml.Transforms.MeasureIou("Score", "Saliency", "Mask").Fit(source).BatchSize);
    }

    private static PixelCurveOptions Steps { get; } = new() { Steps = 4 };

    private static EvaluatedMap Judged(Example row, int target)
    {
        var image = new EvaluatedImage("image", new([3, 8, 8], row.Pixels), target);
        return new("map", image, SaliencyMap.Reduced(new([3, 8, 8], row.Saliency), ChannelReduction.Sum));
    }

    private MeasureEstimator Deletion(string target, int batchSize) =>
        _ml.Transforms.MeasureDeletion("Score", "Pixels", "Saliency", ContractData.ModelFile, Steps, new() { TargetColumnName = target, BatchSize = batchSize });

    private IDataView View(string target, Example[] rows, int batchSize)
    {
        var source = _ml.Data.LoadFromEnumerable(rows);
        return Deletion(target, batchSize).Fit(source).Transform(source);
    }

    private static Example[] Rows() => [.. Enumerable.Range(0, 8).Select(id =>
    {
        var row = ContractData.Row(id);
        return new Example
        {
            Pixels = [.. row.Pixels],
            Saliency = [.. row.Saliency],
            Mask = [.. row.Mask],
            Class = id % 5,
            Class64 = id % 5,
            Other = (id + 1) % 5,
            Key = (uint)(id % 5),
        };
    })];

    public sealed class Example
    {
        [VectorType(3, 8, 8)]
        public float[] Pixels { get; set; } = [];

        [VectorType(3, 8, 8)]
        public float[] Saliency { get; set; } = [];

        [VectorType(8, 8)]
        public float[] Mask { get; set; } = [];

        public int Class { get; set; }

        public int Other { get; set; }

        public long Class64 { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }
    }
}
