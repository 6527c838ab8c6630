using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>The text column beside a marked column or a score keeps the contract too: its sentences stay with their rows however ML.NET reads them.</summary>
public sealed class ErrorColumnTests : ColumnContract
{
    private static readonly int[] Broken = [0, 9, 19];

    public static TheoryData<string, int> Marked => new()
    {
        { "ExplainGradient", 1 }, { "ExplainGradient", 8 }, { "ExplainRise", 1 }, { "ExplainRise", 8 }, { "LoadClassifierImages", 1 }, { "LoadClassifierImages", 8 },
        { "MeasureDeletion", 1 }, { "MeasureDeletion", 8 }, { "MeasureRandomLogit", 8 }, { "MeasureRelevanceMass", 1 }, { "MeasureRelevanceMass", 8 },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void Sentences_StayWithTheirRows(string subject, int batchSize)
    {
        var text = TextBeside(subject);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.idv");
        var view = View(subject, Rows(), batchSize);
        using (var file = File.Create(path))
        {
            Ml.Data.SaveAsBinary(view, file);
        }

        IDataView[] views =
        [
            view, Ml.Data.Cache(view), Ml.Data.ShuffleRows(view, seed: 3), View(subject, Ml.Data.ShuffleRows(Rows(), seed: 3), batchSize), Ml.Data.LoadFromBinary(path),
            Ml.Transforms.CopyColumns("Copy", text).Fit(view).Transform(view), Ml.Transforms.SelectColumns("Id", text).Fit(view).Transform(view),
        ];

        Assert.All(views, read =>
        {
            var ids = read.GetColumn<int>("Id").ToArray();
            var marked = ids.Zip(read.GetColumn<string>(text)).Where(row => IsSentence(row.Second)).Select(row => row.First).Order();
            Assert.Equal(20, ids.Length);
            Assert.Equal(Broken, marked);
        });
        File.Delete(path);
    }

    [Theory]
    [MemberData(nameof(Marked))]
    public void Alone_IsComputedOnceAndOnlyWhenAskedFor(string subject, int batchSize)
    {
        var source = new CountingView(Rows(), Subject(subject).Input);
        var view = View(subject, source, batchSize);

        Assert.Equal(20, view.GetColumn<int>("Id").Count());
        Assert.Equal(0, source.Reads);

        var text = TextBeside(subject);
        using var cursor = view.GetRowCursor([view.Schema[text]]);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema[text]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnReader.Floats(cursor, Output));
        var error = ColumnReader.Value<ReadOnlyMemory<char>>(cursor, text);
        while (cursor.MoveNext())
        {
            Assert.Equal(error().ToString(), error().ToString());
        }

        Assert.Equal(20, source.Reads);
    }

    [Theory]
    [MemberData(nameof(Marked))]
    public void PredictionEngine_GivesTheSentence(string subject, int batchSize)
    {
        var chain = Estimator(subject, batchSize).Append(Ml.Transforms.CopyColumns("Text", TextBeside(subject)));
        using var engine = Ml.Model.CreatePredictionEngine<ContractRow, Sentence>(chain.Fit(Source(1)));

        Assert.True(IsSentence(engine.Predict(ContractData.BrokenRow(1)).Text));
        Assert.False(IsSentence(engine.Predict(ContractData.Row(1)).Text));
    }

    private static string TextBeside(string subject) => Output + (Subject(subject).IsNumber ? "Status" : "Error");

    private static bool IsSentence(string text) => text is not ("" or "ok");

    private IDataView Rows() => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(id => Broken.Contains(id) ? ContractData.BrokenRow(id) : ContractData.Row(id)));

    public sealed class Sentence
    {
        public string Text { get; set; } = "";
    }
}
