using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>What every transform of the library owes ML.NET, whatever its column holds; run row by row and in blocks of 16.</summary>
/// <remarks>Values are compared bit for bit: reading ahead, caching and threads must not change a result.</remarks>
public abstract class ColumnContract
{
    public static TheoryData<int> BatchSizes => new(1, 16);

    protected MLContext Ml { get; } = new(seed: 1);

    /// <summary>The column under test.</summary>
    protected abstract string Output { get; }

    /// <summary>The column it is made from.</summary>
    protected abstract string Input { get; }

    /// <summary>The getter type of the column under test.</summary>
    protected abstract Type OutputType { get; }

    /// <summary>Rows with an <c>Int32</c> column <c>Id</c> counting from 0, and what the estimator reads.</summary>
    protected abstract IDataView Source(int rows);

    protected abstract IEstimator<RowTransformer> Estimator(int batchSize);

    /// <summary>Reads the column under test from the row a cursor stands on.</summary>
    protected abstract Func<float[]> Actual(DataViewRow row);

    /// <summary>What the column must hold, worked out independently from the other columns of the row.</summary>
    protected abstract Func<float[]> Expected(DataViewRow row);

    /// <summary>What a prediction engine gives for the row with that id.</summary>
    protected abstract float[] Predict(ITransformer transformer, int id);

    protected IDataView View(int rows, int batchSize) => View(Source(rows), batchSize);

    protected IDataView View(IDataView source, int batchSize) => Estimator(batchSize).Fit(source).Transform(source);

    /// <summary>Walks a view, compares every row with the oracle, and gives the ids in order.</summary>
    protected List<int> CheckedIds(IDataView view)
    {
        var ids = new List<int>();
        using var cursor = view.GetRowCursor(view.Schema);
        CheckRows(cursor, ids);
        return ids;
    }

    protected void CheckRows(DataViewRowCursor cursor, List<int> ids)
    {
        var (actual, expected, idOf) = (Actual(cursor), Expected(cursor), cursor.GetGetter<int>(cursor.Schema["Id"]));
        while (cursor.MoveNext())
        {
            var id = -1;
            idOf(ref id);
            ids.Add(id);
            Assert.Equal(expected(), actual());
        }
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void View_EqualsTheOracle(int batchSize) => Assert.Equal(Enumerable.Range(0, 40), CheckedIds(View(40, batchSize)));

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Preview_ShowsTheColumnOfViewAndEstimator(int batchSize)
    {
        var source = Source(5);
        var estimator = Estimator(batchSize);

        Assert.Equal(5, estimator.Preview(source, maxRows: 5).RowView.Length);
        Assert.Contains(View(source, batchSize).Preview(maxRows: 3).ColumnView, column => column.Column.Name == Output && column.Values.Length == 3);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void NothingIsReadWhileTheColumnIsInactive(int batchSize)
    {
        var source = new CountingView(Source(20), Input);
        var view = View(source, batchSize);

        Assert.Equal(20, view.GetColumn<int>("Id").Count());

        Assert.Equal(0, source.Reads);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(16, 7)] // blocks of 1 + 2 + 4
    public void FirstRows_CostAFewRows(int batchSize, int mostRead)
    {
        var source = new CountingView(Source(600), Input);
        var view = Ml.Data.TakeRows(View(source, batchSize), 4);
        using var cursor = view.GetRowCursor([view.Schema[Output]]);

        var (actual, rows) = (Actual(cursor), 0);
        while (cursor.MoveNext())
        {
            actual();
            rows++;
        }

        Assert.Equal(4, rows);
        Assert.InRange(source.Reads, 4, mostRead);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void SkipAndTake_KeepValuesWithTheirRows(int batchSize) =>
        Assert.Equal(Enumerable.Range(21, 5), CheckedIds(Ml.Data.TakeRows(Ml.Data.SkipRows(View(40, batchSize), 21), 5)));

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ShuffledBefore_ValuesStayWithTheirRows(int batchSize)
    {
        var ids = CheckedIds(View(Ml.Data.ShuffleRows(Source(60), seed: 3), batchSize));

        Assert.NotEqual(Enumerable.Range(0, 60), ids);
        Assert.Equal(Enumerable.Range(0, 60), ids.Order());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void RowIdsAndPositions_AreThoseOfTheSource(int batchSize)
    {
        var source = Source(40);

        Assert.Equal(Rows(source), Rows(View(source, batchSize)));

        static List<(DataViewRowId Id, long Position, long Batch)> Rows(IDataView view)
        {
            var rows = new List<(DataViewRowId, long, long)>();
            using var cursor = view.GetRowCursor(view.Schema);
            var idOf = cursor.GetIdGetter();
            while (cursor.MoveNext())
            {
                DataViewRowId id = default;
                idOf(ref id);
                rows.Add((id, cursor.Position, cursor.Batch));
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ManyRows_KeepTheirOrderBelowAParallelTransform(int batchSize)
    {
        var source = Source(500);
        var chain = Estimator(batchSize).Append(Ml.Transforms.CopyColumns("Copy", "Id"));

        Assert.Equal(Enumerable.Range(0, 500), CheckedIds(chain.Fit(source).Transform(source)));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void PredictionEngine_EqualsTheOracle(int batchSize)
    {
        var source = Source(6);
        var view = View(source, batchSize);
        using var transformer = Estimator(batchSize).Fit(source);
        using var cursor = view.GetRowCursor(view.Schema);
        var expected = Expected(cursor);
        for (var id = 0; cursor.MoveNext(); id++)
        {
            Assert.Equal(expected(), Predict(transformer, id));
        }
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Cancelling_StopsTheCursor(int batchSize)
    {
        var source = Source(40);
        using var cancellation = new CancellationTokenSource();
        var transformer = Estimator(batchSize).Fit(source);
        transformer.CancellationToken = cancellation.Token;
        var view = transformer.Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        Assert.True(cursor.MoveNext());

        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => cursor.MoveNext());
        Assert.Throws<OperationCanceledException>(() => Actual(cursor)());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void CancellingBelowABuiltInTransform_IsFoundAmongTheInnerExceptions(int batchSize)
    {
        var source = Source(40);
        var transformer = Estimator(batchSize).Fit(source);
        transformer.CancellationToken = new CancellationToken(canceled: true);
        var view = Ml.Transforms.CopyColumns("Copy", "Id").Fit(transformer.Transform(source)).Transform(transformer.Transform(source));

        var error = Assert.ThrowsAny<Exception>(() => CheckedIds(view));

        while (error is not (null or OperationCanceledException))
        {
            error = error.InnerException;
        }

        Assert.IsAssignableFrom<OperationCanceledException>(error);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void FilteredAndSplit_ValuesStayWithTheirRows(int batchSize)
    {
        var view = View(40, batchSize);
        var numbered = Ml.Transforms.Conversion.ConvertType("Number", "Id", DataKind.Single).Fit(view).Transform(view);

        Assert.Equal(Enumerable.Range(10, 15), CheckedIds(Ml.Data.FilterRowsByColumn(numbered, "Number", 10, 25)));
        var folds = Ml.Data.CrossValidationSplit(View(Source(40), batchSize), numberOfFolds: 3).Select(fold => CheckedIds(fold.TestSet));
        Assert.Equal(Enumerable.Range(0, 40), folds.SelectMany(ids => ids).Order());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void MissingInputColumn_IsRefusedInMlNetsWords(int batchSize)
    {
        var source = Ml.Transforms.SelectColumns("Id").Fit(Source(3)).Transform(Source(3));

        var whenFitted = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(batchSize).Fit(source));
        var inAChain = Assert.Throws<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(Estimator(batchSize)).Fit(source));
        var whenApplied = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(batchSize).Fit(Source(3)).Transform(source));

        Assert.All([whenFitted, inAChain, whenApplied], error => Assert.StartsWith($"Could not find input column '{Input}'", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void InputOfAnotherType_IsRefusedInMlNetsWords(int batchSize)
    {
        var source = Ml.Transforms.CopyColumns(Input, "Id").Fit(Source(3)).Transform(Source(3));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(batchSize).Fit(source));

        Assert.StartsWith($"Schema mismatch for input column '{Input}': expected ", error.Message, StringComparison.Ordinal);
        Assert.Contains(", got Int32", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void DisposingMidway_LeavesTheViewReadable(int batchSize)
    {
        var view = View(40, batchSize);
        for (var pass = 0; pass < 3; pass++)
        {
            var cursor = view.GetRowCursor(view.Schema);
            Assert.True(cursor.MoveNext() && cursor.MoveNext());
            Actual(cursor)();
            cursor.Dispose();
        }

        Assert.Equal(40, CheckedIds(view).Count);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void FourThreads_ReadOneViewAtOnce(int batchSize)
    {
        var view = View(60, batchSize);

        var passes = new List<int>[4];
        Parallel.For(0, passes.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, pass => passes[pass] = CheckedIds(view));

        Assert.All(passes, ids => Assert.Equal(Enumerable.Range(0, 60), ids));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void GetterOfAWrongType_Throws(int batchSize)
    {
        var view = View(3, batchSize);
        using var cursor = view.GetRowCursor(view.Schema);

        var error = Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<DateTime>(view.Schema[Output]));

        Assert.Equal($"Invalid TValue in GetGetter: 'System.DateTime', expected type: '{OutputType}'.", error.Message);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void GetterOfAnInactiveColumn_Throws(int batchSize)
    {
        var view = View(3, batchSize);
        using var cursor = view.GetRowCursor([view.Schema["Id"]]);

        Assert.Throws<ArgumentOutOfRangeException>(() => Actual(cursor));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Getters_ThrowBeforeTheFirstRowAndAfterTheLast(int batchSize)
    {
        var view = View(2, batchSize);
        using var cursor = view.GetRowCursor(view.Schema);
        var actual = Actual(cursor);

        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => actual());

        while (cursor.MoveNext())
        {
            actual();
        }

        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => actual());
    }
}
