using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms;

/// <summary>Passes a view on and counts how often one column was made active, and its values asked for.</summary>
internal sealed class CountingView(IDataView source, string column) : IDataView
{
    private int _reads;
    private int _cursors;

    /// <summary>How many values were asked for.</summary>
    public int Reads => _reads;

    /// <summary>How many cursors had the column active.</summary>
    public int Cursors => _cursors;

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Counted(source.GetRowCursor(columnsNeeded, rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. source.GetRowCursorSet(columnsNeeded, n, rand).Select(Counted)];

    private Cursor Counted(DataViewRowCursor cursor)
    {
        if (cursor.IsColumnActive(source.Schema[column]))
        {
            Interlocked.Increment(ref _cursors);
        }

        return new Cursor(this, cursor, column);
    }

    private sealed class Cursor(CountingView view, DataViewRowCursor input, string counted) : DataViewRowCursor
    {
        public override DataViewSchema Schema => input.Schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

        public override bool MoveNext() => input.MoveNext();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var getter = input.GetGetter<TValue>(column);
            return column.Name != counted ? getter : (ref TValue value) =>
            {
                Interlocked.Increment(ref view._reads);
                getter(ref value);
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
