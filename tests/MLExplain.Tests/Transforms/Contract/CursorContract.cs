using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>Cursors over the column keep ML.NET's rules.</summary>
public sealed class CursorContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void RowIdsAndPositions_AreThoseOfTheSource(string subject, int batchSize)
    {
        var source = Source(40);
        var view = View(subject, source, batchSize);

        Assert.Equal(Rows(source), Rows(view));
        Assert.Equal((source.GetRowCount(), source.CanShuffle), (view.GetRowCount(), view.CanShuffle));

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
    [MemberData(nameof(Columns))]
    public void GetterOfAWrongType_Throws(string subject, int batchSize)
    {
        var view = View(subject, 3, batchSize);
        using var cursor = view.GetRowCursor(view.Schema);

        var error = Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<DateTime>(view.Schema[Output]));

        var expected = Subject(subject).IsImage ? typeof(MLImage) : Subject(subject).IsNumber ? typeof(float) : typeof(VBuffer<float>);
        Assert.Equal($"Invalid TValue in GetGetter: 'System.DateTime', expected type: '{expected}'.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void GetterOfAnInactiveColumn_Throws(string subject, int batchSize)
    {
        var view = View(subject, 3, batchSize);
        using var cursor = view.GetRowCursor([view.Schema["Id"]]);

        Assert.False(cursor.IsColumnActive(view.Schema[Output]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnReader.Floats(cursor, Output));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Getters_ThrowBeforeTheFirstRowAndAfterTheLast(string subject, int batchSize)
    {
        var view = View(subject, 2, batchSize);
        using var cursor = view.GetRowCursor(view.Schema);
        var actual = ColumnReader.Floats(cursor, Output);

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
