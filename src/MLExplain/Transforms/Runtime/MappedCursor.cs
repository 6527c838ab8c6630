using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms.Runtime;

/// <summary>Walks the input and computes the added columns of each row when asked.</summary>
internal sealed class MappedCursor(BoundMapper mapper, DataViewRowCursor input, bool[] active, CancellationToken cancellationToken) : DataViewRowCursor
{
    private readonly MappedRow _row = new(mapper, input, active);

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

    public override bool MoveNext()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return input.MoveNext();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _row.Dispose();
        }

        base.Dispose(disposing);
    }
}
