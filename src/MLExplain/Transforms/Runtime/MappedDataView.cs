using Microsoft.ML;

namespace MLExplain.Transforms.Runtime;

/// <summary>The lazy view: rows of the source with the added columns, computed in the cursors that ask for them.</summary>
internal sealed class MappedDataView(RowTransformer transformer, IDataView source) : IDataView
{
    private readonly BoundMapper _mapper = new(transformer, source.Schema);

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => _mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = _mapper.Active(columnsNeeded);
        return Wrap(source.GetRowCursor(_mapper.GetDependencies(columnsNeeded), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = _mapper.Active(columnsNeeded);
        return [.. source.GetRowCursorSet(_mapper.GetDependencies(columnsNeeded), n, rand).Select(cursor => Wrap(cursor, active))];
    }

    private DataViewRowCursor Wrap(DataViewRowCursor input, bool[] active)
    {
        var capacity = transformer.BatchSize;
        var batched = capacity > 1 && _mapper.AnyAdded(active) && source.Schema.All(column => !input.IsColumnActive(column) || RowBuffer.CanHold(column.Type));
        return batched
            ? new LookAheadCursor(_mapper, input, active, capacity, transformer.CancellationToken)
            : new MappedCursor(_mapper, input, active, transformer.CancellationToken);
    }
}
