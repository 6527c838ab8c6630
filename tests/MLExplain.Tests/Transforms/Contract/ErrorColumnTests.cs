using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>The text column beside a marked column keeps the contract too: its sentences stay with their rows however ML.NET reads them.</summary>
public sealed class ErrorColumnTests : ColumnContract
{
    private const string Error = Output + "Error";
    private static readonly int[] Broken = [0, 9, 19];

    public static TheoryData<string, int> Marked => new()
    {
        { "ExplainGradient", 1 }, { "ExplainGradient", 8 }, { "ExplainRise", 1 }, { "ExplainRise", 8 }, { "LoadClassifierImages", 1 }, { "LoadClassifierImages", 8 },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void Sentences_StayWithTheirRows(string subject, int batchSize)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.idv");
        var view = View(subject, Rows(), batchSize);
        using (var file = File.Create(path))
        {
            Ml.Data.SaveAsBinary(view, file);
        }

        IDataView[] views =
        [
            view, Ml.Data.Cache(view), Ml.Data.ShuffleRows(view, seed: 3), View(subject, Ml.Data.ShuffleRows(Rows(), seed: 3), batchSize), Ml.Data.LoadFromBinary(path),
            Ml.Transforms.CopyColumns("Copy", Error).Fit(view).Transform(view), Ml.Transforms.SelectColumns("Id", Error).Fit(view).Transform(view),
        ];

        Assert.All(views, read =>
        {
            var ids = read.GetColumn<int>("Id").ToArray();
            var marked = ids.Zip(read.GetColumn<string>(Error)).Where(row => row.Second.Length > 0).Select(row => row.First).Order();
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

        using var cursor = view.GetRowCursor([view.Schema[Error]]);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema[Error]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnReader.Floats(cursor, Output));
        var error = ColumnReader.Value<ReadOnlyMemory<char>>(cursor, Error);
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
        using var engine = Ml.Model.CreatePredictionEngine<ContractRow, Sentence>(Estimator(subject, batchSize).Fit(Source(1)));

        Assert.NotEmpty(engine.Predict(ContractData.BrokenRow(1)).OutputError);
        Assert.Empty(engine.Predict(ContractData.Row(1)).OutputError);
    }

    private IDataView Rows() => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(id => Broken.Contains(id) ? ContractData.BrokenRow(id) : ContractData.Row(id)));

    public sealed class Sentence
    {
        public string OutputError { get; set; } = "";
    }
}
