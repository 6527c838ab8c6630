using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Tests.Transforms;

/// <summary>A saliency column of a classifier in closed form: each value must be weight × pixel of the explained class.</summary>
public sealed class SaliencyTransformerTests
{
    private const string Output = "Saliency";
    private static readonly ImageShape Shape = new(2, 3, 4);
    private static readonly SquareClassifier Classifier = new(Shape, classCount: 3);

    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Column_HoldsTheClosedForm(int batchSize)
    {
        var source = Source(40);

        var view = Estimator(new SaliencyColumnOptions { BatchSize = batchSize }).Fit(source).Transform(source);

        Assert.Equal(Enumerable.Range(0, 40).Select(id => Row(id).Pixels).Select(pixels => Gradient(pixels, HighestLogit(pixels))), view.GetColumn<float[]>(Output));
    }

    [Theory]
    [InlineData("Target")]
    [InlineData("Target64")]
    [InlineData("TargetKey")]
    public void TargetColumn_ChoosesTheClass(string target)
    {
        var source = Source(12);

        var view = Estimator(new SaliencyColumnOptions { BatchSize = 5, TargetColumnName = target }).Fit(source).Transform(source);

        var expected = Enumerable.Range(0, 12).Select(id => Gradient(Row(id).Pixels, Row(id).Target));
        Assert.Equal(expected, view.GetColumn<float[]>(Output));
    }

    [Fact]
    public void MissingKeyOrPixel_GivesNaNForThatRowOnly()
    {
        var rows = Enumerable.Range(0, 4).Select(Row).ToArray();
        rows[1].TargetKey = 99; // outside the key's range, which ML.NET reads as missing
        rows[2].Pixels[5] = float.NaN;
        var source = _ml.Data.LoadFromEnumerable(rows);

        var view = Estimator(new SaliencyColumnOptions { BatchSize = 4, TargetColumnName = "TargetKey" }).Fit(source).Transform(source);

        var nan = Enumerable.Repeat(float.NaN, Shape.Length).ToArray();
        Assert.Equal([Gradient(rows[0].Pixels, rows[0].Target), nan, nan, Gradient(rows[3].Pixels, rows[3].Target)], view.GetColumn<float[]>(Output));
    }

    [Theory]
    [InlineData(1, "Target")]
    [InlineData(8, "Target")]
    [InlineData(1, "Target64")]
    [InlineData(8, "Target64")]
    public void RowTheMethodRefuses_CostsItselfOnly(int batchSize, string target)
    {
        var rows = Enumerable.Range(0, 6).Select(Row).ToArray();
        (rows[2].Target, rows[2].Target64) = (-1, 5_000_000_001); // as 32 bits this would be 705032705
        (rows[3].Target, rows[3].Target64) = (7, 1L << 32); // as 32 bits this would be class 0
        rows[4].Pixels[5] = float.PositiveInfinity;
        var source = _ml.Data.LoadFromEnumerable(rows);
        var view = Estimator(new SaliencyColumnOptions { OnError = ImageErrorPolicy.Throw, BatchSize = batchSize, TargetColumnName = target }).Fit(source).Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        var saliency = ColumnReader.Floats(cursor, Output);

        foreach (var row in rows)
        {
            Assert.True(cursor.MoveNext());
            if (row.Id is 2 or 3 or 4)
            {
                var error = Assert.Throws<InvalidOperationException>(() => saliency());
                var named = target == "Target" ? row.Target : row.Target64;
                Assert.Contains(row.Id == 4 ? "holds NaN or infinity" : $"Target {named} is not a class of the model: it has 3, numbered from 0.", error.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(Gradient(row.Pixels, row.Target), saliency());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void RefusedOrMissingRows_AreMarked_AndTheOthersUnchanged(int batchSize)
    {
        var rows = Enumerable.Range(0, 12).Select(Row).ToArray();
        (rows[0].Pixels[0], rows[5].TargetKey, rows[6].Pixels[5], rows[11].Pixels[23]) = (float.PositiveInfinity, 99, float.NaN, float.NegativeInfinity);
        var source = new CountingView(_ml.Data.LoadFromEnumerable(rows), "Pixels");
        var view = Estimator(new SaliencyColumnOptions { BatchSize = batchSize, TargetColumnName = "TargetKey" }).Fit(source).Transform(source);

        var errors = view.GetColumn<string>(Output + "Error").ToArray();

        Assert.Equal(12, source.Reads); // the error column alone computes each row once
        Assert.All([0, 11], id => Assert.Contains("holds NaN or infinity", errors[id], StringComparison.Ordinal));
        Assert.StartsWith("Column 'TargetKey' holds a missing key in this row", errors[5], StringComparison.Ordinal);
        Assert.StartsWith("Column 'Pixels' holds NaN, the sign for missing, in this row", errors[6], StringComparison.Ordinal);
        var nan = Enumerable.Repeat(float.NaN, Shape.Length).ToArray();
        Assert.Equal(rows.Select((row, id) => errors[id].Length > 0 ? nan : Gradient(row.Pixels, row.Target)), view.GetColumn<float[]>(Output));
        Assert.Equal([0, 5, 6, 11], Enumerable.Range(0, 12).Where(id => errors[id].Length > 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Output)]
    public void ErrorColumnThatHidesTheMap_IsRefused(string name) =>
        Assert.Contains("The error column cannot be named", Assert.Throws<ArgumentException>(() => Estimator(new SaliencyColumnOptions { ErrorColumnName = name })).Message, StringComparison.Ordinal);

    [Fact]
    public void Reduction_GivesOneMap()
    {
        var source = Source(3);
        var options = new SaliencyColumnOptions { Reduction = ChannelReduction.MaxAbsolute, TargetColumnName = "Target" };

        var view = Estimator(options).Fit(source).Transform(source);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3, 4), view.Schema[Output].Type);
        Assert.Equal(Enumerable.Range(0, 3).Select(id => Largest(Gradient(Row(id).Pixels, Row(id).Target))), view.GetColumn<float[]>(Output));

        static float[] Largest(float[] gradient) => [.. Enumerable.Range(0, 12).Select(i => Math.Max(Math.Abs(gradient[i]), Math.Abs(gradient[i + 12])))];
    }

    [Fact]
    public void Annotations_SayMethodTargetOptionsAndModel()
    {
        var column = Estimator(new SaliencyColumnOptions()).Fit(Source(1)).GetOutputSchema(Source(1).Schema)[Output];

        Assert.Equal("gradient", Text("MLExplain.Method"));
        Assert.Equal("highest logit", Text("MLExplain.Target"));
        Assert.Equal("{}", Text("MLExplain.Options"));
        Assert.Equal("none", Text("MLExplain.Reduction"));
        Assert.Equal("00ff", Text("MLExplain.ModelHash"));

        string Text(string kind)
        {
            ReadOnlyMemory<char> value = default;
            column.Annotations.GetValue(kind, ref value);
            return value.ToString();
        }
    }

    [Fact]
    public void VectorOfAnotherSize_NamesBothSizes()
    {
        var source = _ml.Data.LoadFromEnumerable([new Short()]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(new SaliencyColumnOptions()).Fit(source));

        Assert.StartsWith(
            "Schema mismatch for input column 'Pixels': expected vector of Single of size 24 (2x3x4), got Vector<Single, 7>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetOfAnotherType_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(new SaliencyColumnOptions { TargetColumnName = "Pixels" }).Fit(Source(1)));

        Assert.StartsWith("Schema mismatch for target column 'Pixels': expected Int32, Int64 or key of UInt32, got ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchSizeLeftOut_IsWhatTheModelPrefers() =>
        Assert.Equal(Classifier.PreferredRows, Estimator(new SaliencyColumnOptions()).Fit(Source(1)).BatchSize);

    private static float[] Gradient(float[] pixels, int target) => [.. pixels.Select((pixel, i) => SquareClassifier.Weight(target, i) * pixel)];

    private static int HighestLogit(float[] pixels)
    {
        var logits = Classifier.Logits(pixels);
        return Array.IndexOf(logits, logits.Max());
    }

    private static Example Row(int id) => new()
    {
        Id = id,
        Pixels = [.. Enumerable.Range(0, Shape.Length).Select(i => ((((id * 7) + (i * 3)) % 11) - 5) / 4f)],
        Target = id % 3,
        Target64 = id % 3,
        TargetKey = (uint)(id % 3), // ML.NET counts keys from 0 in classes and from 1 inside views
    };

    private IDataView Source(int rows) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(Row));

    private SaliencyEstimator Estimator(SaliencyColumnOptions options) =>
        new(MlNetAccess.EnvironmentOf(_ml.Transforms), Output, "Pixels", () => new ClosedForm(), SaliencyRecipe.Of(new Gradient()), options);

    public sealed class Example
    {
        public int Id { get; set; }

        [VectorType(2, 3, 4)]
        public float[] Pixels { get; set; } = [];

        public int Target { get; set; }

        public long Target64 { get; set; }

        [KeyType(3)]
        public uint TargetKey { get; set; }
    }

    private sealed class Short
    {
        public int Id { get; set; }

        [VectorType(7)]
        public float[] Pixels { get; set; } = new float[7];
    }

    private sealed class ClosedForm : ExplainedModel
    {
        public override IClassifier Classifier => SaliencyTransformerTests.Classifier;

        public override string Hash => "00ff";

        public override OnnxModelState State => new();

        public override (string Name, ReadOnlyMemory<byte> Bytes)[] Files() => [];
    }
}
