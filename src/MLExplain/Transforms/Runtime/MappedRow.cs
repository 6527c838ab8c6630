using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms.Runtime;

/// <summary>One row with the added columns: what a prediction engine reads.</summary>
internal sealed class MappedRow(BoundMapper mapper, DataViewRow input, bool[] active) : DataViewRow
{
    private readonly RowEvaluator? _added = mapper.AnyAdded(active) ? mapper.Evaluate(input) : null;

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Getters.CheckActive(this, column);
        return mapper.InputIndex(column) is { } source ? input.GetGetter<TValue>(input.Schema[source]) : _added!.Getter<TValue>(mapper.AddedIndex(column));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _added?.Dispose();
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
