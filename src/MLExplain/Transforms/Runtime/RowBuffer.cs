using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLExplain.Transforms.Runtime;

/// <summary>Copies of the active values of a block of rows; stands on one of them at a time.</summary>
internal sealed class RowBuffer : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly ColumnBuffer?[] _columns;
    private readonly ValueGetter<DataViewRowId> _inputId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _positions;
    private readonly long[] _batches;

    public RowBuffer(DataViewRow input, int capacity)
    {
        _input = input;
        _inputId = input.GetIdGetter();
        (_ids, _positions, _batches) = (new DataViewRowId[capacity], new long[capacity], new long[capacity]);
        _columns = [.. input.Schema.Select(column => input.IsColumnActive(column) ? ColumnBuffer.Create(input, column, capacity) : null)];
    }

    /// <summary>The row stood on.</summary>
    public int Slot { get; set; }

    public override DataViewSchema Schema => _input.Schema;

    public override long Position => _positions[Slot];

    public override long Batch => _batches[Slot];

    /// <summary>Whether values of this type can be kept after the cursor moved on.</summary>
    public static bool CanHold(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType or ImageDataViewType;

    /// <summary>Copies the row the input stands on.</summary>
    public void Store(int slot)
    {
        _inputId(ref _ids[slot]);
        (_positions[slot], _batches[slot]) = (_input.Position, _input.Batch);
        foreach (var column in _columns)
        {
            column?.Store(slot);
        }
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns[column.Index] is not null;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[Slot];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Getters.CheckActive(this, column);
        var slots = Getters.As<SlotGetter<TValue>, TValue>(_columns[column.Index]!.Getter, column.Type);
        return (ref TValue value) => slots(Slot, ref value);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var column in _columns)
            {
                column?.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
