using Microsoft.ML;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>A row that fails costs itself, and a cancelled pass ends.</summary>
public sealed class FailureContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void ABrokenRow_CostsItselfOnly(string subject, int batchSize)
    {
        int[] broken = [0, 4, 9];
        var source = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 10).Select(id => broken.Contains(id) ? ContractData.BrokenRow(id) : ContractData.Row(id)));
        var view = View(subject, source, batchSize);
        using var cursor = view.GetRowCursor(view.Schema);
        var (actual, id) = (ColumnReader.Floats(cursor, Output), ColumnReader.Value<int>(cursor, "Id"));

        for (var row = 0; row < 10; row++)
        {
            Assert.True(cursor.MoveNext());
            var expected = Outcome(() => Subject(subject).Oracle(broken.Contains(row) ? ContractData.BrokenRow(row) : ContractData.Row(row)));
            Assert.Equal(expected.Values, Outcome(actual).Values);
            Assert.Equal(expected.Values is null, Outcome(actual).Error is InvalidOperationException); // and it fails again when asked again
            Assert.Equal((row, row), (id(), cursor.Position));
        }

        Assert.False(cursor.MoveNext());
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Cancelling_StopsTheCursor(string subject, int batchSize)
    {
        var source = Source(40);
        using var cancellation = new CancellationTokenSource();
        var transformer = Estimator(subject, batchSize).Fit(source);
        transformer.CancellationToken = cancellation.Token;
        var view = transformer.Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        Assert.True(cursor.MoveNext());

        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => cursor.MoveNext());
        Assert.Throws<OperationCanceledException>(() => ColumnReader.Floats(cursor, Output)());
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void CancellingBelowABuiltInTransform_IsFoundAmongTheInnerExceptions(string subject, int batchSize)
    {
        var source = Source(40);
        var transformer = Estimator(subject, batchSize).Fit(source);
        transformer.CancellationToken = new CancellationToken(canceled: true);
        var view = transformer.Transform(source);
        var copied = Ml.Transforms.CopyColumns("Copy", "Id").Fit(view).Transform(view);

        var error = Assert.ThrowsAny<Exception>(() => CheckedIds(subject, copied));

        while (error is not (null or OperationCanceledException))
        {
            error = error.InnerException;
        }

        Assert.IsAssignableFrom<OperationCanceledException>(error);
    }

    private static (float[]? Values, Exception? Error) Outcome(Func<float[]> values)
    {
        float[]? result = null;
        var error = Record.Exception(() => { result = values(); });
        return (result, error);
    }
}
