using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>Values are right however a view is read, and computed only when somebody looks.</summary>
public sealed class ReadingContract : ColumnContract
{
    public static TheoryData<string, int, int> FirstRows
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var subject in ColumnSubjects.All)
            {
                data.Add(subject.Name, 1, 4);
                data.Add(subject.Name, 16, 7); // blocks of 1 + 2 + 4
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void View_EqualsTheOracle(string subject, int batchSize) =>
        Assert.Equal(Enumerable.Range(0, 40), CheckedIds(subject, View(subject, 40, batchSize)));

    [Theory]
    [MemberData(nameof(Columns))]
    public void Preview_ShowsTheColumnOfViewAndEstimator(string subject, int batchSize)
    {
        var ofEstimator = Estimator(subject, batchSize).Preview(Source(5), maxRows: 5);
        var ofView = View(subject, 5, batchSize).Preview(maxRows: 3);

        Assert.Equal(5, ofEstimator.RowView.Length);
        Assert.All([ofEstimator, ofView], preview => Assert.Single(preview.Schema, column => column.Name == Output));
        Assert.Equal(3, ofView.ColumnView.Single(column => column.Column.Name == Output).Values.Length);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void NothingIsReadWhileTheColumnIsInactive(string subject, int batchSize)
    {
        var source = new CountingView(Source(20), Subject(subject).Input);

        Assert.Equal(20, View(subject, source, batchSize).GetColumn<int>("Id").Count());

        Assert.Equal((0, 0), (source.Cursors, source.Reads));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ATransformDownstream_MakesTheColumnRead(string subject, int batchSize)
    {
        var source = new CountingView(Source(20), Subject(subject).Input);
        var view = Estimator(subject, batchSize).Append(Ml.Transforms.CopyColumns("Copy", Output)).Fit(source).Transform(source);
        using var cursor = view.GetRowCursor([view.Schema["Copy"], view.Schema["Id"]]);

        Assert.Equal(Enumerable.Range(0, 20), CheckedIds(subject, cursor, "Copy"));

        Assert.Equal(20, source.Reads);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void AskedTwice_IsComputedOnce(string subject, int batchSize)
    {
        var source = new CountingView(Source(20), Subject(subject).Input);
        var view = View(subject, source, batchSize);
        using var cursor = view.GetRowCursor([view.Schema[Output]]);
        var (first, second) = (ColumnReader.Floats(cursor, Output), ColumnReader.Floats(cursor, Output));

        while (cursor.MoveNext())
        {
            Assert.Equal(first(), second());
        }

        Assert.Equal(20, source.Reads);
    }

    [Theory]
    [MemberData(nameof(FirstRows))]
    public void FirstRows_CostAFewRows(string subject, int batchSize, int mostRead)
    {
        var source = new CountingView(Source(600), Subject(subject).Input);
        var view = Ml.Data.TakeRows(View(subject, source, batchSize), 4);
        using var cursor = view.GetRowCursor([view.Schema[Output], view.Schema["Id"]]);

        Assert.Equal([0, 1, 2, 3], CheckedIds(subject, cursor));

        Assert.InRange(source.Reads, 4, mostRead);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void DisposingMidway_LeavesTheViewReadable(string subject, int batchSize)
    {
        var view = View(subject, 20, batchSize);
        for (var pass = 0; pass < 3; pass++)
        {
            using var cursor = view.GetRowCursor(view.Schema);
            Assert.True(cursor.MoveNext() && cursor.MoveNext());
            ColumnReader.Floats(cursor, Output)();
        }

        Assert.Equal(20, CheckedIds(subject, view).Count);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void FourThreads_ReadOneViewAtOnce(string subject, int batchSize)
    {
        var view = View(subject, 40, batchSize);

        var passes = new List<int>[4];
        Parallel.For(0, passes.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, pass => passes[pass] = CheckedIds(subject, view));

        Assert.All(passes, ids => Assert.Equal(Enumerable.Range(0, 40), ids));
    }
}
